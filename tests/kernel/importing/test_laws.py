"""What holds of every plan, whatever the file and whatever is on record."""

from dataclasses import replace
from typing import Any

from hypothesis import given, strategies as st

from schoolgate.kernel.importing.changes import Change, Options, Table
from schoolgate.kernel.importing.on_record import OnRecord, PostRow
from schoolgate.kernel.importing.planning import plan
from schoolgate.kernel.importing.taking import taken
from schoolgate.kernel.roll import Roll
from tests.kernel.importing.rolls import TODAY, options, records, rolls


def undone(record: OnRecord, before: OnRecord, changes: tuple[Change, ...]) -> OnRecord:
    """Take changes back, row by row, as the stored change set does."""
    rows: dict[Table, dict[int, Any]] = {
        table: {row.id: row for row in getattr(record, table)} for table in Table
    }
    known = {table: {row.id for row in getattr(before, table)} for table in Table}
    for table, here in rows.items():
        for number in set(here) - known[table]:
            del here[number]
    for change in changes:
        if change.before is not None:
            rows[change.table][change.before.id] = change.before
    back: dict[str, Any] = {
        str(table): tuple(here[number] for number in sorted(here))
        for table, here in rows.items()
    }
    return replace(record, **back)


@given(rolls, records(), options)
def test_the_same_file_twice_changes_nothing(
    said: Roll, record: OnRecord, chosen: Options
) -> None:
    first = plan(said, record, chosen, on=TODAY)

    again = plan(said, taken(record, first.changes), chosen, on=TODAY)

    assert again.changes == ()


@given(rolls, records(), options, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    said: Roll, record: OnRecord, chosen: Options, random: Any
) -> None:
    students = [
        replace(line, adults=tuple(random.sample(line.adults, len(line.adults))))
        for line in said.students
    ]
    random.shuffle(students)
    other = replace(
        said,
        students=tuple(students),
        staff=tuple(random.sample(said.staff, len(said.staff))),
        classes=tuple(random.sample(said.classes, len(said.classes))),
    )

    assert (
        plan(other, record, chosen, on=TODAY).digest
        == plan(said, record, chosen, on=TODAY).digest
    )


@given(rolls, records(), options)
def test_taken_back_everything_is_as_it_was(
    said: Roll, record: OnRecord, chosen: Options
) -> None:
    changes = plan(said, record, chosen, on=TODAY).changes

    back = undone(taken(record, changes), record, changes)

    assert back == record


@given(rolls, records(), options)
def test_no_tie_under_a_restriction_or_objection_is_touched(
    said: Roll, record: OnRecord, chosen: Options
) -> None:
    changes = plan(said, record, chosen, on=TODAY).changes

    ties = [change for change in changes if change.table is Table.TIES]
    touched = {(each.after.student, each.after.contact) for each in ties}  # type: ignore[union-attr]
    assert touched.isdisjoint(record.restricted | record.objected)


@given(rolls, records(), options)
def test_nobody_on_record_is_ever_deleted(
    said: Roll, record: OnRecord, chosen: Options
) -> None:
    changes = plan(said, record, chosen, on=TODAY).changes

    gone = {change.table for change in changes if change.after is None}
    assert gone <= {Table.PLACES, Table.POSTS}


@given(rolls, records(), options)
def test_no_post_but_a_teachers_is_touched(
    said: Roll, record: OnRecord, chosen: Options
) -> None:
    changes = plan(said, record, chosen, on=TODAY).changes

    posts = [each.after or each.before for each in changes if each.table is Table.POSTS]
    assert {post.role for post in posts if isinstance(post, PostRow)} <= {
        "subject_teacher",
        "form_teacher",
    }


@given(rolls, records(), options)
def test_nobody_stands_in_for_themselves(
    said: Roll, record: OnRecord, chosen: Options
) -> None:
    changes = plan(said, record, chosen, on=TODAY).changes

    seats = [each.after for each in changes if isinstance(each.after, PostRow)]
    assert [post for post in seats if post.holder == post.deputy] == []
