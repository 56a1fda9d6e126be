"""Nobody gives the post of administrator alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import roles_held_by, staff_actor
from schoolgate.domain.accounts.actions.invitations import accept_invitation, invite
from schoolgate.domain.accounts.actions.posts import add_post, end_post, fill_post
from schoolgate.domain.accounts.enums import InvitationWay, Role
from schoolgate.domain.accounts.models import Appointment, Post
from schoolgate.domain.accounts.queries.posts import waiting_for
from schoolgate.domain.disclosure.access import may_join
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation import audit, clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.worker.appointments import take_up_appointments
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.public.letters import Post as Mails

SignIn = Callable[[str], Client]
KEYS = (f"{number:0>32}" for number in range(10**6))


@pytest.fixture
def post(settings: Any, tmp_path: Any, frozen: Any, cast: Cast) -> Mails:
    folder = tmp_path / "sent"
    folder.mkdir()
    settings.MAIL_RELAY = f"folder://{folder}"
    return Mails(folder)


@pytest.fixture
def seat(cast: Cast, sign_in: SignIn) -> Post:
    """Return a second post of administrator, still empty, as Ms Murphy added it."""
    url = reverse("staff:school_posts")
    sign_in("murphy").post(url, {"key": next(KEYS), "role": "administrator"})
    with school_in_force(cast.oakfield.pk):
        return Post.objects.get(role=Role.ADMINISTRATOR, holder=None)


@pytest.fixture
def two(cast: Cast, sign_in: SignIn) -> None:
    """Let Mr Hughes be a second administrator."""
    with school_in_force(cast.oakfield.pk):
        hughes, at = cast.staff("hughes"), clock.now()
        add_post(cast.oakfield, Role.ADMINISTRATOR, holder=hughes, by=SYSTEM, at=at)


def press(client: Client, post: Post, **form: str) -> str:
    """Send the form of a post's page; return the words that come back."""
    url = reverse("staff:school_post", args=[post.public_id])
    answer = client.post(url, {"key": next(KEYS), **form}, follow=True)
    return words_of(answer.content)


def gives_access(cast: Cast, name: str) -> bool:
    with school_in_force(cast.oakfield.pk):
        return Role.ADMINISTRATOR in roles_held_by(cast.staff(name))


def id_of(cast: Cast, name: str) -> str:
    return cast.staff(name).public_id


def test_the_only_administrator_names_another_and_it_takes_a_day(
    cast: Cast, sign_in: SignIn, seat: Post, frozen: Any
) -> None:
    said = press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))
    at_once = gives_access(cast, "byrne")
    frozen.shift(timedelta(hours=23, minutes=59))
    early = take_up_appointments()
    frozen.shift(timedelta(minutes=1))

    took = take_up_appointments()

    assert "To come: Declan Byrne" in said
    assert "it takes effect by itself" in said
    assert (at_once, early, took) == (False, 0, 1)
    assert gives_access(cast, "byrne")


def test_everybody_who_can_stop_it_is_told_at_once(
    cast: Cast, sign_in: SignIn, seat: Post, post: Mails
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))

    told = {mail["To"]: mail.get_content() for mail in post.mails()}

    assert set(told) == {cast.email_of("murphy"), cast.email_of("adair")}
    assert "Grace Murphy" in told[cast.email_of("adair")].replace("Ms", "Grace")
    assert "Declan Byrne" in told[cast.email_of("adair")]
    assert "takes effect by itself" in told[cast.email_of("adair")]
    assert f"/desk/school/posts/{seat.public_id}/" in told[cast.email_of("adair")]


@pytest.mark.parametrize("who", ["murphy", "adair"])
def test_stopped_it_never_takes_effect(
    cast: Cast, sign_in: SignIn, seat: Post, frozen: Any, who: str
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))

    said = press(sign_in(who), seat, stop="yes")
    frozen.shift(timedelta(days=2))
    took = take_up_appointments()

    assert "To come" not in said
    assert took == 0
    assert not gives_access(cast, "byrne")


def test_with_two_it_waits_for_the_other_however_long(
    cast: Cast, sign_in: SignIn, seat: Post, two: None, frozen: Any
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))
    frozen.shift(timedelta(days=30))
    took = take_up_appointments()
    own = press(sign_in("murphy"), seat, confirm="yes")
    before = gives_access(cast, "byrne")

    press(sign_in("hughes"), seat, confirm="yes")

    assert took == 0
    assert "Somebody else who gives access has to confirm it." in own
    assert not before
    assert gives_access(cast, "byrne")


@pytest.mark.parametrize("who", ["flynn", "adair", "byrne"])
def test_nobody_but_an_administrator_confirms(
    cast: Cast, sign_in: SignIn, seat: Post, two: None, who: str
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))

    press(sign_in(who), seat, confirm="yes")

    assert not gives_access(cast, "byrne")


@pytest.mark.parametrize("place", ["deputy", "holder"])
def test_a_deputy_of_a_vacant_post_gives_access_too_and_waits_too(
    cast: Cast, sign_in: SignIn, seat: Post, place: str
) -> None:
    press(sign_in("murphy"), seat, **{place: id_of(cast, "byrne")})

    assert not gives_access(cast, "byrne")
    with school_in_force(cast.oakfield.pk):
        assert waiting_for(seat) is not None


def test_what_lets_nobody_more_in_waits_for_nobody(
    cast: Cast, sign_in: SignIn, seat: Post, two: None
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "hughes"))

    with school_in_force(cast.oakfield.pk):
        assert waiting_for(seat) is None
        assert Post.objects.get(pk=seat.pk).holder == cast.staff("hughes")


def test_other_posts_are_filled_at_once(cast: Cast, sign_in: SignIn) -> None:
    with school_in_force(cast.oakfield.pk):
        office = Post.objects.get(role=Role.SCHOOL_OFFICE)

    press(sign_in("murphy"), office, holder=id_of(cast, "byrne"))

    with school_in_force(cast.oakfield.pk):
        assert Role.SCHOOL_OFFICE in roles_held_by(cast.staff("byrne"))


def test_no_other_way_leads_to_the_post(cast: Cast, seat: Post) -> None:
    with school_in_force(cast.oakfield.pk):
        murphy, byrne = staff_actor(cast.staff("murphy")), cast.staff("byrne")
        at, role = clock.now(), Role.ADMINISTRATOR

        with pytest.raises(NotAllowedError):
            fill_post(seat, holder=byrne, deputy=None, by=murphy, at=at)
        with pytest.raises(NotAllowedError):
            add_post(cast.oakfield, role, holder=byrne, by=murphy, at=at)
    assert not gives_access(cast, "byrne")


def test_an_administrator_asked_in_by_a_colleague_cannot_confirm_the_same_day(
    cast: Cast, sign_in: SignIn, seat: Post, two: None, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        murphy, hughes = staff_actor(cast.staff("murphy")), cast.staff("hughes")
        at, on = clock.now(), cast.oakfield.day_of(clock.now())
        gate = may_join(hughes, on=on)
        letter = invite(hughes, InvitationWay.LETTER, gate=gate, by=murphy, at=at)
        accept_invitation(letter, email="murphy@private.example", gate=gate, at=at)
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))

    said = press(sign_in("hughes"), seat, confirm="yes")
    same_day = gives_access(cast, "byrne")
    frozen.shift(timedelta(days=1))
    press(sign_in("hughes"), seat, confirm="yes")

    assert "less than a day ago" in said
    assert not same_day
    assert gives_access(cast, "byrne")  # the control


def test_of_an_asker_who_gives_access_no_more_nothing_takes_effect(
    cast: Cast, sign_in: SignIn, seat: Post, frozen: Any
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))
    with school_in_force(cast.oakfield.pk):
        murphy = cast.staff("murphy")
        own, at = Post.objects.get(holder=murphy), clock.now()
        add_post(
            cast.oakfield,
            Role.ADMINISTRATOR,
            holder=cast.staff("osei"),
            by=SYSTEM,
            at=at,
        )
        end_post(own, by=SYSTEM, at=at)
    frozen.shift(timedelta(days=2))

    take_up_appointments()

    assert not gives_access(cast, "byrne")
    with school_in_force(cast.oakfield.pk):
        assert Appointment.objects.get().state == "stopped"


def test_each_step_is_on_record(
    cast: Cast, sign_in: SignIn, seat: Post, two: None
) -> None:
    press(sign_in("murphy"), seat, holder=id_of(cast, "byrne"))
    press(sign_in("hughes"), seat, confirm="yes")

    with school_in_force(cast.oakfield.pk):
        done = AuditEntry.objects.filter(about=f"post:{seat.public_id}")
        found = list(done.order_by("sequence").values_list("action", "by"))
        assert list(audit.breaks()) == []
    murphy, hughes = (f"staff:{id_of(cast, who)}" for who in ("murphy", "hughes"))
    assert found == [
        ("post.filled", murphy),  # added, with nobody in it
        ("post.appointment_asked", murphy),
        ("post.appointment_taken_up", hughes),
        ("post.filled", hughes),
    ]


# The last administrator


def leaving(cast: Cast, client: Client, who: str) -> str:
    url = reverse("staff:people_leaving", args=["staff", id_of(cast, who)])
    form = {"key": next(KEYS), "on": "2026-11-23"}
    return words_of(client.post(url, form, follow=True).content)


def end(cast: Cast, client: Client, who: str) -> str:
    url = reverse("staff:access_person", args=["staff", id_of(cast, who)])
    form = {"key": next(KEYS), "do": "end"}
    return words_of(client.post(url, form, follow=True).content)


def away(cast: Cast, client: Client, who: str) -> str:
    url = reverse("staff:people_member", args=[id_of(cast, who)])
    form = {"key": next(KEYS), "from_on": "2026-12-01"}
    return words_of(client.post(url, form, follow=True).content)


@pytest.mark.parametrize("go", [leaving, end, away])
def test_the_last_administrator_stays_and_the_page_says_why(
    cast: Cast, sign_in: SignIn, go: Callable[[Cast, Client, str], str]
) -> None:
    murphy = sign_in("murphy")

    said = go(cast, murphy, "murphy")

    assert "gives access at this school" in said
    assert murphy.get(reverse("staff:access")).status_code == 200
    with school_in_force(cast.oakfield.pk):
        assert StaffMember.objects.get(pk=cast.staff("murphy").pk).left_on is None
        assert not cast.staff("murphy").absences.exists()


@pytest.mark.parametrize("go", [leaving, end, away])
def test_with_another_there_they_may_go(
    cast: Cast,
    sign_in: SignIn,
    two: None,
    go: Callable[[Cast, Client, str], str],
) -> None:
    said = go(cast, sign_in("murphy"), "murphy")

    assert "gives access at this school" not in said


def test_who_cannot_come_in_does_not_count_as_another(
    cast: Cast, sign_in: SignIn, two: None
) -> None:
    end(cast, sign_in("murphy"), "hughes")

    said = leaving(cast, sign_in("murphy"), "murphy")

    assert "Nobody but Ms Murphy gives access" in said
