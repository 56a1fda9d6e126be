"""The components every page is made of.

They are built in: no template loads them. Each stands in every state on the gallery
page. Words handed in are escaped here, always; what a block tag encloses is template
text and was escaped when it was rendered.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, get_args

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from lucide.templatetags.lucide import lucide

from schoolgate.web.shared.shapes import (
    BAR_STEP,
    BAR_WIDTH,
    FIGURE_HEIGHT,
    Answer,
    Count,
    MarkKind,
    Step,
    bars_of,
)

register = template.Library()
PARTS = "shared/components"
MARK_ICONS: dict[MarkKind, str] = {
    "good": "check",
    "care": "clock",
    "late": "circle-alert",
    "quiet": "minus",
}
TURNING_ICONS = {"chevron-right", "arrow-left", "arrow-right", "log-out"}
"""Icons that point along the line, and so turn round in a right-to-left page."""


@register.simple_tag
@cache
def icon(name: str) -> str:
    """Draw one Lucide icon, sized by the style sheet and silent to screen readers.

    The icons come out of a zip file, so each is read once and kept.
    """
    turns = " turns" if name in TURNING_ICONS else ""
    return lucide(name, size=24, aria_hidden="true", **{"class": f"icon{turns}"})


def _known_kind(kind: str) -> MarkKind:
    for known in get_args(MarkKind):
        if kind == known:
            return known  # type: ignore[no-any-return]
    known_kinds = ", ".join(get_args(MarkKind))
    raise template.TemplateSyntaxError(f"kind {kind!r}: expected one of {known_kinds}")


# --- buttons and links --------------------------------------------------------------
@register.inclusion_tag(f"{PARTS}/button.html")
def button(
    words: str,
    *,
    kind: str = "",
    name: str = "",
    value: str = "",
    key: str = "",
    form: str = "",
) -> dict[str, Any]:
    """Send a form. `kind`: nothing for the page's one main button, `second`, `grave`.

    `key` names what a staff key presses ("acknowledge"); `form` the id of a form
    that the button stands outside of.
    """
    return {
        "words": words,
        "kind": kind,
        "name": name,
        "value": value,
        "key": key,
        "form": form,
    }


@register.inclusion_tag(f"{PARTS}/link_button.html")
def link_button(words: str, href: str, *, kind: str = "") -> dict[str, Any]:
    """Go somewhere, where that is the thing to do on the page."""
    return {"words": words, "href": href, "kind": kind}


@register.inclusion_tag(f"{PARTS}/back_link.html")
def back_link(words: str, href: str) -> dict[str, Any]:
    """Go back to where this page was opened from; stands above the title."""
    return {"words": words, "href": href}


@register.inclusion_tag(f"{PARTS}/place.html", takes_context=True)
def place(
    context: Context, name: str, words: str, shape: str, count: int | None = None
) -> dict[str, Any]:
    """Link one of the few places of a site, if this installation has it.

    `name` is its address's name; pages whose own name starts with it are in it.
    """
    try:
        href = reverse(name)
    except NoReverseMatch:
        href = ""
    is_here = str(context.get("here", "")).startswith(name)
    return {
        "href": href,
        "words": words,
        "shape": shape,
        "count": count,
        "is_here": is_here,
    }


# --- titles -------------------------------------------------------------------------
@register.simple_block_tag
def page_title(
    content: str, words: str, *, who: str = "", note: str = "", lang: str = ""
) -> SafeString:
    """Say in words what the page is; above it whose it is, below it the marks."""
    return render_to_string(
        f"{PARTS}/page_title.html",
        {
            "content": content,
            "words": words,
            "who": who,
            "note": note,
            "lang": lang,
        },
    )


@register.inclusion_tag(f"{PARTS}/section_heading.html")
def section_heading(
    words: str,
    count: int | None = None,
    *,
    id: str = "",  # noqa: A002
) -> dict[str, Any]:
    """Head a part of a page, with how many things stand under it."""
    return {"words": words, "count": count, "id": id}


# --- marks, notices, empty places ---------------------------------------------------
@register.inclusion_tag(f"{PARTS}/mark.html")
def mark(kind: str, words: str, *, shape: str = "") -> dict[str, Any]:
    """Say how something stands: a word and a shape, and only then a colour.

    `kind`: good (kept, done), care (due soon, needs you), late (overdue, refused),
    quiet (a fact). `shape` names another icon than the kind's own.
    """
    known = _known_kind(kind)
    return {"kind": known, "words": words, "shape": shape or MARK_ICONS[known]}


@register.simple_block_tag
def notice(content: str, *, kind: str = "quiet", title: str = "") -> SafeString:
    """Set something apart that the reader must know before going on."""
    known = _known_kind(kind)
    shape = {"quiet": "info", "care": "info"}.get(known, MARK_ICONS[known])
    return render_to_string(
        f"{PARTS}/notice.html",
        {"content": content, "kind": known, "title": title, "shape": shape},
    )


@register.inclusion_tag(f"{PARTS}/empty.html")
def empty(
    title: str, says: str, *, href: str = "", does: str = "", shape: str = "inbox"
) -> dict[str, Any]:
    """Stand in an empty place: what will appear here, and the one thing to do."""
    return {"title": title, "says": says, "href": href, "does": does, "shape": shape}


@register.inclusion_tag(f"{PARTS}/demo_ribbon.html")
def demo_ribbon() -> dict[str, Any]:
    """Say on every page of the demo that it is one."""
    return {}


# --- lists of things ----------------------------------------------------------------
@register.simple_block_tag
def things(content: str) -> SafeString:
    """List things; encloses `thing` tags."""
    return render_to_string(f"{PARTS}/things.html", {"content": content, "kind": ""})


@register.simple_block_tag
def needs_you(content: str) -> SafeString:
    """List what waits for the reader, set apart; encloses `thing` tags."""
    return render_to_string(
        f"{PARTS}/things.html", {"content": content, "kind": "needs"}
    )


@register.inclusion_tag(f"{PARTS}/thing.html")
def thing(
    what: str,
    href: str,
    *,
    who: str = "",
    note: str = "",
    by: str = "",
    detail: str = "",
) -> dict[str, Any]:
    """Show one thing: whose it is, what it is, until when, and one way on."""
    return {
        "what": what,
        "href": href,
        "who": who,
        "note": note,
        "by": by,
        "detail": detail,
    }


@register.inclusion_tag(f"{PARTS}/summary_list.html")
def summary_list(answers: Iterable[Answer]) -> dict[str, Any]:
    """Show answers to check before sending, each with its way back."""
    return {"answers": answers}


# --- promises, paths and talk -------------------------------------------------------
@register.simple_block_tag
def promise(
    content: str,
    *,
    says: str,
    why: Sequence[str] = (),
    asks: str = "",
) -> SafeString:
    """Make the promise: who gets it, when an answer comes, and why then.

    `says` is the whole sentence, with the date in full; `why` the sentences behind it.
    """
    return render_to_string(
        f"{PARTS}/promise.html",
        {
            "content": content,
            "says": says,
            "why": why,
            "asks": asks or _("Why then?"),
        },
    )


@register.inclusion_tag(f"{PARTS}/ladder.html")
def ladder(steps: Iterable[Step]) -> dict[str, Any]:
    """Draw the path of people: who was asked, who has it now, who would be next."""
    return {"steps": steps}


@register.inclusion_tag(f"{PARTS}/words.html")
def words(
    text: str,
    *,
    who: str,
    when: str,
    label: str = "",
    lang: str = "",
    translation: str = "",
    translated: str = "",
    inside: bool = False,
) -> dict[str, Any]:
    """Show one message of a thread as it was written: escaped, line breaks kept.

    `translation` stands below the original, and `translated` says how it was made.
    `label` says what kind of words they are; `inside` sets apart what only staff see.
    """
    return {
        "text": text.strip(),
        "who": who,
        "when": when,
        "label": label,
        "lang": lang,
        "translation": translation.strip(),
        "translated": translated,
        "inside": inside,
    }


# --- the desk -----------------------------------------------------------------------
@register.simple_block_tag
def desk_list(content: str, words: str, count: int) -> SafeString:
    """Group rows of the desk under a heading; encloses `desk_row` tags."""
    return render_to_string(
        f"{PARTS}/desk_list.html",
        {"content": content, "words": words, "count": count},
    )


@register.inclusion_tag(f"{PARTS}/desk_row.html")
def desk_row(
    href: str,
    *,
    due: str,
    what: str,
    about: str = "",
    late: str = "",
    care: str = "",
    current: bool = False,
) -> dict[str, Any]:
    """Show one thing to do, due time first. `late` and `care` are words for a mark."""
    return {
        "href": href,
        "due": due,
        "what": what,
        "about": about,
        "late": late,
        "care": care,
        "current": current,
    }


@register.inclusion_tag(f"{PARTS}/key_hints.html")
def key_hints(*pairs: str) -> dict[str, Any]:
    """Name keys and what they do: `{% key_hints "j k" "next, previous" %}`.

    Shown only when the keys work: with the script loaded and not switched off.
    """
    hints = [
        (keys.split(), does) for keys, does in zip(*[iter(pairs)] * 2, strict=True)
    ]
    return {"hints": hints}


# --- forms --------------------------------------------------------------------------
@register.inclusion_tag(f"{PARTS}/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List what is wrong at the top of a form, each line a link to its field."""
    found = [(first_input_id(field), error) for field in form for error in field.errors]
    return {"general": form.non_field_errors(), "found": found}


@register.filter
def first_input_id(field: BoundField) -> str:
    """Give the id of what a reader can put right: for choices, the first of them."""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label


# --- documents ----------------------------------------------------------------------
@register.simple_block_tag
def clause(content: str, number: str, counts: Sequence[Count] = ()) -> SafeString:
    """Print a numbered clause of a document, and beside it the figure it may have."""
    return render_to_string(
        f"{PARTS}/clause.html",
        {"content": content, "number": number, "counts": counts},
    )


@register.inclusion_tag(f"{PARTS}/bars.html")
def bars(counts: Sequence[Count], label: str, aim: float = 0.9) -> dict[str, Any]:
    """Draw a small figure of the kept shares, with the same numbers as a table."""
    return {
        "bars": bars_of(counts, aim),
        "counts": counts,
        "has_extended": any(count.extended for count in counts),
        "label": label,
        "width": BAR_STEP * len(counts) - (BAR_STEP - BAR_WIDTH),
        "bar_width": BAR_WIDTH,
        "height": FIGURE_HEIGHT,
        "aim_y": round(FIGURE_HEIGHT * (1 - aim), 1),
    }
