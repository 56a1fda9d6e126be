"""Two people at the same moment: one is first, and the other sees it before acting.

Real threads on a database of their own. Each has its control: with the lock and the
look at the version off, the same story ends with one person's word lost or doubled.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from schoolgate.domain.accounts.access.actors import (
    StaffActor,
    family_actor,
    staff_actor,
)
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.enquiries.actions import answering, passing
from schoolgate.domain.enquiries.actions.answering import answer_enquiry
from schoolgate.domain.enquiries.actions.changing import ChangedMeanwhileError, Reply
from schoolgate.domain.enquiries.actions.passing import (
    Handing,
    hand_over_enquiry,
    take_further,
)
from schoolgate.domain.enquiries.enums import EnquiryState, MessageKind
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.queries.desks import colleagues_for
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError
from tests.cast import Cast, load_cast
from tests.conftest import NOW
from tests.databases import OwnDatabase
from tests.web.world import ask

LATER = NOW + timedelta(days=16)
"""After the promise of what was asked at NOW has passed."""
Act = Callable[[], object]


def asked() -> tuple[Cast, Enquiry]:
    cast = load_cast()
    return cast, ask(cast.contact("leila"), cast.student("amal"))


def staff(cast: Cast, name: str) -> StaffActor:
    with school_in_force(cast.oakfield.pk):
        return staff_actor(cast.staff(name))


def at_once(enquiry: Enquiry, *acts: Act) -> list[str]:
    """Do all of it at the same moment; return who was told that another was first."""
    refused: list[str] = []
    broken: list[Exception] = []
    start_together = threading.Barrier(len(acts))

    def do(act: Act) -> None:
        start_together.wait()
        try:
            with school_in_force(enquiry.school_id):
                act()
        except (ChangedMeanwhileError, NotAllowedError) as told:
            refused.append(type(told).__name__)
        except Exception as error:  # noqa: BLE001 (a thread's error is the test's)
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not broken
    return refused


def answers(cast: Cast, enquiry: Enquiry) -> list[Act]:
    """Return how Mr Byrne and the principal each answer what both have open."""
    words = Reply("It was Dr Osei.", None, enquiry.version)
    both = [staff(cast, name) for name in ("byrne", "adair")]
    return [partial(answer_enquiry, who, enquiry, words, at=NOW) for who in both]


def hand_overs(cast: Cast, enquiry: Enquiry) -> list[Act]:
    """Return how each of them gives it to somebody else."""
    with school_in_force(enquiry.school_id):
        desks = {desk.role: desk for desk in colleagues_for(enquiry, at=NOW)}
    to = [(staff(cast, "byrne"), Role.FORM_TEACHER)]
    to.append((staff(cast, "adair"), Role.HEAD_OF_DEPARTMENT))
    return [
        partial(
            hand_over_enquiry,
            who,
            enquiry,
            Handing(desks[role], "Theirs.", enquiry.version),
            at=NOW,
        )
        for who, role in to
    ]


def kinds(enquiry: Enquiry) -> list[str]:
    """Return what was said in it after the question."""
    with school_in_force(enquiry.school_id):
        said = Message.objects.filter(enquiry=enquiry).values_list("kind", flat=True)
        return sorted(kind for kind in said if kind != MessageKind.FROM_FAMILY)


def without_looking(
    monkeypatch: pytest.MonkeyPatch, seen: Enquiry | None = None
) -> None:
    """Switch off the lock and the look at the version: what one saw is what is."""

    def unguarded(enquiry: Enquiry, *_: Any) -> Enquiry:
        return seen or Enquiry.objects.get(pk=enquiry.pk)

    monkeypatch.setattr(answering, "lock_to_change", unguarded)
    monkeypatch.setattr(passing, "lock_to_change", unguarded)


RACES = [
    (answers, MessageKind.ANSWER),
    (hand_overs, MessageKind.HANDED_OVER),
]


@pytest.mark.parametrize(("race", "kind"), RACES)
def test_of_two_at_once_one_does_it_and_the_other_is_told(
    own_database: OwnDatabase, frozen: Any, race: Any, kind: MessageKind
) -> None:
    cast, enquiry = asked()

    refused = at_once(enquiry, *race(cast, enquiry))

    assert len(refused) == 1
    assert kinds(enquiry) == [kind]


@pytest.mark.parametrize(("race", "kind"), RACES)
def test_the_control_without_the_look_both_do_it(
    own_database: OwnDatabase,
    frozen: Any,
    monkeypatch: pytest.MonkeyPatch,
    race: Any,
    kind: MessageKind,
) -> None:
    cast, enquiry = asked()
    acts = race(cast, enquiry)
    without_looking(monkeypatch)

    for act in acts:  # one after the other: it needs no luck to go wrong
        at_once(enquiry, act)

    assert kinds(enquiry) == [kind, kind]


def escalation_and_answer(cast: Cast, enquiry: Enquiry) -> tuple[Act, Act]:
    """Return how the mother takes it further, and how Mr Byrne answers it."""
    leila, byrne = family_actor(cast.contact("leila")), staff(cast, "byrne")
    words = Reply("It was Dr Osei.", None, enquiry.version)
    return (
        lambda: take_further(
            enquiry, "Nobody answers.", is_about_the_next=False, by=leila, at=LATER
        ),
        lambda: answer_enquiry(byrne, enquiry, words, at=LATER),
    )


def test_an_answer_never_swallows_that_it_was_taken_further(
    own_database: OwnDatabase, frozen: Any
) -> None:
    cast, enquiry = asked()

    refused = at_once(enquiry, *escalation_and_answer(cast, enquiry))

    with school_in_force(enquiry.school_id):
        now = Enquiry.objects.select_related("holder", "promise").get(pk=enquiry.pk)
    assert (now.state, now.step, now.holder) == (
        *(EnquiryState.OPEN, 2),
        cast.staff("osei"),
    )
    assert now.promise
    assert now.promise.answered_at is None
    assert kinds(enquiry).count("answer") == 1 - len(refused)


def test_the_control_an_answer_to_what_one_saw_before_swallows_it(
    own_database: OwnDatabase, frozen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, enquiry = asked()
    further, answer = escalation_and_answer(cast, enquiry)
    with school_in_force(enquiry.school_id):
        seen = Enquiry.objects.get(pk=enquiry.pk)
        assert seen.promise  # as they had it open
    without_looking(monkeypatch, seen)

    at_once(enquiry, further)
    at_once(enquiry, answer)

    with school_in_force(enquiry.school_id):
        now = Enquiry.objects.get(pk=enquiry.pk)
    assert (now.state, now.step) == (EnquiryState.ANSWERED, 1)
