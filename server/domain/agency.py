"""An OPD as an admin types it, and which pages may embed its widget.

Rules of this file
Rule 1  Origins are compared exactly, character by character, with what a browser sends: no patterns, no
        suffixes, no repairing of what came over the wire.
Rule 2  So what is stored is what a browser sends: lower case, punycode, no default port, nothing behind it.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from server.domain import typed
from server.domain.desk import AgencyDraft
from server.errors import InvalidInput

MOST_NAME, MOST_SHORT, MOST_SLUG, MOST_ALIAS = 150, 60, 64, 100
MOST_ALIASES, MOST_ORIGINS = 20, 20
MOST_HOST = 253
DEFAULT_KIND = "dinas"
DEFAULT_PORTS = {"http": 80, "https": 443}

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_KIND = re.compile(r"[a-z][a-z-]{0,29}")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An OPD where one of them is chosen."""

    slug: str
    name: str
    short: str


class BadOrigin(ValueError):
    """Say why an origin cannot be listed: `invalid wildcard path plain_http`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_agency(
    draft: AgencyDraft,
    *,
    taken_slugs: Collection[str] = (),
    taken_names: Collection[str] = (),
    development: bool = False,
) -> AgencyDraft:
    """Return the draft as it is stored. Raises InvalidInput naming every wrong field.

    `taken_*` are those of the other OPD. Without a slug, one is made of the short name or the name.
    """
    name, short = typed.one_line(draft.name), typed.one_line(draft.short)
    kind = typed.one_line(draft.kind).lower() or DEFAULT_KIND
    aliases = _distinct(typed.one_line(alias) for alias in draft.aliases)
    slug = typed.one_line(draft.slug) or _free_slug(short or name, taken_slugs)
    origins, bad_origin = _origins(draft.origins, development)
    checks = {
        "name": _name(name, taken_names),
        "short": "too_long" if len(short) > MOST_SHORT else None,
        "slug": _slug(slug, taken_slugs) if slug or name else None,  # else the missing name is what is wrong
        "kind": None if _KIND.fullmatch(kind) else "invalid",
        "aliases": _aliases(aliases),
        "origins": bad_origin,
    }
    wrong = {field: code for field, code in checks.items() if code}
    if wrong:
        raise InvalidInput(wrong)
    return AgencyDraft(name, short, slug, kind, tuple(aliases), tuple(origins), draft.active)


def normalise_origin(origin: str, *, development: bool = False) -> str:
    """Return `https://host[:port]` as a browser writes it. Raises BadOrigin.

    Plain http is for development only: anybody on the way could put words into the page.
    """
    scheme, separator, rest = typed.one_line(origin).lower().partition("://")
    if not separator or scheme not in DEFAULT_PORTS:
        raise BadOrigin("invalid")
    if "*" in rest:
        raise BadOrigin("wildcard")
    rest = rest.removesuffix("/")  # as copied from the address bar
    if re.search(r"[/?#\\]", rest):
        raise BadOrigin("path")
    name, colon, digits = rest.partition(":")
    host = _host(name)
    port = _port(digits) if colon else DEFAULT_PORTS[scheme]
    if scheme == "http" and not development:
        raise BadOrigin("plain_http")
    return f"{scheme}://{host}" if port == DEFAULT_PORTS[scheme] else f"{scheme}://{host}:{port}"


def origin_allowed(origin: str | None, allowed: Collection[str], own_origin: str) -> bool:
    """Say whether a page of this origin may embed the widget; `null` (sandboxes, files) never may."""
    if not origin or origin == "null":
        return False
    return origin == own_origin or any(origin == listed for listed in allowed)


def _name(name: str, taken: Collection[str]) -> str | None:
    if not name:
        return "required"
    if len(name) > MOST_NAME:
        return "too_long"
    return "taken" if name.casefold() in {typed.one_line(other).casefold() for other in taken} else None


def _slug(slug: str, taken: Collection[str]) -> str | None:
    if not _SLUG.fullmatch(slug):
        return "invalid"
    return "taken" if slug in taken else None


def _free_slug(source: str, taken: Collection[str]) -> str:
    """Make a slug of a name (`Kec. Bukit Raya` gives `kec-bukit-raya`), numbered when another OPD has it."""
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_SLUG].rstrip("-")
    number, free = 1, slug
    while slug and free in taken:
        number += 1
        free = f"{slug[: MOST_SLUG - 5]}-{number}"
    return free


def _origins(listed: Iterable[str], development: bool) -> tuple[list[str], str | None]:
    """Return the origins normalised, and what is wrong with the first that is wrong."""
    try:
        good = _distinct(normalise_origin(one, development=development) for one in listed if one.strip())
    except BadOrigin as bad:
        return [], bad.code
    return good, "too_many" if len(good) > MOST_ORIGINS else None


def _aliases(aliases: list[str]) -> str | None:
    if len(aliases) > MOST_ALIASES:
        return "too_many"
    return "too_long" if any(len(alias) > MOST_ALIAS for alias in aliases) else None


def _host(name: str) -> str:
    if len(name) > MOST_HOST:  # first: the codec below takes quadratic time
        raise BadOrigin("invalid")
    try:
        host = name.encode("idna").decode()
    except UnicodeError:
        raise BadOrigin("invalid") from None
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise BadOrigin("invalid")
    if labels[-1].isdigit() and not _is_ipv4(host):  # a browser would rewrite `127.1` before sending it
        raise BadOrigin("invalid")
    return host


def _is_ipv4(host: str) -> bool:
    try:
        return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False


def _port(digits: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", digits) or int(digits) > 65535:
        raise BadOrigin("invalid")
    return int(digits)


def _distinct(words: Iterable[str]) -> list[str]:
    """Drop the empty ones and those that differ only in case from an earlier one."""
    return list({word.casefold(): word for word in reversed([*words]) if word}.values())[::-1]
