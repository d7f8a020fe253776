"""Times as people in Pekanbaru write them: WIB, a dot between hours and minutes."""

from datetime import date, datetime

from server.clock import WIB

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
AT = {"id": "pukul", "en": "at"}


def long_time(moment: datetime, locale: str) -> str:
    """Return `Rabu, 25 November 2026 pukul 14.30 WIB`."""
    local = moment.astimezone(WIB)
    return f"{long_day(local.date(), locale)} {AT[locale]} {local:%H.%M} WIB"


def long_day(day: date, locale: str) -> str:
    """Return `Rabu, 25 November 2026`."""
    return f"{DAYS[locale][day.weekday()]}, {day.day} {MONTHS[locale][day.month - 1]} {day.year}"


def short_time(moment: datetime) -> str:
    """Return `25/11/2026 14.30`."""
    return f"{moment.astimezone(WIB):%d/%m/%Y %H.%M}"


def clock(moment: datetime) -> str:
    """Return `14.30`."""
    return f"{moment.astimezone(WIB):%H.%M}"
