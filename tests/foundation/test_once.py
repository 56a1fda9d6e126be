"""A form sent twice has one effect."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from schoolgate.foundation.models import SpentKey
from schoolgate.foundation.once import KeyOfAnotherError, new_key, once
from tests.databases import OwnDatabase

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_second_time_leads_where_the_first_led_and_does_nothing() -> None:
    key, done = new_key(), []

    def do() -> str:
        done.append("once")
        return "/enquiries/a/"

    first = once(key, by="family:a", at=AT, do=do)
    second = once(key, by="family:a", at=AT, do=do)

    assert (first, second) == ("/enquiries/a/", "/enquiries/a/")
    assert done == ["once"]


@pytest.mark.django_db
def test_a_key_that_somebody_else_spent_is_refused() -> None:
    key = new_key()
    once(key, by="family:a", at=AT, do=lambda: "/a/")

    with pytest.raises(KeyOfAnotherError):
        once(key, by="family:b", at=AT, do=lambda: "/b/")


@pytest.mark.django_db
def test_what_failed_did_not_spend_the_key() -> None:
    key = new_key()

    def stumble() -> str:
        raise RuntimeError("stumbled")

    with pytest.raises(RuntimeError):
        once(key, by="family:a", at=AT, do=stumble)

    assert not SpentKey.objects.filter(key=key).exists()
    assert once(key, by="family:a", at=AT, do=lambda: "/a/") == "/a/"


def test_sent_twice_at_the_same_moment_it_has_one_effect(
    own_database: OwnDatabase,
) -> None:
    key, done, led_to = new_key(), [], []
    start = threading.Barrier(2)

    def do() -> str:
        done.append("once")
        return "/enquiries/a/"

    def send() -> None:
        start.wait()
        try:
            led_to.append(once(key, by="family:a", at=AT, do=do))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == ["once"]
    assert led_to == ["/enquiries/a/", "/enquiries/a/"]
