"""Who may take out what is held about somebody, and who sees the school's figures."""

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import Decision, allow, permit, refuse
from schoolgate.kernel.vocabulary import Permission


def may_take_data_out(actor: Actor) -> Decision:
    """Decide whether this person may take out everything about one person."""
    return permit(actor, Permission.TAKE_DATA_OUT)


def may_see_speed(actor: Actor) -> Decision:
    """Decide whether this person may see how quickly the school answers."""
    if isinstance(actor, StaffActor) and actor.roles & LEADERSHIP:
        return allow("leads_the_school", "You answer for the whole school.")
    return refuse("not_leading", "Only those who lead the school see this.")
