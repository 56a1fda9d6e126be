"""The policy in force at a school: its pack, with the school's own settings applied."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import BigAutoField, QuerySet

from schoolgate.domain.policies.models import Adoption
from schoolgate.foundation.prepared import Prepared
from schoolgate.kernel.pack_model import Pack
from schoolgate.kernel.pack_settings import Chosen, as_run, chosen_from, with_clauses
from schoolgate.kernel.packs import PACK_IDS, load_pack


class NoPolicyAdoptedError(LookupError):
    """The school has adopted no pack yet."""


@dataclass(frozen=True)
class Policy:
    """What a school has adopted: the pack as it is in force here."""

    pack: Pack
    version: int
    chosen: Chosen

    @property
    def receipt_acknowledges(self) -> bool:
        """Answer whether an automatic receipt counts as the acknowledgement.

        It does not, unless the school says so.
        """
        return self.chosen.receipt_acknowledges


def packs_that_ship() -> list[Pack]:
    """Return the packs a school may adopt."""
    return [load_pack(pack_id) for pack_id in PACK_IDS]


def policy_of(school_id: int, *, version: int | None = None) -> Policy:
    """Return the policy in force at a school, or an earlier version of it.

    Raises NoPolicyAdoptedError before the first adoption, and for a version that
    never was.
    """
    if version is None:
        found = _IN_FORCE(school=school_id)
    else:
        found = list(adoptions_of(school_id).filter(version=version))
    if not found:
        raise NoPolicyAdoptedError(f"School {school_id} has adopted no pack.")
    return policy_as_adopted(found[0])


_IN_FORCE = Prepared(
    lambda school: Adoption.objects.filter(school=school).order_by("-version")[:1],
    school=BigAutoField(),
)


def adoptions_of(school_id: int) -> QuerySet[Adoption]:
    """Return every version of a school's policy, the one in force first."""
    return Adoption.objects.filter(school_id=school_id).order_by("-version")


def policy_as_adopted(adoption: Adoption) -> Policy:
    """Return the policy as one version has it."""
    pack, chosen = _as_adopted(
        adoption.pack,
        tuple(adoption.taken),
        json.dumps(adoption.settings, sort_keys=True),
    )
    return Policy(pack=pack, version=adoption.version, chosen=chosen)


@lru_cache(maxsize=256)
def _as_adopted(
    pack_id: str, taken: tuple[str, ...], settings: str
) -> tuple[Pack, Chosen]:
    """Return the pack with clauses and settings; the same again for the same."""
    pack = with_clauses(load_pack(pack_id), packs_that_ship(), taken)
    chosen = chosen_from(pack, json.loads(settings))
    return as_run(pack, chosen), chosen
