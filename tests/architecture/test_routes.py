"""Every address says whom it is for, and the demo's exist only in the demo."""

import json

import pytest
from django.test import Client, modify_settings, override_settings

from schoolgate.web.shared.checks import every_route_says_whom_it_is_for, routes
from schoolgate.web.shared.page import Audience

INSTALLATION = "schoolgate.config.urls"
DEMO = "schoolgate.config.urls_demo"
BARE = "tests.architecture.bare_urls"
DEMO_ADDRESSES = ("/demo/", "/demo/mail/", "/demo/mail/k7m42q/")
METHODS = {"GET", "POST"}


@pytest.mark.parametrize("addresses", [INSTALLATION, DEMO])
def test_every_route_says_whom_it_is_for_and_how_it_is_asked(addresses):
    with override_settings(ROOT_URLCONF=addresses):
        found = list(routes())

        assert len(found) > 10
        assert every_route_says_whom_it_is_for() == []
        for path, name, view in found:
            assert isinstance(view.audience, Audience), path
            assert view.methods, path
            assert set(view.methods) <= METHODS, path
            assert name.rpartition(":")[2] != "None", f"{path} has no name"


@override_settings(ROOT_URLCONF=BARE)
def test_a_route_that_does_not_say_is_found():
    [error] = every_route_says_whom_it_is_for()

    assert "/deep/bare" in error.msg


def test_only_the_demo_has_pages_of_the_demo():
    with override_settings(ROOT_URLCONF=INSTALLATION):
        school = {path for path, _, view in routes() if view.audience is Audience.DEMO}
    with override_settings(ROOT_URLCONF=DEMO):
        demo = {path for path, _, view in routes() if view.audience is Audience.DEMO}

    assert school == set()
    assert demo
    assert all(path.startswith("/demo/") for path in demo)


@pytest.mark.parametrize("address", DEMO_ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_demo_is_not_there_even_if_somebody_wires_it_up(address, method):
    with override_settings(ROOT_URLCONF=DEMO, IS_DEMO=False):
        answer = getattr(Client(), method)(address)

    assert answer.status_code in {404, 405}
    assert method == "post" or answer.status_code == 404


@modify_settings(INSTALLED_APPS={"append": "schoolgate.web.demo"})
@pytest.mark.parametrize("address", DEMO_ADDRESSES[:2])
def test_in_the_demo_the_same_addresses_answer(address, tmp_path):
    personas = tmp_path / "personas.json"
    personas.write_text(json.dumps([]))

    with override_settings(ROOT_URLCONF=DEMO, IS_DEMO=True, DATA_DIR=tmp_path):
        answer = Client().get(address)

    assert answer.status_code == 200


def test_the_tests_themselves_run_as_a_school_and_not_as_the_demo(settings):
    assert settings.ROOT_URLCONF == INSTALLATION
    assert not settings.IS_DEMO
