"""People of the desk as accounts: what admins manage, and what each person sees of their own."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain import typed
from server.domain.roles import Role

LINK_LASTS = timedelta(hours=72)
LONGEST_EMAIL = 200
LONGEST_NAME = 100
CODES = 10
"""Recovery codes in a set."""


@dataclass(frozen=True, slots=True)
class Account:
    """`joined` is when a password was set: None for somebody who is invited only."""

    id: int
    name: str
    email: str
    role: str
    team: str
    locale: str
    active: bool
    on_duty: bool
    second_factor: bool
    joined: datetime | None
    last_login_at: datetime | None

    @property
    def stamp(self) -> str:
        """Say in which state an edit found this account: another one in the meantime changes it."""
        state = f"{self.name}\n{self.role}\n{self.team}\n{self.active}"
        return hashlib.sha256(state.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """What an admin typed for a person."""

    email: str
    name: str
    role: str
    team: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A session as its owner, or an admin, sees it; `here` is the one that asks."""

    id: int
    user_agent: str
    started: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what outside of a report."""

    id: int
    at: datetime
    staff: str | None
    event: str
    subject: str
    data: dict[str, object]
    about: str | None = None
    """The name of the person whom it was done to."""


def address(email: str) -> str:
    """Return an e-mail address as it is stored and compared."""
    return typed.one_line(email).lower()


def wrong_fields(draft: AccountDraft, teams: frozenset[str]) -> dict[str, str]:
    """Return what is wrong with a draft by field: `email` (`invalid`), `name`, `role`, `team` (`unknown`)."""
    name = typed.one_line(draft.name)
    checks = {
        "email": None if _is_address(address(draft.email)) else "invalid",
        "name": "required" if not name else "too_long" if len(name) > LONGEST_NAME else None,
        "role": None if draft.role in frozenset(Role) else "unknown",
        "team": None if draft.team in teams else "unknown",
    }
    return {field: code for field, code in checks.items() if code}


def _is_address(email: str) -> bool:
    local, at, host = email.rpartition("@")
    return bool(local and at and host) and " " not in email and len(email) <= LONGEST_EMAIL
