"""Words for people and the ties between them."""

from schoolgate.kernel.vocabulary import Responsibility, Word

__all__ = ["Relationship", "Responsibility"]


class Relationship(Word):
    """What an adult is to a student, in the school's records; decides no right."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    STEP_PARENT = "step_parent", "step-parent"
    GRANDPARENT = "grandparent"
    FOSTER_CARER = "foster_carer"
    GUARDIAN = "guardian"
    CARER = "carer"
    KEY_WORKER = "key_worker"
    SOCIAL_WORKER = "social_worker"
    OTHER = "other", "other contact"
