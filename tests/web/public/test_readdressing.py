"""Another address on record: the old one opens nothing, the new one is asked in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.people.models import Contact, StaffMember
from schoolgate.foundation import audit, clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.imports import (
    AMAL,
    NOBODY,
    csv_of,
    data_manager,
    looked_at,
    taken_back,
    taken_in as take_in,
)
from tests.web.family.test_asking import words_of
from tests.web.family.test_correcting import ask as ask_to_correct, settle
from tests.web.public.letters import Post, is_in

SignIn = Callable[[str], Client]
KEY, OTHER_KEY = "k" * 32, "o" * 32
OLD, NEW = "leila@family.example", "leila@elsewhere.example"
STAFF_FILE = "Staff code,First name,Last name,Email\n{0},{1},{2},{3}\n"


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("flynn")


def change(client: Client, person: Contact | StaffMember, email: str) -> Any:
    """Correct an address on somebody's page."""
    kind = "staff" if isinstance(person, StaffMember) else "contact"
    names = ("title", "given_name", "family_name")
    form = {name: getattr(person, name) for name in names} | {"email": email}
    url = reverse("staff:people_change", args=[kind, person.public_id])
    return client.post(url, form | {"key": KEY})


def by_page(cast: Cast, sign_in: SignIn) -> None:
    change(sign_in("flynn"), cast.contact("leila"), NEW)


def by_confirming(cast: Cast, sign_in: SignIn) -> None:
    ask_to_correct(cast, sign_in("leila"), email=NEW)
    settle(sign_in("flynn"), "confirm")


def by_import(cast: Cast, sign_in: SignIn) -> None:
    del sign_in
    hughes = data_manager(cast.staff("hughes"))
    rows = csv_of(f"{AMAL},Leila,Haddad,{NEW},,Mother,yes,{NOBODY}")
    take_in(looked_at(cast.oakfield, rows, by=hughes), by=hughes)


WAYS = [by_page, by_confirming, by_import]


@pytest.mark.parametrize("way", WAYS)
def test_the_old_address_is_out_at_once_and_the_new_one_comes_in(
    cast: Cast,
    sign_in: SignIn,
    post: Post,
    way: Callable[[Cast, SignIn], None],
) -> None:
    old, new = sign_in("leila"), Client()
    was_in = is_in(old)

    way(cast, sign_in)

    assert was_in
    assert not is_in(old)
    assert not is_in(sign_in("leila"))  # nor does the account come in again
    new.post(post.link(NEW))
    assert is_in(new)


@pytest.mark.parametrize("way", WAYS)
def test_the_old_address_is_told_and_nothing_of_a_child(
    cast: Cast,
    sign_in: SignIn,
    post: Post,
    way: Callable[[Cast, SignIn], None],
) -> None:
    way(cast, sign_in)

    [told] = post.to(OLD)

    assert "no longer has this e-mail address on record" in told
    said = ("Amal", "Yusuf", "Haddad", "Leila", NEW, "http")
    assert not any(word in told for word in said)


def test_the_office_sees_it_until_they_are_in_again(
    cast: Cast, office: Client, post: Post
) -> None:
    change(office, cast.contact("leila"), NEW)
    url = reverse("staff:access")

    waits = words_of(office.get(url).content)
    Client().post(post.link(NEW))
    came = words_of(office.get(url).content)

    assert f"signed in as {OLD} until today; on record is {NEW} now" in waits
    assert f"signed in as {OLD}" not in came
    assert f"Signs in as {NEW}" in came


def test_it_is_on_record_without_the_addresses(cast: Cast, office: Client) -> None:
    change(office, cast.contact("leila"), NEW)

    with school_in_force(cast.oakfield.pk):
        done = AuditEntry.objects.get(action="access.ended_with_old_address")
        assert list(audit.breaks()) == []
    assert done.facts == {"memberships": 1, "invitations": 0}


def test_capitals_and_other_details_change_nobodys_access(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    leila = sign_in("leila")

    change(office, cast.contact("leila"), OLD.upper())

    assert is_in(leila)


def test_of_two_who_share_an_address_only_one_is_out(
    cast: Cast, office: Client, sign_in: SignIn, post: Post
) -> None:
    shared, karim = Account.objects.get(email=OLD), cast.contact("karim")
    with school_in_force(cast.oakfield.pk):
        Membership.objects.filter(contact=karim).update(account=shared)
        Contact.objects.filter(pk=karim.pk).update(email=OLD)

    change(office, cast.contact("leila"), NEW)

    with school_in_force(cast.oakfield.pk):
        left = Membership.objects.filter(account=shared, ends_at=None)
        assert [each.contact for each in left] == [karim]
    assert is_in(sign_in("leila"))  # the account, for Karim: Yusuf is Leila's alone
    assert "Yusuf" not in sign_in("leila").get(reverse("family:ask")).content.decode()


def test_what_the_account_is_at_another_school_stays(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    farida, account = cast.contact("farida"), Account.objects.get(email=OLD)
    with school_in_force(cast.riverside.pk):
        Membership.objects.filter(contact=farida).update(account=account)

    change(office, cast.contact("leila"), NEW)

    page = sign_in("leila").get(reverse("family:ask")).content.decode()
    assert "Zainab" in page
    assert "Amal" not in page


def test_who_came_with_a_letter_and_the_address_put_right_stays(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        Contact.objects.filter(email=OLD).update(email="typo@family.example")
    leila = sign_in("leila")
    page = cast.contact("leila")

    change(office, page, OLD)

    assert is_in(leila)


def test_an_address_taken_off_the_record_ends_access_and_asks_nobody_in(
    cast: Cast, office: Client, sign_in: SignIn, post: Post
) -> None:
    leila = sign_in("leila")

    change(office, cast.contact("leila"), "")

    assert not is_in(leila)
    assert len(post.mails()) == 1
    assert "on record is no address now" in words_of(
        office.get(reverse("staff:access")).content
    )


def test_whoever_is_kept_away_does_not_learn_by_it_that_the_other_moved_on(
    cast: Cast, office: Client, post: Post
) -> None:
    sinead, gary = cast.contact("sinead"), cast.contact("gary")
    with school_in_force(cast.oakfield.pk):
        Contact.objects.filter(pk=gary.pk).update(email=sinead.email)

    change(office, sinead, "sinead@elsewhere.example")

    assert post.to(sinead.email) == []
    assert post.to("sinead@elsewhere.example") != []  # the control: she is asked in


def test_a_colleague_put_right_by_the_office_is_asked_in_by_the_administrator(
    cast: Cast, office: Client, sign_in: SignIn, post: Post
) -> None:
    byrne, byrnes = cast.staff("byrne"), sign_in("byrne")

    change(office, byrne, "declan@oakfield.example")

    assert not is_in(byrnes, "staff:desk")
    assert post.to("declan@oakfield.example") == []
    seen = [
        "Declan Byrne" in sign_in(who).get(reverse("staff:access")).content.decode()
        for who in ("flynn", "murphy")
    ]
    assert seen == [False, True]


def test_no_file_gives_the_administrator_another_address(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    hughes, murphy = data_manager(cast.staff("hughes")), cast.staff("murphy")
    with school_in_force(cast.oakfield.pk):
        StaffMember.objects.filter(pk=murphy.pk).update(ref="M1")
    rows = STAFF_FILE.format("M1", "Grace", "Murphy", "mine@oakfield.example")
    batch = looked_at(cast.oakfield, rows.encode(), by=hughes, name="staff.csv")

    take_in(batch, by=hughes)

    assert batch.summary["counts"] == {"addresses_kept": 1}
    with school_in_force(cast.oakfield.pk):
        assert StaffMember.objects.get(pk=murphy.pk).email == murphy.email
    assert is_in(sign_in("murphy"), "staff:desk")


def test_taken_back_the_first_address_is_asked_in_again(
    cast: Cast, sign_in: SignIn, post: Post
) -> None:
    hughes = data_manager(cast.staff("hughes"))
    rows = csv_of(f"{AMAL},Leila,Haddad,{NEW},,Mother,yes,{NOBODY}")
    batch = take_in(looked_at(cast.oakfield, rows, by=hughes), by=hughes)
    new, first = Client(), Client()
    new.post(post.link(NEW))

    undone = taken_back(batch, by=hughes)
    first.post(post.link(OLD))

    assert undone.undone_at == clock.now(), undone.trouble
    assert not is_in(new)
    assert is_in(first)


def test_a_restriction_on_record_is_asked_before_the_new_address_is_asked_in(
    cast: Cast, office: Client, post: Post
) -> None:
    noreen = cast.contact("noreen")
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=noreen.ties.get(),
            kind=RestrictionKind.NO_CONTACT,
            from_on=cast.oakfield.day_of(clock.now()),
        )

    change(office, noreen, "noreen@elsewhere.example")

    assert post.mails() == []
