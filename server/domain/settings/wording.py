"""What the desk writes again and again: WhatsApp drafts by status, and canned replies for the chat."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain import typed
from server.domain.report import Status
from server.errors import InvalidInput

PLACEHOLDERS = frozenset({"nama", "nomor", "petugas", "unit", "opd", "jenis", "lokasi"})
PLACED = re.compile(r"\{([^{}]*)\}")
LOCALES = ("id", "en")
DRAFTED = (
    Status.NEW, Status.IN_PROGRESS, Status.WAITING_REPORTER, Status.WAITING_VENDOR, Status.RESOLVED, Status.REJECTED,
)  # fmt: skip
"""Statuses with a draft of their own; `drafted_as` says which of them the others share."""
SHARED = {Status.VERIFIED: Status.IN_PROGRESS, Status.CLOSED: Status.RESOLVED}
MOST_TEXT, MOST_TITLE, MOST_REPLIES = 1000, 60, 40


@dataclass(frozen=True, slots=True)
class Drafts:
    """Text by (status, locale); what is not here is said by the phrase file."""

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def text(self, status: str, locale: str) -> str | None:
        """Return the draft for a report of this status, or None for the phrase file's."""
        known = Status(status)
        return self.texts.get((SHARED.get(known, known).value, locale))


@dataclass(frozen=True, slots=True)
class Reply:
    """A canned reply of the chat."""

    title: str
    text: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of `{nama}` and the like; a brace in a value is only text."""
    return PLACED.sub(lambda found: values.get(found[1], found[0]), text)


def read_drafts(form: Mapping[str, str]) -> Drafts:
    """Return the drafts (`<status>_<locale>`) that are not empty. Raises InvalidInput."""
    wrong: dict[str, str] = {}
    texts: dict[tuple[str, str], str] = {}
    for status in DRAFTED:
        for locale in LOCALES:
            name = f"{status.value}_{locale}"
            if words := _text(form.get(name, ""), name, wrong):
                texts[status.value, locale] = words
    if wrong:
        raise InvalidInput(wrong)
    return Drafts(texts)


def show_drafts(drafts: Drafts) -> dict[str, str]:
    """Return the form that `read_drafts` reads."""
    return {
        f"{status.value}_{locale}": drafts.texts.get((status.value, locale), "")
        for status in DRAFTED
        for locale in LOCALES
    }


def read_replies(form: Mapping[str, str]) -> tuple[Reply, ...]:
    """Return the replies (`title_0`, `text_0` …); a line without both is none. Raises InvalidInput."""
    wrong: dict[str, str] = {}
    found: list[Reply] = []
    for number in range(MOST_REPLIES):
        title = typed.one_line(form.get(f"title_{number}", ""))
        text = _text(form.get(f"text_{number}", ""), f"text_{number}", wrong)
        if not title and not text:
            continue
        if not title:
            wrong[f"title_{number}"] = "required"
        elif len(title) > MOST_TITLE:
            wrong[f"title_{number}"] = "too_long"
        if not text:
            wrong.setdefault(f"text_{number}", "required")
        found.append(Reply(title, text))
    if wrong:
        raise InvalidInput(wrong)
    return tuple(found)


def show_replies(replies: tuple[Reply, ...]) -> dict[str, str]:
    """Return the form that `read_replies` reads."""
    form: dict[str, str] = {}
    for number, reply in enumerate(replies):
        form |= {f"title_{number}": reply.title, f"text_{number}": reply.text}
    return form


def _text(words: str, name: str, wrong: dict[str, str]) -> str:
    text = typed.lines(words)
    if len(text) > MOST_TEXT:
        wrong[name] = "too_long"
    elif not frozenset(PLACED.findall(text)) <= PLACEHOLDERS or set("{}") & set(PLACED.sub("", text)):
        wrong[name] = "placeholder"
    return text
