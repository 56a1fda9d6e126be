"""How a post is spoken of to a family."""

import pytest

from schoolgate.domain.accounts.rules import in_words
from schoolgate.kernel.vocabulary import Role
from schoolgate.kernel.words import in_a_sentence


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Maths", "maths"),
        ("English", "English"),
        ("English Literature", "English literature"),
        ("PE", "PE"),
        ("Further Maths", "further maths"),
        ("", ""),
    ],
)
def test_a_subject_keeps_the_capitals_that_belong_to_it(
    subject: str, said: str
) -> None:
    assert in_a_sentence(subject) == said


@pytest.mark.parametrize(
    ("role", "student", "subject", "said"),
    [
        (Role.SUBJECT_TEACHER, "Amal", "maths", "Amal’s maths teacher"),
        (Role.HEAD_OF_DEPARTMENT, "Amal", "English", "the head of English"),
        (Role.FORM_TEACHER, "Amal", "", "Amal’s form teacher"),
        (Role.PRINCIPAL, "Amal", "", "the principal"),
        (Role.HEAD_OF_YEAR, "", "", "the head of year"),
    ],
)
def test_a_post_is_said_as_a_family_would_say_it(
    role: Role, student: str, subject: str, said: str
) -> None:
    assert in_words(role, student=student, subject=subject) == said
