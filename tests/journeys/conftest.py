"""One demo for every journey that needs nothing but the demo."""

from collections.abc import Iterator

import pytest

from tests.journeys.demo_site import DemoSite, running_demo


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """Return the running demo; its journeys share the group "demo", so it is one."""
    with running_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site
