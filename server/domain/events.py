"""Facts: what has happened, said after commit. `realtime/publish.py` has a line for each; a test counts them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is committed."""


@dataclass(frozen=True, slots=True)
class LinesSaid(Fact):
    """A conversation has new lines, from `first_seq` on."""

    conversation_id: int
    first_seq: int


@dataclass(frozen=True, slots=True)
class ReportTouched(Fact):
    """A report was filed, moved, assigned or answered; `ver` is its newest timeline row."""

    report_id: int
    ver: int


@dataclass(frozen=True, slots=True)
class AgenciesRevised(Fact):
    """An OPD was added, renamed, deactivated or deleted."""

    revision: int
    ver: int


@dataclass(frozen=True, slots=True)
class SettingsRevised(Fact):
    """A setting was saved; `key` is empty where another process says so."""

    revision: int
    ver: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class RosterChanged(Fact):
    """Somebody went on or off duty."""

    ver: int


@dataclass(frozen=True, slots=True)
class SessionsRevoked(Fact):
    """Staff sessions ended: their sockets have to go in every process."""

    session_ids: tuple[int, ...]


# --- passing signs: nothing is stored of them, and nothing is lost with them
@dataclass(frozen=True, slots=True)
class ViewersChanged(Fact):
    """Somebody of the desk has opened a report, or closed it."""

    report_id: int


@dataclass(frozen=True, slots=True)
class ReporterTyping(Fact):
    """Somebody who waits for a report is writing."""

    report_id: int


@dataclass(frozen=True, slots=True)
class StaffTyping(Fact):
    """The desk is writing to the reporters of a report."""

    report_id: int


FACTS: tuple[type[Fact], ...] = (
    LinesSaid, ReportTouched, AgenciesRevised, SettingsRevised, RosterChanged, SessionsRevoked, ViewersChanged,
    ReporterTyping, StaffTyping,
)  # fmt: skip
