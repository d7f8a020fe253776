"""Step a conversation: what was heard in, what is said out. Pure; the table is `script.py`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from server.errors import InvalidInput

from . import lines
from .catalogue import Catalogue
from .lines import Line
from .script import BUTTONS, MISSES_UNTIL_FORM, TYPED, Place, Target, Typed, Verb

Search = Callable[[str], tuple[str, ...]]
"""Typed text in, keys of the best questions out, best first; empty when nothing fits."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where it is, what was looked at last, and how often nothing fitted."""

    place: Place = Place.MENU
    kind: str | None = None
    question: str | None = None
    misses: int = 0
    desk_told: bool = False


@dataclass(frozen=True, slots=True)
class Chose:
    choice: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Wrote:
    text: str


@dataclass(frozen=True, slots=True)
class Filed:
    number: str


Heard = Chose | Wrote | Filed


@dataclass(frozen=True, slots=True)
class Turn:
    """`heard` is the visitor's own line, `said` the bot's; `to_desk` means that people have to read it."""

    conversation: Conversation
    heard: Line | None
    said: tuple[Line, ...]
    to_desk: bool = False


def step(conversation: Conversation, heard: Heard, catalogue: Catalogue, search: Search) -> Turn:
    """Answer what was heard. Raises InvalidInput, and changes nothing, for a button that does not exist."""
    match heard:
        case Chose():
            return _button(conversation, heard, catalogue)
        case Wrote():
            return _typed(conversation, heard, search)
        case Filed():
            filed = replace(conversation, place=Place.FILED, misses=0, desk_told=False)
            return Turn(filed, None, (lines.receipt(heard.number),))


def _button(conversation: Conversation, chose: Chose, catalogue: Catalogue) -> Turn:
    word, _, target = chose.choice.partition(":")
    try:
        verb = Verb(word)
    except ValueError:
        raise InvalidInput({"choice": "unknown"}) from None
    row = BUTTONS[verb]
    if not _exists(row.target, target, catalogue):
        raise InvalidInput({"choice": "unknown"})
    own = lines.choice(chose.choice, chose.label)
    if verb is Verb.NONE:
        return _missed(conversation, own, "")
    moved = replace(conversation, place=row.leads_to, misses=0)
    if row.target is not Target.NOTHING:
        is_question = row.target is Target.QUESTION
        moved = replace(moved, kind=target.partition("/")[0], question=target if is_question else None)
    said = row.says(target, catalogue)
    if verb is Verb.FORM:
        said = (lines.form(conversation.kind, conversation.question),)
    return Turn(moved, own, said)


def _exists(needed: Target, target: str, catalogue: Catalogue) -> bool:
    match needed:
        case Target.NOTHING:
            return not target
        case Target.KIND:
            return catalogue.has_kind(target)
        case Target.QUESTION:
            return catalogue.has_question(target)


def _typed(conversation: Conversation, wrote: Wrote, search: Search) -> Turn:
    own = lines.text(wrote.text)
    if TYPED[conversation.place] is Typed.TO_DESK:
        told: tuple[Line, ...] = () if conversation.desk_told else (lines.phrase("staff_chat.waiting"),)
        return Turn(replace(conversation, desk_told=True), own, told, to_desk=True)
    found = search(wrote.text)
    if not found:
        return _missed(conversation, own, wrote.text)
    said = (lines.phrase("free_text.suggestions"), lines.suggestions(found))
    return Turn(replace(conversation, place=Place.MENU), own, said)


def _missed(conversation: Conversation, own: Line, typed: str) -> Turn:
    """Offer the menu once; the second time nothing fits, open the form with the typed text in it."""
    misses = conversation.misses + 1
    if misses < MISSES_UNTIL_FORM:
        said = (lines.phrase("free_text.not_understood"), lines.kinds())
        return Turn(replace(conversation, place=Place.MENU, misses=misses), own, said)
    said = (lines.phrase("free_text.not_understood_twice"), lines.form(description=typed))
    return Turn(replace(conversation, place=Place.FORM, misses=0), own, said)
