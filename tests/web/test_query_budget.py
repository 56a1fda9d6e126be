"""How many queries a page may make: few, and no more for more rows."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.budgets import PAGES, ask_about_maths, count_queries, fill

FEW, MANY = 2, 23


@pytest.mark.parametrize("name", PAGES)
def test_a_page_makes_few_queries_and_no_more_for_more_rows(
    cast: Cast, sign_in: Callable[[str], Client], name: str
) -> None:
    page = PAGES[name]
    client = sign_in(page.who)
    few = count_queries(client, page.path(fill(cast, FEW)[name]))

    many = count_queries(client, page.path(fill(cast, MANY)[name]))

    assert len(many.of_the_page) == len(few.of_the_page)
    assert len(many.of_the_page) <= page.most, "\n".join(many.of_the_page)
    assert (many.signing_in, many.telling) == (few.signing_in, few.telling)


@pytest.mark.parametrize("name", ["family home", "staff desk"])
def test_the_control_all_the_rows_that_were_asked_for_are_on_the_page(
    cast: Cast, sign_in: Callable[[str], Client], name: str
) -> None:
    page = PAGES[name]
    client = sign_in(page.who)
    asked = ask_about_maths(cast, 25)

    response = client.get(page.path(asked[-1]))

    body = response.content.decode()
    assert all(each.public_id in body for each in asked)
