"""Who gets the post of a class from a file, who loses it, and when nobody does."""

from dataclasses import replace

import pytest

from schoolgate.kernel.importing.changes import Table
from schoolgate.kernel.importing.on_record import PostRow
from schoolgate.kernel.importing.wording import lines_of
from schoolgate.kernel.roll import Fault
from tests.kernel.importing.rolls import (
    NOTHING,
    TODAY,
    after,
    child,
    member,
    planned,
    roll,
    taught,
)

BYRNE = member(
    "Declan", "Byrne", ref="DB", title="Mr", email="d.byrne@oakfield.example"
)
KHAN = member("Sana", "Khan", ref="SK", title="Ms", email="s.khan@oakfield.example")
MATHS = taught("9B", "DB", subject="Maths")
HERE = after(roll(staff=(BYRNE, KHAN), classes=(MATHS,)))


def said_of(list_, said, record):
    return [
        line[1:] for line in lines_of(planned(said, record), record) if line[0] == list_
    ]


def teachers(record):
    return [
        (record.group[post.group].name, record.member[post.holder].given_name)
        for post in record.posts
        if post.holder
    ]


def test_who_teaches_a_class_gets_its_post_and_the_dry_run_says_so():
    said = roll(staff=(BYRNE, KHAN), classes=(MATHS,))

    found = said_of("posts", said, NOTHING)

    assert found == [("Mr Declan Byrne", "maths teacher of 9B", "", "", "")]
    assert teachers(HERE) == [("9B", "Declan")]


def test_who_has_a_form_gets_the_post_the_policy_asks_for():
    form = taught("9A", "DB", kind="form")
    tutors = replace(HERE, post_of={**HERE.post_of, "form": "tutor"})

    assert after(roll(classes=(form,)), HERE).posts[-1].role == "form_teacher"
    assert after(roll(classes=(form,)), tutors).posts[-1].role == "tutor"


@pytest.mark.parametrize(
    "said",
    [
        *("SK", "sk", "S.Khan@oakfield.example", "Sana Khan", "Khan, Sana"),
        *("Ms Khan", "Ms. S. Khan", "KHAN Ms S", "s khan"),
    ],
)
def test_a_teacher_is_found_by_code_address_or_name(said):
    found = after(roll(classes=(taught("8C", said),)), HERE)

    assert teachers(found) == [("9B", "Declan"), ("8C", "Sana")]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param("Ms Nobody", "Nobody who works here", id="nobody"),
        pytest.param("Khan", "Nobody who works here", id="last name alone"),
        pytest.param("Mr Byrne", "It may be more than one", id="two"),
    ],
)
def test_who_is_not_found_gets_nothing_and_is_named(said, why):
    here = after(roll(staff=(member("Dan", "Byrne", title="Mr"),)), HERE)
    file = roll(classes=(taught("8C", said),))

    [found] = said_of("teachers_unknown", file, here)

    assert found[:2] == (said, "8C")
    assert found[3].startswith(why)
    assert after(file, here).posts == here.posts


def test_who_has_left_gets_no_post():
    gone = [row._replace(left_on=TODAY) for row in HERE.staff]
    here = replace(HERE, staff=tuple(gone))

    found = planned(roll(classes=(taught("8C", "SK"),)), here)

    assert Table.POSTS not in {each.table for each in found.changes}


def test_another_teacher_takes_the_class_over_and_its_deputy_stays():
    [post] = HERE.posts
    [byrne, khan] = HERE.staff
    here = replace(HERE, posts=(post._replace(deputy=99),))
    said = roll(classes=(taught("9B", "SK", subject="Maths"),))

    found = planned(said, here)

    assert after(said, here).posts == (post._replace(holder=khan.id, deputy=99),)
    assert "posts-taken" in {each.code for each in found.cautions}
    assert said_of("posts_taken", said, here) == [
        ("Mr Declan Byrne", "maths teacher of 9B", "", "goes to Ms Sana Khan", "")
    ]
    assert byrne.id == post.holder


def test_who_stood_in_and_now_has_the_class_stands_in_no_longer():
    [post] = HERE.posts
    khan = HERE.staff[1]
    here = replace(HERE, posts=(post._replace(deputy=khan.id),))

    [found] = after(roll(classes=(taught("9B", "SK"),)), here).posts

    assert (found.holder, found.deputy) == (khan.id, None)


def test_of_two_teachers_the_one_the_file_leaves_out_loses_the_class():
    both = after(roll(classes=(taught("9B", "DB", "SK"),)), HERE)
    said = roll(classes=(taught("9B", "SK"),))

    assert len(both.posts) == 2
    assert teachers(after(said, both)) == [("9B", "Sana")]
    assert said_of("posts_taken", said, both)[0][3] == "the post ends"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(roll(classes=(taught("9B"),)), id="names no teacher"),
        pytest.param(roll(child()), id="speaks of no class"),
        pytest.param(roll(classes=(taught("9B", "SK", "Ms Nobody"),)), id="unknown"),
        pytest.param(
            roll(
                classes=(taught("9B", "SK"),),
                faults=(Fault("roll.csv", 3, "", "4 cells", "5", "Correct it."),),
            ),
            id="a fault",
        ),
    ],
)
def test_nobody_loses_a_class_the_file_does_not_speak_for(said):
    found = planned(said, HERE)

    assert ("9B", "Declan") in teachers(after(said, HERE))
    assert "posts-taken" not in {each.code for each in found.cautions}


def test_a_vacant_post_is_filled_and_no_second_one_made():
    [post] = HERE.posts
    here = replace(HERE, posts=(post._replace(holder=None),))

    [found] = after(roll(classes=(taught("9B", "SK"),)), here).posts

    assert found == post._replace(holder=HERE.staff[1].id)


def test_a_head_of_year_stays_whoever_teaches():
    head = PostRow(7, "p", "head_of_year", HERE.groups[0].id, HERE.staff[0].id)
    here = replace(HERE, posts=(*HERE.posts, head))

    found = after(roll(classes=(taught("9B", "SK"),)), here)

    assert head in found.posts


def test_no_post_is_given_where_none_may_be():
    here = replace(HERE, post_of={})

    found = planned(roll(classes=(taught("9B", "SK"),)), here)

    assert found.changes == ()
