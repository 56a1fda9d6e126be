"""The school's own pages: what is missing, posts, the policy and its versions."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.schools.models import School
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]
KEY = "k" * 32
LINK = re.compile(r'href="(/[^"#?]*)["#?]')


def post_of(cast: Cast, role: Role) -> Post:
    with school_in_force(cast.oakfield.pk):
        return Post.objects.get(role=role, school=cast.oakfield)


def url_of(post: Post) -> str:
    return reverse("staff:school_post", args=[post.public_id])


def test_the_school_page_says_which_post_nobody_is_in(
    cast: Cast, sign_in: SignIn
) -> None:
    head, admin = sign_in("adair"), sign_in("murphy")
    before = words_of(head.get(reverse("staff:school")).content)
    pastoral = post_of(cast, Role.VICE_PRINCIPAL_PASTORAL)

    admin.post(url_of(pastoral), {"key": KEY, "holder": "", "deputy": ""})

    after = words_of(head.get(reverse("staff:school")).content)
    assert "Every post the policy asks for is held." in before
    assert "Nobody is there for: vice-principal for pastoral care." in after


def test_the_school_page_links_only_what_opens(cast: Cast, sign_in: SignIn) -> None:
    office, admin = sign_in("flynn"), sign_in("murphy")
    listed = [reverse(f"staff:school_{name}") for name in ("policy", "details")]

    seen = office.get(reverse("staff:school")).content.decode()
    seen_by_admin = admin.get(reverse("staff:school")).content.decode()

    links = {link for link in LINK.findall(seen) if link.startswith("/desk/")}
    assert all(f'href="{address}"' in seen_by_admin for address in listed)
    assert reverse("staff:school_posts") in links
    assert {office.get(link).status_code for link in links} == {200}


def test_a_post_without_anybody_is_marked_vacant_and_one_away_is_not(
    cast: Cast, sign_in: SignIn
) -> None:
    admin, byrne = sign_in("murphy"), cast.staff("byrne")
    pastoral = post_of(cast, Role.VICE_PRINCIPAL_PASTORAL)
    admin.post(url_of(pastoral), {"key": KEY, "holder": "", "deputy": ""})
    page_of = reverse("staff:people_member", args=[byrne.public_id])
    admin.post(page_of, {"key": KEY[::-1] + "a", "from_on": "2026-11-02"})

    page = words_of(admin.get(reverse("staff:school_posts")).content)

    assert "Vice-principal for pastoral care: vacant vacant" in page
    assert "Mr Byrne is away, and nobody stands in" in page
    assert ": vacant away" in page


def test_a_teachers_page_leads_to_their_classes(cast: Cast, sign_in: SignIn) -> None:
    admin = sign_in("murphy")
    page_of = reverse("staff:people_member", args=[cast.staff("byrne").public_id])

    seen = admin.get(page_of).content.decode()

    with school_in_force(cast.oakfield.pk):
        taught = Post.objects.filter(holder=cast.staff("byrne")).first()
    assert taught
    assert f'href="{url_of(taught)}"' in seen
    assert admin.get(url_of(taught)).status_code == 200


def test_the_office_fills_posts_but_not_those_that_bring_permissions(
    cast: Cast, sign_in: SignIn
) -> None:
    office, post = sign_in("flynn"), post_of(cast, Role.ADMINISTRATOR)
    form = {"key": KEY, "holder": cast.staff("flynn").public_id}

    page = office.get(url_of(post))
    taken = office.post(url_of(post), form)

    assert "Only an administrator says who holds it." in words_of(page.content)
    assert taken.status_code == 200
    assert post_of(cast, Role.ADMINISTRATOR).holder_id == cast.staff("murphy").pk


@pytest.mark.parametrize("form", [{"holder": ""}, {"end": "yes"}])
def test_the_last_administrator_cannot_be_taken_away(
    cast: Cast, sign_in: SignIn, form: dict[str, str]
) -> None:
    post = post_of(cast, Role.ADMINISTRATOR)

    page = sign_in("murphy").post(url_of(post), {"key": KEY, **form})

    assert "Somebody must be the school’s administrator" in words_of(page.content)
    assert post_of(cast, Role.ADMINISTRATOR).holder_id == cast.staff("murphy").pk


def test_nobody_stands_in_for_themselves(cast: Cast, sign_in: SignIn) -> None:
    post, kerr = post_of(cast, Role.SENCO), cast.staff("kerr").public_id

    page = sign_in("flynn").post(
        url_of(post), {"key": KEY, "holder": kerr, "deputy": kerr}
    )

    assert "Somebody else has to stand in." in words_of(page.content)


def test_a_post_is_added_filled_and_gives_its_permissions_at_once(
    cast: Cast, sign_in: SignIn
) -> None:
    admin, hughes = sign_in("murphy"), sign_in("hughes")
    before = hughes.get(reverse("staff:people")).status_code

    made = admin.post(
        reverse("staff:school_posts"), {"key": KEY, "role": "data_manager"}
    )
    holder = cast.staff("hughes").public_id
    admin.post(made["Location"], {"key": "a" * 32, "holder": holder})

    assert before == 403
    assert hughes.get(reverse("staff:people")).status_code == 200


def settings_form(client: Client, **changes: Any) -> dict[str, Any]:
    form = client.get(reverse("staff:school_settings")).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value} | changes


def test_two_people_never_overwrite_each_others_policy(
    cast: Cast, sign_in: SignIn
) -> None:
    head, admin = sign_in("adair"), sign_in("murphy")
    url = reverse("staff:school_settings")
    his = settings_form(head, **{"days.letter.answer": 8, "why": "His"})
    hers = settings_form(admin, **{"days.letter.answer": 9, "why": "Hers"})

    head.post(url, his)
    page = admin.post(url, hers)

    assert "Somebody has changed the policy since" in words_of(page.content)
    assert b'value="9"' in page.content  # nothing typed is lost
    with school_in_force(cast.oakfield.pk):
        assert policy_of(cast.oakfield.pk).version == 2


def test_a_number_that_is_none_is_refused_by_name(cast: Cast, sign_in: SignIn) -> None:
    head = sign_in("adair")
    form = settings_form(head, **{"days.letter.answer": 0, "why": "x"})

    page = head.post(reverse("staff:school_settings"), form)

    assert "Letter, answer: working days: at least 1." in words_of(page.content)


def test_a_clause_of_another_policy_is_taken_on_purpose_and_shows_on_record(
    cast: Cast, sign_in: SignIn
) -> None:
    head = sign_in("adair")
    form = {"key": KEY, "version": 1, "clause": "SE-IC1", "why": "We have pupils"}

    head.post(reverse("staff:school_clause"), form)

    assert "with SE-IC1" in words_of(head.get(reverse("staff:school_policy")).content)
    asks = sign_in("leila").get(reverse("family:ask"))
    assert "Special educational needs or support" in words_of(asks.content)


def test_a_clause_that_contradicts_is_refused_with_what_to_do(
    cast: Cast, sign_in: SignIn
) -> None:
    form = {"key": KEY, "version": 1, "clause": "AC-3.3a", "why": "Why not"}

    page = sign_in("adair").post(reverse("staff:school_clause"), form)

    assert "already says whom to ask first" in words_of(page.content)


def test_the_schools_own_facts_are_corrected_for_every_page(
    cast: Cast, sign_in: SignIn
) -> None:
    form = {
        "key": KEY,
        "name": "Oakfield College",
        "nation": "northern-ireland",
        "kind": "grammar",
        "mail_domain": "oakfield.example",
        "office_mailbox": "hello",
    }

    sign_in("adair").post(reverse("staff:school_details"), form)

    page = words_of(sign_in("leila").get(reverse("family:whom")).content)
    assert "Oakfield College" in page
    assert "hello@oakfield.example" in page
    assert School.objects.get(pk=cast.oakfield.pk).kind == "grammar"


def test_a_group_is_added_gets_a_post_and_a_student_and_the_path_follows(
    cast: Cast, sign_in: SignIn
) -> None:
    office, amal = sign_in("flynn"), cast.student("amal")
    group = {"key": KEY, "kind": "form", "name": "9C"}
    office.post(reverse("staff:school_groups"), group)
    new = {"key": "a" * 32, "role": "form_teacher", "group": "form:9C"}
    post = office.post(reverse("staff:school_posts"), new)["Location"]
    hughes = cast.staff("hughes").public_id
    office.post(post, {"key": "b" * 32, "holder": hughes})
    placed = {"key": "c" * 32, "form": "form:9C", "year": "year:Year 9"}

    office.post(reverse("staff:people_groups", args=[amal.public_id]), placed)

    words = words_of(sign_in("leila").get(reverse("family:whom")).content)
    assert "Mr Hughes, Amal’s form teacher" in words
    assert "Mrs Quinn, Yusuf’s form teacher" in words


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"kind": "form", "name": "9B"}, "There is a form called 9B already."),
        ({"kind": "class", "name": "9B Art"}, "Say which subject the class is for."),
        ({"kind": "form", "name": ""}, "Write what it is called."),
        ({"remove": "form:9B"}, "9B has students in it."),
    ],
)
def test_a_group_that_cannot_be_is_refused_with_how_to_put_it_right(
    cast: Cast, sign_in: SignIn, form: dict[str, str], says: str
) -> None:
    page = sign_in("flynn").post(reverse("staff:school_groups"), {"key": KEY, **form})

    assert says in words_of(page.content)


def test_an_empty_group_is_taken_away(cast: Cast, sign_in: SignIn) -> None:
    office, url = sign_in("flynn"), reverse("staff:school_groups")
    office.post(url, {"key": KEY, "kind": "form", "name": "9D"})
    before = words_of(office.get(url).content)

    office.post(url, {"key": "a" * 32, "remove": "form:9D"})

    assert "9D" in before
    assert "9D" not in words_of(office.get(url).content)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"role": "form_teacher"}, "A form teacher is for a form or tutor group."),
        ({"role": "senco", "group": "form:9B"}, "A SENCO is for the whole school."),
        ({"role": "form_teacher", "group": "year:Year 9"}, "and Year 9 is none"),
    ],
)
def test_a_post_is_for_what_its_role_reaches(
    cast: Cast, sign_in: SignIn, form: dict[str, str], says: str
) -> None:
    page = sign_in("flynn").post(reverse("staff:school_posts"), {"key": KEY, **form})

    assert says in words_of(page.content)


def test_a_family_reads_the_name_of_who_was_named_for_their_child(
    cast: Cast, sign_in: SignIn
) -> None:
    zainab = cast.student("zainab").public_id
    url = reverse("staff:people_own_post", args=[zainab, "trusted_contact"])
    before = words_of(sign_in("farida").get(reverse("family:whom")).content)

    sign_in("grant").post(url, {"key": KEY, "holder": cast.staff("shaw").public_id})

    after = words_of(sign_in("farida").get(reverse("family:whom")).content)
    assert "Ms Patel, Zainab’s trusted contact" in before
    assert "Dr Shaw, Zainab’s trusted contact" in after


def test_groups_that_nobody_has_are_filled_many_at_once(
    cast: Cast, sign_in: SignIn
) -> None:
    office, url = sign_in("flynn"), reverse("staff:school_missing_posts")
    hughes = cast.staff("hughes").public_id
    before = words_of(office.get(url).content)  # 9B Music has no teacher
    form = {"key": KEY, "subject_teacher:class:9B Music": hughes}

    office.post(url, form)

    assert "9B Music: subject teacher" in before
    assert "9B Music: subject teacher" not in words_of(office.get(url).content)
    words = words_of(sign_in("leila").get(reverse("family:whom")).content)
    assert "Music Mr Hughes" in words


@pytest.mark.parametrize("role", [Role.VICE_PRINCIPAL_PASTORAL, Role.PRINCIPAL])
def test_the_office_gives_nobody_a_post_that_sees_the_whole_school(
    cast: Cast, sign_in: SignIn, role: Role
) -> None:
    form = {"key": KEY, "holder": cast.staff("flynn").public_id}

    sign_in("flynn").post(url_of(post_of(cast, role)), form)

    assert post_of(cast, role).holder_id != cast.staff("flynn").pk


@pytest.mark.parametrize("page", ["people_change", "people_leaving"])
@pytest.mark.parametrize(("who", "status"), [("murphy", 403), ("byrne", 200)])
def test_the_office_changes_nothing_of_those_whose_posts_open_much(
    cast: Cast, sign_in: SignIn, page: str, who: str, status: int
) -> None:
    url = reverse(f"staff:{page}", args=["staff", cast.staff(who).public_id])

    assert sign_in("flynn").get(url).status_code == status
