"""The answer of every rule that says yes or no."""

from dataclasses import dataclass

from schoolgate.kernel.actors import Actor
from schoolgate.kernel.vocabulary import Permission


class NotAllowedError(PermissionError):
    """Somebody asked for what a rule refuses them; carries the decision."""

    def __init__(self, decision: "Decision") -> None:
        super().__init__(" ".join(decision.because))
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be, and why: what a button, a guard and a page share.

    `reason` is a stable code for programs. `clause` is the clause of the school's
    policy that decides, or None where the policy is silent. `because` are sentences
    for people, never empty: staff read them, families get a neutral one instead.
    """

    allowed: bool
    reason: str
    clause: str | None
    because: tuple[str, ...]

    def __bool__(self) -> bool:
        """Refuse to be used as a truth value: ask `allowed`, so that nobody guesses."""
        raise TypeError("A Decision is not a yes or no in itself: ask `.allowed`.")

    def require(self) -> None:
        """Raise NotAllowedError unless allowed."""
        if not self.allowed:
            raise NotAllowedError(self)


def permit(actor: Actor, permission: Permission) -> Decision:
    """Decide by what the actor's posts permit."""
    if permission in actor.permissions:
        return allow("is_permitted", f"Your post lets you {permission.label}.")
    return refuse(
        "is_not_permitted", f"To {permission.label} you need a post that includes it."
    )


def allow(reason: str, because: str, *, clause: str | None = None) -> Decision:
    """Return a yes with its reason."""
    return Decision(allowed=True, reason=reason, clause=clause, because=(because,))


def refuse(reason: str, because: str, *, clause: str | None = None) -> Decision:
    """Return a no with its reason."""
    return Decision(allowed=False, reason=reason, clause=clause, because=(because,))
