"""Adopting a policy, and changing how the school runs it."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.policies.queries import adoptions_of, policy_as_adopted
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import permit
from schoolgate.kernel.packs import load_pack
from schoolgate.kernel.vocabulary import Permission


class VersionTakenError(ValueError):
    """Somebody else has changed the policy meanwhile; nothing was overwritten."""


def adopt_pack(
    school: School,
    pack_id: str,
    *,
    by: Actor,
    at: datetime,
    why: str,
    settings: dict[str, object] | None = None,
    taken: tuple[str, ...] = (),
    over: int | None = None,
) -> Adoption:
    """Put a pack in force at a school, as its next version.

    `taken` are ids of single clauses from other packs; `over` is the version that was
    seen, so that two people never overwrite each other. What was promised under an
    earlier version stays as it was, and every version stays on record with who, when
    and why (GN-6). Raises UnknownPackError, UnknownSettingError and
    ClauseNotTakenError, each naming what was found and what is allowed, and
    VersionTakenError.
    """
    permit(by, Permission.SET_POLICY).require()
    with transaction.atomic():
        School.objects.select_for_update().get(pk=school.pk)
        latest = adoptions_of(school.pk).first()
        if over is not None and (latest is None or latest.version != over):
            raise VersionTakenError(
                "Somebody has changed the policy since you opened this page. Look at"
                " what it says now, and change it again if you still want to."
            )
        adoption = Adoption(
            school=school,
            pack=load_pack(pack_id).id,
            version=latest.version + 1 if latest else 1,
            settings=settings or {},
            taken=list(taken),
            adopted_at=at,
            adopted_by=by.signature,
            why=why,
        )
        policy_as_adopted(adoption)  # refuses what the pack does not have
        adoption.save()
        audit.record(
            "policy.adopted",
            school_id=school.pk,
            by=by,
            at=at,
            about=f"adoption:{adoption.public_id}",
            facts={"pack": adoption.pack, "version": adoption.version},
        )
    return adoption
