"""What names a report and what opens it: a number is for people and grants nothing, a code or a link does.

Rules of this file
Rule 1  Codes and links are derived from the secret and the reporter's row; only their hashes are stored. So a
        retried receipt and a message of next week say the same ones.
Rule 2  Each use has a purpose of its own inside the HMAC or hash: one can never stand for another.
"""

import base64
import hashlib
import hmac
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

CODE_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""30 symbols without those that are mistaken for each other (0 O, 1 I L, U V)."""

CODE_LENGTH = 8
LINK_BYTES = 16
WIB = timezone(timedelta(hours=7), "WIB")
"""Asia/Jakarta: no summer time since 1964, so no zone file has to be read here."""

_NUMBER = re.compile(r"([A-Z]{2,5})(\d{8})(\d{1,8})")
_CODE = re.compile(f"[{CODE_SYMBOLS}]{{{CODE_LENGTH}}}")
MOST_TYPED = 60


def wib_day(now: datetime) -> date:
    """Return the date in Pekanbaru. Raises ValueError for a time without zone."""
    if now.tzinfo is None:
        raise ValueError("a time without zone has no day")
    return now.astimezone(WIB).date()


def format_number(prefix: str, day: date, n: int) -> str:
    """Return `NET-20261125-0001`; `n` counts from 1 within the day and may outgrow its four digits."""
    if n < 1:
        raise ValueError("reports are counted from 1")
    return f"{prefix}-{day:%Y%m%d}-{n:04d}"


def parse_number(typed: str) -> str | None:
    """Return the number that was meant by `net 20261125 7`, or None when it cannot be one."""
    found = _NUMBER.fullmatch(_squeezed(typed))
    if found is None:
        return None
    prefix, day, n = found.groups()
    try:
        return format_number(prefix, datetime.strptime(day, "%Y%m%d").date(), int(n))
    except ValueError:
        return None


def tracking_code(secret: bytes, reporter_id: int, *, key_version: int = 1) -> str:
    """Return the reporter's code, `K7QF-2M9D`: 30^8 of them, each as likely as the next."""
    symbols = ""
    block = 0
    fair = 256 - 256 % len(CODE_SYMBOLS)  # a byte at or above this would favour the first symbols
    while len(symbols) < CODE_LENGTH:
        drawn = _derive(secret, "code", reporter_id, key_version, block)
        symbols += "".join(CODE_SYMBOLS[byte % len(CODE_SYMBOLS)] for byte in drawn if byte < fair)
        block += 1
    return _hyphenated(symbols[:CODE_LENGTH])


def link_token(secret: bytes, reporter_id: int, *, key_version: int = 1) -> str:
    """Return the token of the reporter's link: 128 bits as 22 characters of base64url."""
    drawn = _derive(secret, "link", reporter_id, key_version, 0)[:LINK_BYTES]
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def parse_code(typed: str) -> str | None:
    """Return the code that was meant by `k7qf 2m9d`, or None when it cannot be one."""
    symbols = _squeezed(typed)
    return _hyphenated(symbols) if _CODE.fullmatch(symbols) else None


def hash_code(secret: bytes, code: str) -> str:
    """Return what is stored of a tracking code, as hex. The hyphen and the case do not matter.

    Keyed, because 39 bits can be tried one by one by whoever has only the database.
    """
    return hmac.new(secret, f"sigap:stored-code:{_squeezed(code)}".encode(), hashlib.sha256).hexdigest()


def hash_token(token: str) -> str:
    """Return what is stored of a link's token: SHA-256 as hex."""
    return _hash("link", token)


def same(one: str, other: str) -> bool:
    """Compare two secrets in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def _derive(secret: bytes, purpose: str, reporter_id: int, key_version: int, block: int) -> bytes:
    named = f"sigap:{purpose}:{key_version}:{reporter_id}:{block}"
    return hmac.new(secret, named.encode(), hashlib.sha256).digest()


def _hash(purpose: str, held: str) -> str:
    return hashlib.sha256(f"sigap:{purpose}:{held}".encode(errors="replace")).hexdigest()


def _squeezed(typed: str) -> str:
    """Fold to capitals and ASCII digits, and drop what is neither letter nor digit."""
    folded = unicodedata.normalize("NFKC", typed[:MOST_TYPED]).upper()
    return "".join(char for char in folded if char.isascii() and char.isalnum())


def _hyphenated(symbols: str) -> str:
    half = CODE_LENGTH // 2
    return f"{symbols[:half]}-{symbols[half:]}"
