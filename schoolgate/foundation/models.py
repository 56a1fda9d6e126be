"""Tables that serve every school and know none: audit, spent keys, the cache."""

from django.db import models

from schoolgate.foundation.tenancy import SchoolOwned


class AuditEntry(SchoolOwned):
    """One thing that was done, in a chain that cannot be rewritten unseen.

    Personal data: public ids of who acted and about what; never content or names.
    Why: to show who did what. Kept: as long as the school's schedule says, oldest
    first. Erased: never one entry; `schoolgate check audit` would show the gap.
    """

    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(SchoolOwned.Meta):
        ordering = ("school", "sequence")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "sequence"), name="audit_one_entry_per_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.about}"


class AuditHead(SchoolOwned):
    """The end of a school's chain; locked while an entry is appended.

    Personal data: none.
    """

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(fields=("school",), name="audit_one_head"),
        )

    def __str__(self) -> str:
        return f"school {self.school_id} at {self.sequence}"


class SpentKey(models.Model):
    """A form that was sent: the same form sent again leads to the same result.

    Personal data: none (a random key and an address inside the site). Kept: 30 days.
    """

    key = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    led_to = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.key


class Cached(models.Model):
    """What every process has to remember for a while: how often something was tried.

    Django's database cache reads and writes it (settings.CACHES). Personal data:
    network addresses, hashes of e-mail addresses. Kept: until `expires`, at most a day.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "schoolgate_cache"

    def __str__(self) -> str:
        return self.cache_key
