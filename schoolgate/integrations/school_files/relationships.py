"""What an adult is to a child, in the words that schools and families use."""

import re

from schoolgate.integrations.school_files.cells import read_text
from schoolgate.integrations.school_files.tables import Cell
from schoolgate.kernel.vocabulary import Relationship

WORDS = {
    Relationship.MOTHER: "mother mum mam mammy mummy mom ma mama mother1 birthmother"
    " naturalmother adoptivemother",
    Relationship.FATHER: "father dad daddy da papa birthfather naturalfather"
    " adoptivefather",
    Relationship.PARENT: "parent adoptiveparent birthparent naturalparent parentcarer"
    " parentguardian parent1 parent2",
    Relationship.STEP_PARENT: "stepparent stepmother stepfather stepmum stepdad"
    " stepmom mumspartner dadspartner",
    Relationship.GRANDPARENT: "grandparent grandmother grandfather gran granny nan"
    " nana nanny grandma grandad granddad grandpa granda maternalgrandmother"
    " paternalgrandmother maternalgrandfather paternalgrandfather",
    Relationship.FOSTER_CARER: "fostercarer fosterparent fostermother fosterfather"
    " fostermum fosterdad foster",
    Relationship.GUARDIAN: "guardian legalguardian specialguardian",
    Relationship.CARER: "carer kinshipcarer maincarer primarycarer",
    Relationship.KEY_WORKER: "keyworker supportworker personaladviser",
    Relationship.SOCIAL_WORKER: "socialworker socialservices",
}
KNOWN = {
    word: relationship
    for relationship, words in WORDS.items()
    for word in words.split()
}
NO_LETTER = re.compile(r"[\W_]+")


def read_relationship(cell: Cell) -> Relationship:
    """Return what an adult is to a child; a word that is not known is OTHER.

    The relationship decides no right, so that a guess does no harm.
    """
    word = NO_LETTER.sub("", read_text(cell).casefold())
    return KNOWN.get(word, Relationship.OTHER)
