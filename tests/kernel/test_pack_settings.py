"""A pack as one school runs it: its own numbers and routes, clauses of other packs."""

from dataclasses import replace

import pytest

from schoolgate.kernel.pack_settings import (
    Chosen,
    ClauseNotTakenError,
    UnknownSettingError,
    as_run,
    chosen_from,
    with_clauses,
)
from schoolgate.kernel.packs import PACK_IDS, load_pack
from schoolgate.kernel.vocabulary import AdultSharing, Channel, Concern, Role

GRAMMAR, COLLEGE = load_pack("grammar-ni"), load_pack("fe-college")
ALL = [load_pack(pack_id) for pack_id in PACK_IDS]


@pytest.mark.parametrize("pack_id", PACK_IDS)
def test_a_school_that_chooses_nothing_runs_the_pack_as_it_is_written(pack_id):
    pack = load_pack(pack_id)

    assert as_run(pack, chosen_from(pack, {})) == pack


def test_own_days_and_share_take_the_place_of_the_packs_and_keep_its_clause():
    settings = {"days.letter.answer": 5, "share.letter.answer": 95}

    run = as_run(GRAMMAR, chosen_from(GRAMMAR, settings))

    letter, written = (
        run.standard_for(Channel.LETTER),
        GRAMMAR.standard_for(Channel.LETTER),
    )
    assert letter
    assert written
    assert letter.answer
    assert written.answer
    assert (letter.answer.within, letter.answer.share) == (5, 0.95)
    assert letter.answer.clause == written.answer.clause
    assert letter.acknowledge == written.acknowledge


def test_an_own_route_is_added_where_the_pack_has_none_and_names_no_clause():
    settings = {"route.sen": ["senco", "principal"]}

    route = as_run(GRAMMAR, chosen_from(GRAMMAR, settings)).route_for(Concern.SEN)

    assert route
    assert route.ladder == (Role.SENCO, Role.PRINCIPAL)
    assert route.clause is None


def test_a_college_reads_its_two_bullets_as_it_has_decided():
    run = as_run(COLLEGE, chosen_from(COLLEGE, {"adult_sharing": "either"}))

    assert run.disclosure.ages
    assert run.disclosure.ages.adult_sharing is AdultSharing.EITHER


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"days.letter.answer": 0}, "days.letter.answer: found 0; allowed: a whole"),
        ({"days.letter.answer": True}, "found True; allowed: a whole number"),
        ({"days.fax.answer": 2}, "found 'fax.answer'; allowed: letter.acknowledge"),
        ({"share.letter.answer": 101}, "allowed: a whole number from 1 to 100"),
        ({"route.weather": ["senco"]}, "found 'weather'; allowed: general"),
        ({"route.sen": []}, "allowed: 1 to 6 different posts"),
        ({"route.sen": ["senco", "senco"]}, "allowed: 1 to 6 different posts"),
        ({"route.sen": ["king"]}, "allowed: 1 to 6 different posts"),
        ({"adult_sharing": "both"}, "allowed: nothing: this policy asks no age"),
        ({"receipt_acknowledges": "yes"}, "found 'yes'; allowed: true, false"),
        ({"complaints": "x" * 601}, "allowed: words, at most 600 characters"),
        ({"colour": "red"}, "colour: found 'red'; allowed: receipt_acknowledges"),
    ],
)
def test_what_the_pack_does_not_have_is_refused_with_what_it_allows(settings, says):
    with pytest.raises(UnknownSettingError) as refused:
        chosen_from(GRAMMAR, settings)

    assert says in str(refused.value)


def test_a_clause_of_another_pack_brings_its_route_where_there_is_none():
    taken = with_clauses(GRAMMAR, ALL, ["SE-IC1"])

    route = taken.route_for(Concern.SEN)
    assert taken.clause("SE-IC1").ask
    assert route
    assert route.ladder == (Role.CLASS_TEACHER, Role.SENCO)
    assert GRAMMAR.route_for(Concern.SEN) is None  # the pack itself is as it was


def test_a_clause_of_another_pack_brings_its_promise_and_only_that():
    taken = with_clauses(COLLEGE, ALL, ["GN-5.3a"])

    mail = taken.standard_for(Channel.EMAIL)
    assert mail
    assert {deadline.clause for deadline in (mail.acknowledge, mail.answer) if deadline}
    assert set(mail.clauses) == {"GN-5.3a"}
    assert COLLEGE.standard_for(Channel.EMAIL) is None


def test_a_clause_of_another_pack_brings_the_post_it_asks_for():
    taken = with_clauses(GRAMMAR, ALL, ["SE-RS"])

    assert [post.role for post in taken.posts] == [Role.SENCO]


@pytest.mark.parametrize(
    ("pack", "clause", "says"),
    [
        (GRAMMAR, "GN-0", "the school’s policy has it already"),
        (GRAMMAR, "XX-1", "no pack has a clause of that name"),
        (load_pack("academy"), "GN-A1b", "already says whom to ask first"),
    ],
)
def test_a_clause_that_is_there_or_contradicts_is_not_taken(pack, clause, says):
    with pytest.raises(ClauseNotTakenError) as refused:
        with_clauses(pack, ALL, [clause])

    assert says in str(refused.value)


def test_a_promise_that_contradicts_is_not_taken():
    own = replace(COLLEGE, standards=GRAMMAR.standards)

    with pytest.raises(ClauseNotTakenError, match="already promises to"):
        with_clauses(own, ALL, ["GN-5.3a"])


def test_a_receipt_is_no_acknowledgement_unless_the_school_says_so():
    assert not Chosen().receipt_acknowledges
    assert chosen_from(GRAMMAR, {"receipt_acknowledges": True}).receipt_acknowledges
