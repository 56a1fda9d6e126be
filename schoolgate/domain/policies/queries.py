"""The policy in force at a school: its pack, with the school's own settings applied."""

from dataclasses import dataclass, replace

from schoolgate.domain.policies.models import Adoption
from schoolgate.kernel.pack_model import Pack
from schoolgate.kernel.packs import load_pack
from schoolgate.kernel.vocabulary import AdultSharing


class NoPolicyAdoptedError(LookupError):
    """The school has adopted no pack yet."""


@dataclass(frozen=True)
class Policy:
    """What a school has adopted: the pack as it is in force here."""

    pack: Pack
    version: int
    receipt_acknowledges: bool
    """Whether an automatic receipt counts as the acknowledgement; it does not, unless
    the school says so."""


def policy_of(school_id: int, *, version: int | None = None) -> Policy:
    """Return the policy in force at a school, or an earlier version of it.

    Raises NoPolicyAdoptedError before the first adoption, and for a version that
    never was.
    """
    adoptions = Adoption.objects.filter(school_id=school_id).order_by("-version")
    if version is not None:
        adoptions = adoptions.filter(version=version)
    adoption = adoptions.first()
    if adoption is None:
        raise NoPolicyAdoptedError(f"School {school_id} has adopted no pack.")
    return Policy(
        pack=_with_settings(load_pack(adoption.pack), adoption.settings),
        version=adoption.version,
        receipt_acknowledges=bool(adoption.settings.get("receipt_acknowledges")),
    )


def _with_settings(pack: Pack, settings: dict[str, object]) -> Pack:
    sharing, ages = settings.get("adult_sharing"), pack.disclosure.ages
    if sharing is None or ages is None:
        return pack
    ages = replace(ages, adult_sharing=AdultSharing(str(sharing)))
    return replace(pack, disclosure=replace(pack.disclosure, ages=ages))
