"""Who may take out what is held about somebody."""

from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import Decision, permit
from schoolgate.kernel.vocabulary import Permission


def may_take_data_out(actor: Actor) -> Decision:
    """Decide whether this person may take out everything about one person."""
    return permit(actor, Permission.TAKE_DATA_OUT)
