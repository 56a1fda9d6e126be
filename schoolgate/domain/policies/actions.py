"""Adopting a policy."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.packs import load_pack
from schoolgate.kernel.vocabulary import AdultSharing

ALLOWED_SETTINGS: dict[str, list[object]] = {
    "adult_sharing": [each.value for each in AdultSharing],
    "receipt_acknowledges": [True, False],
}


class UnknownSettingError(ValueError):
    """A setting, or its value, that no policy has."""


@transaction.atomic
def adopt_pack(
    school: School,
    pack_id: str,
    *,
    by: Actor,
    at: datetime,
    why: str,
    settings: dict[str, object] | None = None,
) -> Adoption:
    """Put a pack in force at a school, as its next version.

    What was promised under an earlier version stays as it was. Raises UnknownPackError
    and UnknownSettingError, each naming what was found and what is allowed.
    """
    pack, chosen = load_pack(pack_id), settings or {}
    for key, value in chosen.items():
        if value not in ALLOWED_SETTINGS.get(key, []):
            raise UnknownSettingError(
                f"{key}: found {value!r}; allowed: {ALLOWED_SETTINGS}"
            )
    latest = Adoption.objects.filter(school=school).order_by("-version").first()
    adoption = Adoption.objects.create(
        school=school,
        pack=pack.id,
        version=latest.version + 1 if latest else 1,
        settings=chosen,
        adopted_at=at,
        adopted_by=by.signature,
        why=why,
    )
    audit.record(
        "policy.adopted",
        school_id=school.pk,
        by=by,
        at=at,
        about=f"adoption:{adoption.public_id}",
        facts={"pack": pack.id, "version": adoption.version},
    )
    return adoption
