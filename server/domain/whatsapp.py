"""WhatsApp numbers: read what people type, show it, mask it, link to it. Stored as E.164 digits without plus.

Rules of this file
Rule 1  Without a plus (or 00, or a link) a number is Indonesian, whatever its first digits look like.
Rule 2  Nothing is guessed: a letter among the digits, or a second number, is refused and not repaired.
"""

import re
import unicodedata
from urllib.parse import quote

COUNTRY = "62"
MOBILE = re.compile(r"8[1-35-9]\d{7,10}")
"""National part of an Indonesian mobile, by libphonenumber: 80x are services, 84x is not assigned."""

LANDLINE = re.compile(r"[2-79]\d{6,10}")
SHORTEST, LONGEST = 9, 12
MOST_TYPED = 200

_LINK = re.compile(
    r"(?:wa\.me/|whatsapp(?:\.com/|://)send/?\?(?:[^\s#]*&)?phone=)([^\s/?#&]*)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[\s.:/]*(?:nomor|nomer|nope|no|whatsapp|wa|handphone|hp|telepon|telp|tlp|tel|phone|kontak)(?![^\W\d_]))+"
    r"[\s.:]*",
    re.IGNORECASE,
)
_BETWEEN_NUMBERS = re.compile(r"[/,;|&\n]|\s(?:dan|atau|and|or)\s", re.IGNORECASE)
_KEPT_BY_ENCODE_URI_COMPONENT = "!~*'()"


class BadNumber(ValueError):
    """Say why a number cannot be used, without carrying it.

    `required invalid short long landline foreign multiple`
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalise(typed: str) -> str:
    """Return E.164 digits without plus (`6281200001234`) for any usual spelling. Raises BadNumber."""
    text = _plain(typed)
    if not text:
        raise BadNumber("required")
    if len(text) > MOST_TYPED:
        raise BadNumber("long")
    linked = _LINK.findall(text)
    if len(linked) > 1:
        raise BadNumber("multiple")
    if linked:
        # A link's number is international even without its plus: wa.me/852… opens Hong Kong, not 0852.
        international, digits = True, _only_digits(linked[0].replace("%2B", "+").replace("%2b", "+"))
    else:
        text = _without_label(text)
        digits = _only_digits(text)
        international = text.lstrip(" (").startswith("+")
    return COUNTRY + _mobile(_national(digits, international))


def mask(digits: str) -> str:
    """Return `6281****1234`, for lists and viewers. What is too short to hide a part is hidden whole."""
    return f"{digits[:4]}****{digits[-4:]}" if len(digits) > 8 else "****"


def shown(digits: str) -> str:
    """Return `0812-0000-1234`, as it is read aloud."""
    local = "0" + digits.removeprefix(COUNTRY)
    middle = 4 + (len(local) - 4) // 2
    return "-".join(part for part in (local[:4], local[4:middle], local[middle:]) if part)


def chat_link(digits: str, text: str = "") -> str:
    """Return the link that opens WhatsApp with a draft. `text` is encoded as `encodeURIComponent` does it.

    Nothing is sent by opening it. The text lands in histories and proxies: no secret belongs in it.
    """
    link = f"https://wa.me/{digits}"
    if not text:
        return link
    return f"{link}?text={quote(text, safe=_KEPT_BY_ENCODE_URI_COMPONENT, errors='replace')}"


def _plain(typed: str) -> str:
    """Fold other digits to ASCII; drop the invisible marks that numbers copied from WhatsApp carry."""
    folded = unicodedata.normalize("NFKC", typed[: 2 * MOST_TYPED])
    seen = (char for char in folded if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char, char)) for char in seen).strip()


def _without_label(text: str) -> str:
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


def _only_digits(text: str) -> str:
    parts = _BETWEEN_NUMBERS.split(text)
    if sum(_has_digit(part) for part in parts) > 1:
        raise BadNumber("multiple")
    if any(char.isalpha() for char in text) or not _has_digit(text):
        raise BadNumber("invalid")
    return "".join(char for char in text if char.isdigit() and char.isascii())


def _has_digit(text: str) -> bool:
    return any(char.isdigit() and char.isascii() for char in text)


def _national(digits: str, international: bool) -> str:
    """Strip the country and the trunk zero, in whichever mixture they were written."""
    if digits.startswith("00"):
        international, digits = True, digits[2:]
    if digits.startswith(COUNTRY):
        return digits.removeprefix(COUNTRY).lstrip("0")
    if digits.startswith("0"):  # no country code does: `+0812…` is a slip
        return digits[1:]
    if international:
        raise BadNumber("foreign")
    return digits


def _mobile(national: str) -> str:
    if MOBILE.fullmatch(national):
        return national
    if LANDLINE.fullmatch(national):
        raise BadNumber("landline")
    if not national.startswith("8"):
        raise BadNumber("invalid")
    if len(national) < SHORTEST:
        raise BadNumber("short")
    raise BadNumber("long" if len(national) > LONGEST else "invalid")
