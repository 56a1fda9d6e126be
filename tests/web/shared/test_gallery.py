"""The gallery shows everything, in every mode, and lets nothing in from its address."""

import re
from pathlib import Path

import pytest
from django.test import Client

from schoolgate.web.public.gallery.views import PAGES
from schoolgate.web.shared.templatetags.components import register

GALLERY = Path("schoolgate/web")
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")
ADDRESSES = ["/gallery/", *(f"/gallery/{name}/" for name in PAGES)]
WHOLE_PAGE = 60_000


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_title_and_ids_of_its_own(address):
    page = Client().get(address).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert page.count("<h1") == 1
    assert len(ids) == len(set(ids))
    assert len(page) < WHOLE_PAGE


def test_the_mode_is_taken_from_a_list_and_nowhere_else():
    chosen = Client().get("/gallery/?theme=dark&dir=rtl&lang=ur").content.decode()
    made_up = Client().get('/gallery/?theme="><b>&dir=up&lang=xx').content.decode()

    assert '<html lang="ur" dir="rtl" class="family" data-theme="dark">' in chosen
    assert '<html lang="en-gb" dir="ltr" class="family">' in made_up
    assert "<b>&" not in made_up


def test_a_page_that_is_not_in_the_gallery_is_the_404():
    assert Client().get("/gallery/nowhere/").status_code == 404


def test_every_component_stands_in_the_gallery():
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("public/templates/public/gallery", "shared/templates/shared")
        for path in (GALLERY / folder).glob("*.html")
    )

    assert [tag for tag in register.tags if f"{{% {tag} " not in sources] == []
