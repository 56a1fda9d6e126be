"""The policy a school has adopted."""

from django.db import models

from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned


class Adoption(SchoolOwned):
    """A pack as one school has adopted it: which, with what settings, since when.

    The latest version is in force; what was promised under an earlier one stays.
    Personal data: who adopted it (a public id).
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    pack = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    settings = models.JSONField(default=dict, blank=True)
    taken = models.JSONField(default=list, blank=True)
    """Ids of single clauses that the school has taken from other packs."""
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=80)
    why = models.CharField(max_length=300)

    class Meta(SchoolOwned.Meta):
        ordering = ("school", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "version"), name="adoption_one_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pack} v{self.version}"
