"""A statement put together once answers as one put together each time."""

from datetime import date

import pytest
from django.db.models import BigAutoField, DateField, QuerySet
from pytest_django import DjangoAssertNumQueries

from schoolgate.domain.people.models import StaffMember, Student, Tie
from schoolgate.foundation import prepared
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.foundation.tenancy import NoSchoolInForceError, school_in_force
from tests.cast import Cast

names_of = Prepared(
    lambda students: Student.objects.filter(pk__in=students).values_list(
        "given_name", flat=True
    ),
    students=BigAutoField(),
)


def test_each_asking_is_answered_for_what_it_gives(cast: Cast) -> None:
    amal, yusuf = cast.student("amal"), cast.student("yusuf")

    with school_in_force(cast.oakfield.pk):
        one = names_of(students=(amal.pk,))
        other = names_of(students=(yusuf.pk,))
        both = names_of(students=(amal.pk, yusuf.pk))
        none = names_of(students=())

    assert (one, other, sorted(both), none) == (
        ["Amal"],
        ["Yusuf"],
        ["Amal", "Yusuf"],
        [],
    )


def test_what_was_put_together_for_one_school_is_never_asked_for_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    zainab = cast.student("zainab")

    with school_in_force(cast.riverside.pk):
        at_home = names_of(students=(zainab.pk,))
    with school_in_force(cast.oakfield.pk):
        elsewhere = names_of(students=(zainab.pk,))
    with pytest.raises(NoSchoolInForceError):
        names_of(students=(zainab.pk,))

    assert (at_home, elsewhere) == (["Zainab"], [])
    monkeypatch.setattr(prepared, "scope_in_force", lambda: "the same for all")
    with school_in_force(cast.oakfield.pk):
        names_of(students=(zainab.pk,))
    with school_in_force(cast.riverside.pk):
        assert names_of(students=(zainab.pk,)) == [], "the control mixes schools up"


def test_rows_come_with_their_relations_loaded(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ties_of = Prepared(
        lambda contact, on: (
            Tie.objects.filter(contact=contact, starts_on__lte=on)
            .select_related("student__school")
            .order_by("student__given_name")
        ),
        contact=BigAutoField(),
        on=DateField(),
    )

    def children_of(name: str) -> list[tuple[str, str]]:
        found = ties_of(contact=cast.contact(name).pk, on=date(2026, 11, 23))
        return [(each.student.given_name, each.student.school.name) for each in found]

    with school_in_force(cast.oakfield.pk), django_assert_num_queries(2):
        of_leila, of_karim = children_of("leila"), children_of("karim")

    school = cast.oakfield.name
    assert of_leila == [("Amal", school), ("Yusuf", school)]
    assert of_karim == [("Amal", school)]


def test_it_is_put_together_once(cast: Cast) -> None:
    built = []

    def build(staff: Given, *, by_name: bool) -> QuerySet[StaffMember]:
        built.append(by_name)
        rows = StaffMember.objects.filter(pk=staff)
        return rows.order_by("family_name") if by_name else rows.order_by("pk")

    found = Prepared(build, staff=BigAutoField())
    people = [cast.staff(name) for name in ("byrne", "osei", "quinn")]

    with school_in_force(cast.oakfield.pk):
        answers = [found(staff=each.pk, by_name=True) for each in people]
        found(staff=people[0].pk, by_name=False)

    assert answers == [[each] for each in people]
    assert built == [True, False]
