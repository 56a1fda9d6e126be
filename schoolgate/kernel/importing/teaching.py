"""What a roll changes of posts: who teaches a class, and who has a form.

A post lets its holder see what families ask about those students, so it goes only to
the one member of staff who can be meant. A file speaks for the teachers of a class if
it names some, each of them is found, and nothing in it is at fault: only then does
whoever else has that post lose it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from schoolgate.kernel.importing.changes import Change, Found, LeftAlone, Table
from schoolgate.kernel.importing.groups import Groups
from schoolgate.kernel.importing.on_record import (
    GroupRow,
    OnRecord,
    PostRow,
    StaffRow,
    plain,
)
from schoolgate.kernel.roll import ClassLine

NOBODY = "Nobody who works here is called so. Bring the staff in first."
SEVERAL = "It may be more than one. Put the staff code or the work e-mail there."


def take_posts(
    classes: Iterable[ClassLine],
    groups: Groups,
    staff: Sequence[StaffRow],
    record: OnRecord,
    *,
    ends: bool,
) -> Found:
    """Give posts to those the file names, hand posts over, and end what is left over.

    `staff` are those at work, as they will be. Only posts of `record.post_of` are
    touched. With `ends`, a class the file speaks for loses its other teachers.
    """
    found = Found()
    named: dict[GroupRow, set[str]] = defaultdict(set)
    for line in classes:
        if line.teachers and line.kind in record.post_of:
            named[groups.named(line.kind, line.name)].update(line.teachers)
    signs = _signs_of(staff)
    for group in sorted(named, key=lambda each: (each.name, each.kind)):
        meant = {name: _meant(name, signs) for name in sorted(named[group])}
        unknown = {name: ids for name, ids in meant.items() if len(ids) != 1}
        for name, ids in unknown.items():
            why = SEVERAL if ids else NOBODY
            found.left_alone.append(LeftAlone(name, group.name, why, of=Table.POSTS))
        wanted = {next(iter(ids)) for ids in meant.values() if len(ids) == 1}
        _fill(group, wanted, record, found, ends=ends and not unknown)
    return found


def _fill(
    group: GroupRow, wanted: set[int], record: OnRecord, found: Found, *, ends: bool
) -> None:
    """Seat those who are wanted: in place of others first, then where it is vacant."""
    role = record.post_of[group.kind]
    here = [post for post in record.posts_of.get(group.id, []) if post.role == role]
    new = sorted(wanted - {post.holder for post in here})
    over = [each for each in here if ends and each.holder and each.holder not in wanted]
    seats = over + [post for post in here if post.holder is None]
    for seat, holder in zip(seats, new, strict=False):
        deputy = None if seat.deputy == holder else seat.deputy
        after = seat._replace(holder=holder, deputy=deputy)
        found.changes.append(Change(Table.POSTS, seat, after))
    for holder in new[len(seats) :]:
        row = PostRow(-1 - len(found.changes), "", role, group.id, holder)
        found.changes.append(Change(Table.POSTS, None, row))
    for seat in over[len(new) :]:
        found.changes.append(Change(Table.POSTS, seat, None))


Signs = tuple[dict[str, set[int]], ...]


def _meant(name: str, signs: Signs) -> set[int]:
    """Return who may be meant: by code, else by e-mail, else by name."""
    return next((ids for each in signs if (ids := each.get(_said(name)))), set())


def _signs_of(staff: Iterable[StaffRow]) -> Signs:
    """Return who has each code, each e-mail and each name."""
    codes, emails, names = (defaultdict[str, set[int]](set) for _ in range(3))
    for row in staff:
        codes[_said(row.ref)].add(row.id)
        emails[_said(row.email)].add(row.id)
        for name in _written(row):
            names[_said(name)].add(row.id)
    return codes, emails, names


def _written(row: StaffRow) -> Iterator[str]:
    """Yield how a timetable may write a name; a last name alone is nobody's."""
    title, last = row.title, row.family_name
    if title and last:
        yield f"{title} {last}"
    for first in {row.given_name, row.given_name[:1]}:
        if first and last:
            yield from (f"{first} {last}", f"{last} {first}")
            yield from (f"{title} {first} {last}", f"{last} {title} {first}")


def _said(name: str) -> str:
    return plain(name.replace(".", " ").replace(",", " "))
