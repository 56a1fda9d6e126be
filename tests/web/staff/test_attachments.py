"""Files with a message: who may have them, what is taken in, how they go out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.models import Attachment, Enquiry
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web import files
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, reply
from tests.web.staff.test_logging import entry, logged, the_enquiry
from tests.web.world import ask

SignIn = Callable[[str], Client]


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"))


def write(client: Client, enquiry: Enquiry, *sent: Any) -> Any:
    url = reverse("family:ask_write", args=[enquiry.public_id])
    return client.post(
        url, {"text": "Here it is.", "key": next(KEYS), "attached": sent}
    )


def kept(enquiry: Enquiry) -> list[Attachment]:
    with school_in_force(enquiry.school_id):
        return list(Attachment.objects.select_related("message"))


def address(site: str, enquiry: Enquiry) -> str:
    [found] = kept(enquiry)
    route = {"family": "family:ask_file", "staff": "staff:desk_file"}[site]
    return reverse(route, args=[enquiry.public_id, found.public_id])


def test_a_family_sends_a_file_that_who_answers_can_keep(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    write(sign_in("leila"), enquiry, files.sent("letter.pdf", files.PDF))

    page = sign_in("byrne").get(reverse("staff:desk_enquiry", args=[enquiry.public_id]))
    given = sign_in("byrne").get(address("staff", enquiry))
    assert "letter.pdf" in words_of(page.content)
    assert given.content == files.PDF
    assert given.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert given.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_gets_a_file_who_does_not_see_its_message(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    write(sign_in("leila"), enquiry, files.sent("letter.pdf", files.PDF))
    theirs, desks = address("family", enquiry), address("staff", enquiry)

    found = {name: sign_in(name).get(theirs).status_code for name in ("karim", "gary")}
    found |= {name: sign_in(name).get(desks).status_code for name in ("quinn", "shaw")}

    assert set(found.values()) == {404}
    assert sign_in("leila").get(theirs).status_code == 200


def test_a_file_is_gone_with_the_enquiry_once_there_is_an_order(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    leila = sign_in("leila")
    write(leila, enquiry, files.sent("letter.pdf", files.PDF))
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=cast.contact("leila").ties.get(student=cast.student("amal")),
            kind=RestrictionKind.NO_CONTACT,
            from_on=date(2026, 11, 1),
        )

    assert leila.get(address("family", enquiry)).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("drawing.svg", files.SVG, "drawing.svg is of another kind."),
        ("letter.pdf", files.HTML, "letter.pdf is of another kind."),
        ("big.pdf", files.PDF + bytes(10 * 1024 * 1024), "big.pdf is 10.0 MB."),
    ],
)
def test_what_is_not_taken_in_is_named_with_the_reason(
    enquiry: Enquiry, sign_in: SignIn, name: str, data: bytes, says: str
) -> None:
    page = write(sign_in("leila"), enquiry, files.sent(name, data))

    assert says in words_of(page.content)
    assert kept(enquiry) == []


def test_a_message_takes_five_files_and_no_sixth(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    leila = sign_in("leila")
    several = [files.sent(f"{number}.png", files.PNG) for number in range(6)]

    refused = write(leila, enquiry, *several)
    for each in several:
        each.seek(0)
    write(leila, enquiry, *several[:5])

    assert "You chose 6 files. Choose at most 5." in words_of(refused.content)
    assert len(kept(enquiry)) == 5


def test_an_answer_goes_with_a_file_that_its_family_reads(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    url = reverse("staff:desk_reply", args=[enquiry.public_id])

    sign_in("byrne").post(url, reply(attached=files.sent("sets.txt", files.TEXT)))

    given = sign_in("leila").get(address("family", enquiry))
    assert given.content == files.TEXT
    assert given.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_scan_of_a_letter_is_put_with_it_by_who_wrote_it_down(
    cast: Cast, sign_in: SignIn
) -> None:
    hughes = sign_in("hughes")
    hughes.post(entry(cast), logged(cast, way="letter", came_on="2026-11-23"))
    done = reverse("staff:log_done", args=[the_enquiry(cast).public_id])

    hughes.post(
        done, {"attached": files.sent("scan.jpg", files.JPEG), "key": next(KEYS)}
    )

    enquiry = the_enquiry(cast)
    [found] = kept(enquiry)
    assert (found.name, found.message.noted_by_id) == (
        "scan.jpg",
        cast.staff("hughes").pk,
    )
    assert hughes.get(address("staff", enquiry)).status_code == 404
    assert sign_in("byrne").get(address("staff", enquiry)).content == files.JPEG
