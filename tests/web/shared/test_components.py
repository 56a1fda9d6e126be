"""Components print words safely, and say by shape and word what they say by colour."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from schoolgate.web.shared.shapes import Answer, Count, Step, bars_of

HOSTILE = "<script>alert('x')</script>"
WITH_WORDS = [
    "{% button hostile %}",
    "{% link_button hostile '#' %}",
    "{% back_link hostile '#' %}",
    "{% page_title hostile who=hostile note=hostile %}{% endpage_title %}",
    "{% section_heading hostile 2 %}",
    "{% mark 'late' hostile %}",
    "{% notice title=hostile %}{{ hostile }}{% endnotice %}",
    "{% empty hostile hostile href='#' does=hostile %}",
    "{% things %}{% thing hostile '#' who=hostile note=hostile %}{% endthings %}",
    "{% needs_you %}{% thing 'x' '#' by=hostile detail=hostile %}{% endneeds_you %}",
    "{% promise says=hostile why=lines asks=hostile %}{{ hostile }}{% endpromise %}",
    "{% ladder steps %}",
    "{% summary_list answers %}",
    "{% words hostile who=hostile when=hostile label=hostile translation=hostile %}",
    "{% desk_list hostile 1 %}{% enddesk_list %}",
    "{% desk_row '#' due=hostile what=hostile about=hostile late=hostile %}",
    "{% clause hostile counts %}{{ hostile }}{% endclause %}",
    "{% bars counts hostile %}",
    "{% key_hints hostile hostile %}",
]


def printed(source: str, **words: object) -> str:
    return Template(source).render(Context(words))


@pytest.mark.parametrize("source", WITH_WORDS)
def test_hostile_words_are_printed_and_never_obeyed(source):
    page = printed(
        source,
        hostile=HOSTILE,
        lines=[HOSTILE],
        steps=[Step(who=HOSTILE, note=HOSTILE)],
        answers=[Answer(asks=HOSTILE, says=HOSTILE, href="#")],
        counts=[Count(when=HOSTILE, kept=1, of=2)],
    )

    assert "&lt;script&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize("kind", ["good", "care", "late", "quiet"])
def test_a_mark_has_a_word_and_a_shape(kind):
    page = printed("{% mark kind 'as promised' %}", kind=kind)

    assert "<svg" in page
    assert 'aria-hidden="true"' in page
    assert "as promised" in page


def test_marks_of_different_kinds_have_different_shapes():
    shapes = {
        printed("{% mark kind '' %}", kind=kind).split("<svg")[1]
        for kind in ("good", "care", "late", "quiet")
    }

    assert len(shapes) == 4


def test_a_mark_of_no_known_kind_is_refused_by_name():
    with pytest.raises(TemplateSyntaxError, match="expected one of good, care, late"):
        printed("{% mark 'red' 'x' %}")


def test_the_ladder_says_in_words_who_has_it_now():
    page = printed(
        "{% ladder steps %}",
        steps=[
            Step(who="Mr Byrne", state="done"),
            Step(who="Dr Osei", state="now"),
            Step(who="Mrs Lynch"),
        ],
    )

    assert page.count('aria-current="step"') == 1
    assert page.index("Done:") < page.index("Now:") < page.index("Not yet:")


def test_words_keep_their_lines_and_find_their_own_direction():
    page = printed("{% words text who='You' when='now' %}", text="One\nTwo\n")

    assert '<p class="said" dir="auto">One\nTwo</p>' in page


def test_what_an_icon_says_is_hidden_and_what_points_turns_round():
    assert "turns" in printed("{% icon 'chevron-right' %}")
    assert "turns" not in printed("{% icon 'check' %}")


def test_a_promise_without_reasons_offers_none():
    assert "<details" not in printed("{% promise says='By Friday.' %}{% endpromise %}")


def test_bars_below_the_aim_are_told_apart():
    bars = bars_of(
        [Count(when="a", kept=9, of=10), Count(when="b", kept=8, of=10)], aim=0.9
    )

    assert [bar.is_under for bar in bars] == [False, True]


def test_a_week_with_nothing_to_keep_is_kept_and_has_no_bar():
    nothing = Count(when="a holiday", kept=0, of=0)

    [bar] = bars_of([nothing], aim=0.9)

    assert nothing.share == 1.0
    assert (bar.height, bar.is_under) == (0, False)


def test_a_week_in_which_all_were_missed_is_seen():
    [bar] = bars_of([Count(when="a bad week", kept=0, of=2)], aim=0.9)

    assert bar.is_under
    assert bar.height > 2
