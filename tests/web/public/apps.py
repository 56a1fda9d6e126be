"""An authenticator app, as staff have one on their phone."""

import re

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse


class App:
    """Shows the code of the moment for a secret."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    @property
    def shows(self) -> str:
        """Return the code it shows now."""
        _, now, _ = yield_hotp_counters_from_time()
        return str(format_hotp_value(hotp_value(self.secret, now)))


def set_up_app(client: Client, **more: str) -> tuple[App, list[str]]:
    """Set an app up as the pages say; return it, and the recovery codes."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'<bdi class="num">([A-Z2-7 ]+)</bdi>', page)
    assert found
    app = App(found[1].replace(" ", ""))
    answer = client.post(reverse("mfa_activate_totp"), {"code": app.shows, **more})
    assert answer.status_code == 302, answer.content.decode()
    codes = client.get(answer["Location"]).content.decode()
    return app, re.findall(r"<li><bdi>([0-9a-z-]+)</bdi></li>", codes)
