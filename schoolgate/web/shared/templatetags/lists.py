"""Lists of many rows, printed row by row from here.

A template takes four times as long for a row, which is most of the time of a page with
25 of them (`make bench`). All else stays in templates.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from schoolgate.web.shared.templatetags.components import PARTS, icon, mark

register = template.Library()
BETWEEN = " · "
CURRENT = format_html(' aria-current="{}"', "true")
THING = (
    '<li class="thing"><div>'
    '<p class="whose"><b><bdi>{}</bdi></b>{}<bdi>{}</bdi></p>'
    '<p><a href="{}"><bdi>{}</bdi></a></p>{}{}{}</div>{}</li>'
)
DETAIL = format_html('<p class="{}"><bdi>', "detail"), format_html("</bdi></{}>", "p")
NO_DETAIL = "", ""
TIME = "<time><bdi>{}</bdi></time>"
ROW = (
    '<li><a class="due{}" href="{}#main"{}>{}'
    '<span class="what"><bdi>{}</bdi></span>{}'
    '<span class="about"><bdi>{}</bdi></span></a></li>'
)


@register.simple_tag
def thing_list(lines: Iterable[Any]) -> SafeString:
    """List what a presenter made: `child`, `note`, `title`, `href`, `detail` each."""
    onward = icon("chevron-right")
    rows = []
    for line in lines:
        before, after = DETAIL if line.detail else NO_DETAIL
        between = BETWEEN if line.child else ""
        whose = (line.child, between, line.note)
        detail = (before, line.detail, after)
        rows.append((*whose, line.href, line.title, *detail, onward))
    return format_html('<ul class="things">{}</ul>', format_html_join("", THING, rows))


@register.simple_tag
def desk_rows(rows: Iterable[Any]) -> SafeString:
    """Show what a presenter made: `href`, `due`, `what`, `about`, `late` each.

    `late` is the word of the mark; without `due` a row has no place for a time.
    """
    shown = (
        (
            f"{' over' if row.late else ''}{'' if row.due else ' untimed'}",
            row.href,
            CURRENT if row.is_current else "",
            format_html(TIME, row.due) if row.due else "",
            row.what,
            _late_mark(row.late) if row.late else "",
            row.about,
        )
        for row in rows
    )
    return format_html('<ul class="rows">{}</ul>', format_html_join("", ROW, shown))


@cache
def _late_mark(word: str) -> SafeString:
    return render_to_string(f"{PARTS}/mark.html", mark("late", word))
