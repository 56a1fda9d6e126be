"""The first lock: nothing of a school without that school in force."""

import pytest
from django.db import DatabaseError, connection, transaction

from schoolgate.domain.people.models import Contact, Student
from schoolgate.foundation.tenancy import (
    EVERY_SCHOOL,
    SETTING,
    NoSchoolInForceError,
    WrongSchoolError,
    every_school,
    school_in_force,
)
from tests.cast import Cast


def test_without_a_school_in_force_a_query_raises(cast: Cast) -> None:
    with pytest.raises(NoSchoolInForceError, match="Student"):
        Student.objects.count()


def test_a_school_in_force_sees_its_own_rows_only(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        names = set(Student.objects.values_list("given_name", flat=True))

    assert "Amal" in names
    assert "Zainab" not in names


def test_a_family_with_children_at_two_schools_has_both_in_force(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk, cast.riverside.pk):
        names = set(Student.objects.values_list("given_name", flat=True))

    assert {"Amal", "Zainab"} <= names


def test_a_relation_followed_from_a_row_is_scoped_too(cast: Cast) -> None:
    with school_in_force(cast.riverside.pk):
        tie = cast.contact("farida").ties.get()

    with school_in_force(cast.oakfield.pk), pytest.raises(Student.DoesNotExist):
        _ = tie.student


def test_a_row_cannot_be_written_into_a_school_that_is_not_in_force(
    cast: Cast,
) -> None:
    stray = Contact(school=cast.riverside, given_name="Stray")

    with school_in_force(cast.oakfield.pk):
        with pytest.raises(WrongSchoolError):
            stray.save()
        with pytest.raises(WrongSchoolError):
            Contact.objects.bulk_create([stray])


def test_the_way_out_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(ValueError, match="why"), every_school(reason=""):
        pass  # pragma: no cover

    with every_school(reason="a test counts everybody"):
        assert Student.objects.filter(given_name="Zainab").exists()


def test_the_scope_ends_with_its_block(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="stumble"), school_in_force(1):
        raise RuntimeError("stumble")

    with pytest.raises(NoSchoolInForceError):
        Student.objects.count()


# --- PostgreSQL says the same below our guard, which these tests go around ------------
def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (our table)
        return int(cursor.fetchone()[0])


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, value])


@pytest.mark.only_on("postgresql")
def test_the_database_itself_shows_no_row_without_a_school(cast: Cast) -> None:
    assert _rows("people_student") == 0


@pytest.mark.only_on("postgresql")
def test_the_database_itself_shows_only_the_school_in_force(cast: Cast) -> None:
    with school_in_force(cast.riverside.pk):
        assert _rows("people_student") == 3


@pytest.mark.only_on("postgresql")
def test_control_with_the_lock_lifted_the_database_shows_every_row(
    cast: Cast,
) -> None:
    _set(EVERY_SCHOOL)
    try:
        assert _rows("people_student") > 3
    finally:
        _set("")


@pytest.mark.only_on("postgresql")
def test_the_database_itself_refuses_a_row_of_another_school(cast: Cast) -> None:
    insert = """INSERT INTO schools_term (school_id, name, starts_on, ends_on)
        VALUES (%s, 'stray', '2027-01-01', '2027-02-01')"""
    with (
        school_in_force(cast.oakfield.pk),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, [cast.riverside.pk])


@pytest.mark.only_on("postgresql")
def test_the_application_owns_no_table_and_cannot_lift_the_guard(
    cast: Cast,
) -> None:
    owners = "SELECT count(*) FROM pg_tables WHERE tableowner = current_user"
    with connection.cursor() as cursor:
        cursor.execute(owners)
        assert cursor.fetchone()[0] == 0
    with (
        pytest.raises(DatabaseError, match="must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE people_student DISABLE ROW LEVEL SECURITY")


@pytest.mark.only_on("postgresql")
def test_every_table_with_a_school_is_guarded_by_force(cast: Cast) -> None:
    unguarded = """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE a.attname = 'school_id' AND c.relkind = 'r'
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"""
    with connection.cursor() as cursor:
        cursor.execute(unguarded)
        assert cursor.fetchall() == []
