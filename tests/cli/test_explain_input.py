"""Whatever is thrown at `schoolgate explain`: one line out for each object in."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings, strategies as st

from schoolgate.cli.explain import TOPICS
from tests.cli import questions
from tests.cli.asking import run_command

COMMAND = [sys.executable, "-m", "schoolgate.cli.main", "explain", "route"]
ROUTE = json.dumps(questions.route("academic")).encode()
ANSWERED = {"role", "step", "of", "next", "clause", "because"}


def explain(stdin, topic="route"):
    status, printed = run_command("explain", topic, stdin=stdin)
    return status, [json.loads(line) for line in printed.splitlines()]


def run_process(command, stdin):
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def test_the_real_command_answers_and_fails_by_its_exit_status():
    good = run_process(COMMAND, ROUTE)
    bad = run_process(COMMAND, b"{}")

    assert (good.returncode, good.stderr) == (0, b"")
    assert json.loads(good.stdout)["role"] == "subject_teacher"
    assert (bad.returncode, bad.stderr) == (2, b"")
    assert list(json.loads(bad.stdout)) == ["error"]


def test_a_rule_is_asked_without_the_web_framework():
    script = (
        "import sys; from schoolgate.cli.main import main;"
        "status = main(['explain', 'delivery']);"
        "sys.exit('django' in sys.modules or status)"
    )
    assert run_process([sys.executable, "-c", script], b"").returncode == 0


def test_a_closed_pipe_ends_quietly():
    many = b"\n".join([ROUTE] * 5_000)
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=pipe) as asked:
        assert asked.stdin
        assert asked.stdout
        assert asked.stderr
        asked.stdout.close()
        asked.stdin.write(many)
        asked.stdin.close()
        assert asked.stderr.read() == b""


@pytest.mark.parametrize("topic", TOPICS)
def test_the_example_of_every_topic_is_one_object_over_several_lines(topic):
    status, [answer] = explain(TOPICS[topic].example.encode(), topic)
    assert status == 0
    assert answer["because"]


def test_lines_are_answered_in_order_without_the_blank_ones():
    second = json.dumps(questions.route("general")).encode()
    status, answers = explain(b"\n".join([ROUTE, b"", b"  \r", second, ROUTE, b""]))

    assert status == 0
    roles = [answer["role"] for answer in answers]
    assert roles == ["subject_teacher", "school_office", "subject_teacher"]


def test_a_broken_line_is_an_error_and_the_others_go_on():
    status, answers = explain(b"\n".join([ROUTE, b'{"pack": ', ROUTE]))

    assert status == 2
    assert [set(answer) == ANSWERED for answer in answers] == [True, False, True]
    assert list(answers[1]) == ["error"]


@pytest.mark.parametrize("nothing", [b"", b"\n", b" \n\t\n", b"\xef\xbb\xbf"])
def test_no_question_has_no_answer(nothing):
    assert explain(nothing) == (0, [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"[]", "found a list of 0 items"),
        (b"[\n" + ROUTE + b"\n]", "found a list of 1 items"),
        (b"null", "found null"),
        (b"5", "found 5"),
        (b'"pack"', 'found "pack"'),
        (b"NaN", "found NaN"),
        (b'{"pack": Infinity}', "found Infinity"),
        (b'{"pack": 1, "pack": 1}', "found the key 'pack' twice"),
        (b"{" + b'"a":{' * 100_000, "too deep"),
        (b"[" * 100_000, "too deep"),
        (b'{"unresolved_steps": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"unresolved_steps": -1e999}', "unresolved_steps"),
        (b'{"pack": "\\ud800"}', '"\\ud800"'),
        (b'{"\\ud800": 1}', '"\\ud800"'),
        (b'{"pack": "\xff"}', "not UTF-8"),
        ('{"pack": "grammar"}'.encode("utf-16"), "not UTF-8"),
        (b'{"pack": "' + b"x" * 100_000 + b'"}', '"xxxx'),
        (b"'pack'", "found no JSON"),
        (b'{"pack": "a",}', "found no JSON"),
    ],
)
def test_what_is_no_question_is_told_so_on_one_line(line, words):
    status, [answer] = explain(line)
    assert status == 2
    assert words in answer["error"]
    assert len(answer["error"]) < 1000


def test_an_object_after_a_byte_order_mark_is_read():
    status, [answer] = explain(b"\xef\xbb\xbf" + ROUTE)
    assert (status, answer["step"]) == (0, 1)


def test_a_line_separator_inside_a_text_does_not_end_the_line():
    line = '{"pack": "a\u2028b"}'.encode()
    _, answers = explain(line)
    assert len(answers) == 1


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(TOPICS)), st.binary(max_size=200))
def test_any_bytes_give_at_most_one_line_for_each_line(topic, content):
    status, answers = explain(content, topic)
    assert len(answers) <= content.count(b"\n") + 1
    assert status == (2 if answers else 0)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates().map(str)
    | st.sampled_from(["any", "en", "grammar-ni", "08:45", "9999-12-31"])
)
JUNK = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_good_question_with_something_else_inside_never_breaks(data):
    """Replace one value anywhere in a good question by anything at all."""
    topic = data.draw(st.sampled_from(list(TOPICS)))
    question = json.loads(TOPICS[topic].example)
    place = question
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inside = place[key]
        if not (inside and isinstance(inside, dict | list)) or data.draw(st.booleans()):
            break
        place = inside
    place[key] = data.draw(JUNK)

    status, [answer] = explain(json.dumps(question).encode(), topic)

    assert status == (2 if "error" in answer else 0)
    assert answer.get("error") or answer["because"]
