"""The nine packs are whole, and a pack at fault is told what and where."""

import tomllib

import pytest

from schoolgate.kernel.packs import (
    PACK_IDS,
    PACKS_FOLDER,
    PackError,
    UnknownPackError,
    check_pack,
    load_pack,
    read_pack,
)
from schoolgate.kernel.vocabulary import AdultSharing, Channel, Concern
from tests.kernel.real_calendars import SHARED


def test_every_clause_of_the_sources_is_in_its_pack_and_no_other():
    source = SHARED / "mission" / "clauses.toml"
    if not source.is_file():
        pytest.skip(f"NOT RUN: no clauses in {source}; set SHARED_DIR")
    asked = {
        (clause["id"], clause["kind"], clause["ask"])
        for clause in tomllib.loads(source.read_text())["clause"]
    }
    held = [clause for pack in PACK_IDS for clause in load_pack(pack).clauses]

    assert {(each.id, each.kind.value, each.ask) for each in held} == asked
    assert len(held) == len(asked) == 240


def test_the_folder_holds_the_packs_that_are_named_and_no_more():
    assert {path.stem for path in PACKS_FOLDER.glob("*")} == set(PACK_IDS)


@pytest.mark.parametrize("pack", PACK_IDS)
def test_a_pack_that_ships_has_no_fault(pack):
    assert check_pack(PACKS_FOLDER / f"{pack}.toml") == []


def test_a_pack_is_read_once():
    assert load_pack("primary") is load_pack("primary")


def test_a_pack_answers_for_its_parts():
    grammar = load_pack("grammar-ni")

    assert grammar.wording.student == "pupil"
    assert grammar.clause("GN-0").mechanism == "gate"
    assert grammar.clause("GN-1.2").mechanism is None
    letter = grammar.standard_for(Channel.LETTER)
    assert letter
    assert letter.acknowledge
    assert letter.acknowledge.share == 0.9
    assert grammar.standard_for(Channel.IN_PERSON) is None
    assert grammar.route_for(Concern.SEN) is None
    ages = load_pack("fe-college").disclosure.ages
    assert ages
    assert ages.adult_sharing is AdultSharing.BOTH
    with pytest.raises(KeyError, match=r"FE-1\.1"):
        grammar.clause("FE-1.1")


def test_an_unknown_pack_is_told_which_there_are():
    with pytest.raises(UnknownPackError, match=r"'\.\./x'; allowed: fe-college, gram"):
        load_pack("../x")


@pytest.fixture
def edited(tmp_path):
    """Return a function that copies a pack with one text replaced."""

    def edit(old, new, pack="grammar-ni"):
        text = (PACKS_FOLDER / f"{pack}.toml").read_text()
        assert old in text
        copy = tmp_path / f"{pack}.toml"
        copy.write_text(text.replace(old, new, 1))
        return copy

    return edit


@pytest.mark.parametrize(
    ("old", "new", "key", "found", "allowed"),
    [
        (
            'channel = "letter"',
            'channel = "fax"',
            "standard[0].channel",
            "fax",
            "email",
        ),
        (
            "within = 2",
            "within = 0",
            "standard[0].acknowledge.within",
            "0",
            "1 or more",
        ),
        ("within = 2", "within = true", ".within", "true", "whole number"),
        ("share = 0.9", "share = 90", ".share", "90", "up to 1"),
        ("share = 0.9", "share = nan", ".share", "NaN", "up to 1"),
        ("within = 2\n", "", ".within", "nothing", "whole number"),
        ("within = 2\n", "within = 2\nwithn = 3\n", ".acknowledge", "withn", "within"),
        ('"GN-5.2a"', '"GN-9.9"', "standard.letter", "GN-9.9", "[[clause]]"),
        ('"GN-A1a"', '"GN A1a"', "route[0].clause", "GN A1a", "clause id"),
        ('["school_office"]', '["caretaker"]', "ladder[0]", "caretaker", "principal"),
        ('["school_office"]', "[]", "route[0].ladder", "0 items", "1 to"),
        ('"academic"', '"general"', "route", "general 2 times", "only once"),
        ('id = "GN-1.2"', 'id = "GN-0"', "clause", "GN-0 2 times", "only once"),
        ('id = "GN-1.2"', 'id = "XX-1.2"', "clause", "XX-1.2", "begins with GN-"),
        ('kind = "enforced"', 'kind = "nice"', "clause[0].kind", "nice", "timed"),
        ('mechanism = "gate"', 'mechanism = "hope"', "mechanism", "hope", "standard"),
        ('id = "grammar-ni"', 'id = "grammar"', "id", "grammar", "grammar-ni"),
        ('"care"]', '"love"]', "responsibilities[1]", "love", "professional"),
        ("[wording]", "[wording", "the file", "line", "TOML"),
        ("[wording]\n", "[words]\n", "wording", "nothing", "a table"),
    ],
)
def test_a_fault_names_file_key_value_and_what_is_allowed(
    edited, old, new, key, found, allowed
):
    path = edited(old, new)
    faults = check_pack(path)

    [fault] = [each for each in faults if key in each.key and found in each.found]
    assert fault.file == str(path)
    assert allowed in fault.allowed
    assert fault.do
    with pytest.raises(PackError):
        read_pack(path)


def test_every_fault_of_a_file_is_found_at_once(edited):
    path = edited('channel = "letter"', 'channel = "fax"')
    path.write_text(path.read_text().replace("within = 10", "within = -1"))
    assert len(check_pack(path)) == 5


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"a = " + b"[" * 5000])
def test_a_file_that_is_no_pack_is_a_fault(tmp_path, content):
    path = tmp_path / "pack.toml"
    path.write_bytes(content)
    assert check_pack(path)


def test_a_file_that_is_not_there_or_too_large_is_a_fault(tmp_path):
    [missing] = check_pack(tmp_path / "none.toml")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)

    assert "No such file" in missing.found
    assert "larger" in check_pack(large)[0].found
