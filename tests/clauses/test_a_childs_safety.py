"""What is about a child's safety: the lead's alone, nothing gives it away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry, SafetyNote
from schoolgate.domain.people.actions.absences import record_absence
from schoolgate.foundation import clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import pass_on, reply, worry
from tests.web.world import WORRY_CANARY, World, ask, make_world

SignIn = Callable[[str], Client]
TOLD = "My uncle hurts her"


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"), TOLD)


@pytest.fixture
def world(cast: Cast, frozen: Any) -> World:
    return make_world(cast)


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


def without_tokens(page: bytes) -> bytes:
    secret = (b"csrfmiddlewaretoken", b'name="key"', b"nonce")
    lines = page.split(b"\n")
    return b"\n".join(
        line for line in lines if not any(each in line for each in secret)
    )


@pytest.mark.clause("GN-4.3", part="passed on, it is the lead's and nobody else's")
def test_what_a_teacher_passes_on_is_at_once_the_leads_and_nobody_elses(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    before = {name: status(sign_in(name), url("desk_enquiry", enquiry)) for name in ALL}

    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    after = {name: status(sign_in(name), url("desk_enquiry", enquiry)) for name in ALL}
    assert {name for name in ALL if before[name] == 200} == {"byrne", *LEADERS}
    assert {name for name in ALL if after[name] == 200} == {"devlin"}


LEADERS = ("adair", "lynch", "walsh")
ALL = (
    "byrne",
    "osei",
    "quinn",
    "kerr",
    "flynn",
    "hughes",
    "murphy",
    "devlin",
    *LEADERS,
)


@pytest.mark.clause("GN-4.3", part="the family's page stays as it was")
def test_the_familys_page_and_mail_stay_as_they_were(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client, thread = sign_in("leila"), family_url(enquiry)
    page, home = client.get(thread).content, client.get(reverse("family:home")).content
    mails = mails_of(enquiry)

    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    assert without_tokens(client.get(thread).content) == without_tokens(page)
    again = client.get(reverse("family:home")).content
    assert without_tokens(again) == without_tokens(home)
    assert mails_of(enquiry) == mails


@pytest.mark.parametrize(
    "page",
    ["staff:desk", "staff:desk_find", "staff:reports", "staff:held", "staff:log"],
)
@pytest.mark.parametrize("name", ["byrne", "flynn", "adair"])
def test_no_list_of_anybody_else_shows_that_there_is_something(
    enquiry: Enquiry, sign_in: SignIn, name: str, page: str
) -> None:
    sign_in("byrne").post(url("desk_ended", enquiry), {"key": "e" * 32})
    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    words = words_of(sign_in(name).get(reverse(page)).content)

    assert TOLD not in words
    assert "Haddad" not in words
    assert enquiry.spoken_reference not in words


def test_a_reference_read_aloud_opens_it_for_the_lead_alone(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())
    find = f"{reverse('staff:desk_find')}?said={enquiry.reference}"

    lead, head = sign_in("devlin").get(find), sign_in("adair").get(find)

    assert lead.headers["Location"].startswith(url("desk_enquiry", enquiry))
    assert "Nothing that you may see matches" in words_of(head.content)


def test_who_passed_it_on_keeps_that_they_did_and_when_and_no_word_of_it(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client = sign_in("byrne")

    led_to = client.post(url("desk_safety", enquiry), pass_on("She told me herself."))
    words = words_of(client.get(reverse("staff:safety")).content)

    assert led_to.headers["Location"] == reverse("staff:safety")
    assert "You told the lead That you did, and when." in words
    assert "Monday 23 November, 10am" in words
    assert "Amal" not in words
    assert "herself" not in words


def test_an_answer_written_meanwhile_is_refused_and_shows_nothing_more(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("adair").post(url("desk_safety", enquiry), pass_on())

    answer = sign_in("byrne").post(url("desk_reply", enquiry), reply())

    assert answer.status_code == 404
    with school_in_force(enquiry.school_id):
        assert enquiry.messages.count() == 1


def test_the_lead_answers_and_the_mail_is_an_envelope(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    said = reply(text="Please ring me.", category="nothing", seen_version=2)
    sign_in("devlin").post(url("desk_reply", enquiry), said)

    assert "Please ring me." in words_of(
        sign_in("leila").get(family_url(enquiry)).content
    )
    assert "Please ring me." not in mails_of(enquiry)[-1]


@pytest.mark.clause("GN-4.3", part="anybody may tell of any child's safety")
@pytest.mark.parametrize("name", ["leila", "gary", "noreen", "bridget", "farida"])
def test_any_contact_can_say_that_a_childs_safety_worries_them(
    cast: Cast, sign_in: SignIn, name: str, frozen: Any
) -> None:
    client = sign_in(name)

    shown = words_of(client.get(reverse("family:safety")).content)
    led_to = client.post(reverse("family:safety"), worry())

    assert "Is a child in danger now? Ring 999." in shown
    assert led_to.headers["Location"] == reverse("family:safety_told")
    with school_in_force(cast.contact(name).school_id):
        [note] = SafetyNote.objects.all()
        assert note.contact == cast.contact(name)
        assert not Enquiry.objects.exists()
        assert not OutboxMail.objects.exists()


def test_the_family_page_names_the_lead_and_the_number_they_keep(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    page = reverse("family:safety")
    before = words_of(sign_in("gary").get(page).content)

    filled = {
        "add-kind": "phone",
        "add-address": "028 9018 0199",
        "add-purpose": "children’s safety",
        "add-keeper": cast.staff("devlin").public_id,
        "add-key": "c" * 32,
    }
    sign_in("adair").post(reverse("staff:channels_add"), filled)

    after = words_of(sign_in("gary").get(page).content)
    assert "Only Ms Devlin, the safeguarding lead, reads this" in before
    assert "You can also ring" not in before
    assert "You can also ring: 028 9018 0199" in after


def test_what_staff_saw_goes_to_the_lead_who_takes_it(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    told = worry(source="seen", child="Tyler Reid, 8D")

    sign_in("hughes").post(reverse("staff:safety"), told)
    lead = sign_in("devlin")
    desk = words_of(lead.get(reverse("staff:desk")).content)
    [note] = notes(cast)
    read = words_of(lead.get(reverse("staff:safety_note", args=[note])).content)
    lead.post(reverse("staff:safety_taken", args=[note]), {"key": "t" * 32})
    again = words_of(lead.get(reverse("staff:safety_note", args=[note])).content)

    assert "1 for you to read" in desk
    assert "Tyler Reid, 8D" in read
    assert "Mr Hughes, Monday 23 November, 10am: seen by staff" in read
    assert "Ms Devlin took it Monday 23 November, 10am." in again
    assert "for you to read" not in words_of(lead.get(reverse("staff:desk")).content)


def test_the_principal_reads_a_note_only_while_nobody_has_the_post(
    cast: Cast, world: World, sign_in: SignIn
) -> None:
    page, head = note_url(world), sign_in("adair")
    while_held = status(head, page)
    [post] = lead_posts(cast)

    fill(cast, post, holder=None)
    while_vacant = status(head, page)
    fill(cast, post, holder="devlin")

    assert (while_held, while_vacant, status(head, page)) == (404, 200, 404)


def test_the_deputy_stands_in_while_the_lead_is_away_and_the_principal_does_not(
    cast: Cast, world: World, sign_in: SignIn
) -> None:
    [post] = lead_posts(cast)
    with school_in_force(cast.oakfield.pk):
        post.deputy = cast.staff("quinn")
        post.save()
        before = status(sign_in("quinn"), note_url(world))
        on = cast.oakfield.day_of(clock.now())
        record_absence(
            cast.staff("devlin"),
            from_on=on,
            until_on=on + timedelta(days=3),
            by=SYSTEM,
            at=clock.now(),
        )

    assert before == 404
    assert status(sign_in("quinn"), note_url(world)) == 200
    assert status(sign_in("adair"), note_url(world)) == 404


def test_no_subject_audit_or_mail_has_a_word_of_it_or_says_whom_it_is_about(
    cast: Cast, world: World
) -> None:
    with school_in_force(cast.oakfield.pk):
        [entry] = AuditEntry.objects.filter(action="safety.noted")
        mails = [str(mail.facts) for mail in OutboxMail.objects.all()]

    assert (entry.about, entry.facts) == (world.note.signature, {})
    assert not any(WORRY_CANARY in each for each in mails)


def test_nothing_of_it_is_in_what_an_administrator_takes_out(
    cast: Cast, world: World, enquiry: Enquiry, sign_in: SignIn
) -> None:
    taken_out = sign_in("murphy").post(everything(cast, "leila"), {"key": "o" * 32})
    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())
    afterwards = sign_in("murphy").post(everything(cast, "leila"), {"key": "p" * 32})
    of_gary = sign_in("murphy").post(everything(cast, "gary"), {"key": "q" * 32})

    assert TOLD.encode() in taken_out.content
    assert TOLD.encode() not in afterwards.content
    assert WORRY_CANARY.encode() not in of_gary.content
    assert b"safety" not in of_gary.content


def family_url(enquiry: Enquiry) -> str:
    return reverse("family:ask_thread", args=[enquiry.public_id])


def note_url(world: World) -> str:
    return reverse("staff:safety_note", args=[world.note.public_id])


def everything(cast: Cast, name: str) -> str:
    args = ["contact", cast.contact(name).public_id]
    return reverse("staff:people_everything", args=args)


def notes(cast: Cast) -> list[str]:
    with school_in_force(cast.oakfield.pk):
        return list(SafetyNote.objects.values_list("public_id", flat=True))


def lead_posts(cast: Cast) -> list[Post]:
    with school_in_force(cast.oakfield.pk):
        return list(Post.objects.filter(role=Role.SAFEGUARDING_LEAD))


def fill(cast: Cast, post: Post, *, holder: str | None) -> None:
    with school_in_force(cast.oakfield.pk):
        post.holder = cast.staff(holder) if holder else None
        post.save()


def mails_of(enquiry: Enquiry) -> list[str]:
    with school_in_force(enquiry.school_id):
        return [render_mail(mail).text for mail in OutboxMail.objects.order_by("pk")]
