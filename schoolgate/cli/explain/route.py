"""`schoolgate explain route`: whom a concern goes to now, and whom next."""

from dataclasses import dataclass

from schoolgate.cli.explain.shapes import PACK
from schoolgate.cli.explain.topic import Json, Topic
from schoolgate.domain.policies.enums import Concern
from schoolgate.domain.policies.rules import next_step
from schoolgate.kernel.packs import Pack
from schoolgate.kernel.plain_shapes import one_of, whole_number
from schoolgate.kernel.shapes import Field, record


@dataclass(frozen=True, slots=True)
class Question:
    """A question who deals with a concern that so many steps left unresolved."""

    pack: Pack
    concern: Concern
    unresolved_steps: int


def _answer(question: Question) -> Json:
    step = next_step(question.pack, question.concern, question.unresolved_steps)
    return {
        "role": step.role,
        "step": step.step,
        "of": step.of,
        "next": step.next,
        "clause": step.clause,
        "because": list(step.because),
    }


TOPIC = Topic(
    asks="who deals with a concern, and who is next?",
    question=record(
        "a question about a route",
        Question,
        Field("pack", PACK),
        Field("concern", one_of(Concern)),
        Field("unresolved_steps", whole_number(0)),
    ),
    answer=_answer,
    example='{"pack": "grammar-ni", "concern": "academic", "unresolved_steps": 1}',
)
