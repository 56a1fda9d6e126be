"""Signing in for real: nobody is, and mail leaves into a folder."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web.public.letters import Post


@pytest.fixture
def post(settings: Any, tmp_path: Path, frozen: Any, cast: Any) -> Post:
    """Return the school's post: what left by mail."""
    folder = tmp_path / "sent"
    folder.mkdir()
    settings.MAIL_RELAY = f"folder://{folder}"
    return Post(folder)


@pytest.fixture
def browser(post: Post) -> Client:
    """Return a browser nobody has signed in with."""
    cache.clear()
    return Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18 Safari/605")
