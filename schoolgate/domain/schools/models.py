"""A school, its year and its groups."""

from datetime import date, datetime

from django.db import models

from schoolgate.domain.schools.enums import (
    DayKind,
    GroupKind,
    Nation,
    SchoolKind,
    Weekday,
)
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field
from schoolgate.kernel.working_time import zone_named


class School(models.Model):
    """The tenant. Its name is public, so this table needs no lock of its own.

    Personal data: none.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    name = models.CharField(max_length=120)
    nation = word_field(Nation)
    kind = word_field(SchoolKind, default=SchoolKind.SECONDARY)
    timezone = models.CharField(max_length=60, default="Europe/London")
    mail_domain = models.CharField(max_length=120, unique=True)
    """What stands behind the @ of the school's own addresses, in lower case."""
    office_mailbox = models.CharField(max_length=60, default="office")
    """What stands before the @ of the address families write to."""

    class Meta:
        ordering = ("name",)
        constraints = (
            only("nation", Nation, name="school_nation_is_known"),
            only("kind", SchoolKind, name="school_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    def day_of(self, moment: datetime) -> date:
        """Return the day it is at the school at this moment: what `on` means."""
        return moment.astimezone(zone_named(self.timezone)).date()

    @property
    def office_address(self) -> str:
        """Return the address families write to."""
        return f"{self.office_mailbox}@{self.mail_domain}"


class Term(SchoolOwned):
    """A stretch of days in which the school opens; both days included.

    Personal data: none.
    """

    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="term_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name


class OpeningHours(SchoolOwned):
    """When the school day begins and ends on a day of the week.

    Personal data: none.
    """

    weekday = word_field(Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("school", "weekday"), name="hours_once_a_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="hours_close_after_opening",
            ),
            only("weekday", Weekday, name="hours_weekday_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialDay(SchoolOwned):
    """A day unlike its weekday: closed, or with hours of its own.

    Personal data: none.
    """

    on = models.DateField()
    kind = word_field(DayKind, default=DayKind.CLOSURE)
    why = models.CharField(max_length=120)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(fields=("school", "on"), name="special_day_once"),
            models.CheckConstraint(
                condition=models.Q(opens=None, closes=None)
                | models.Q(closes__gt=models.F("opens")),
                name="special_day_closed_or_has_hours",
            ),
            only("kind", DayKind, name="special_day_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(kind=DayKind.SHORT_DAY, opens__isnull=False)
                | (~models.Q(kind=DayKind.SHORT_DAY) & models.Q(opens=None)),
                name="special_day_has_hours_if_short",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.why}"


class VisitingTime(SchoolOwned):
    """When parents may come in, on a day of the week, and to whom (PR-3.1).

    Personal data: none.
    """

    weekday = word_field(Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    what = models.CharField(max_length=120, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="visiting_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=("school", "weekday", "opens"), name="visiting_begins_once"
            ),
            only("weekday", Weekday, name="visiting_weekday_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Group(SchoolOwned):
    """A form, year, class or department. Who is in it, `people` knows.

    Personal data: none.
    """

    kind = word_field(GroupKind)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "kind", "name"), name="group_named_once"
            ),
            only("kind", GroupKind, name="group_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Return what names this group outside the database: "form:9B"."""
        return f"{self.kind}:{self.name}"
