"""Who on the desk may do what. What is not in the table is forbidden.

Rules of this file
Rule 1  `PERMITTED` is the whole answer to *may this role do that at all*.
Rule 2  A technician works on reports that are their own or nobody's: `works_on`.
Rule 3  Which moves are open then is the transition table's business: `actor_for` says as whom.
Rule 4  Reports of a restricted team are for that team, and for who may see all teams: `hidden_teams`.
"""

from collections.abc import Iterable
from enum import StrEnum

from server.domain.report import Actor
from server.errors import Forbidden


class Role(StrEnum):
    ADMIN = "admin"
    OPERATOR = "operator"
    TECHNICIAN = "technician"
    VIEWER = "viewer"


class Act(StrEnum):
    """What one can do on the dashboard."""

    SEE_REPORTS = "see_reports"
    SEE_ALL_TEAMS = "see_all_teams"
    """See the reports of restricted teams that one does not belong to."""
    MOVE_REPORTS = "move_reports"
    """Change the status of reports that are one's own or nobody's."""
    MOVE_ANY_REPORT = "move_any_report"
    TAKE_REPORTS = "take_reports"
    """Make a report that is nobody's one's own."""
    ASSIGN_REPORTS = "assign_reports"
    """Give a report to somebody, or take it from them."""
    CONTACT_REPORTER = "contact_reporter"
    """See the whole WhatsApp number, and open the chat."""
    REPLY = "reply"
    KEY_IN = "key_in"
    """File a report for somebody who calls, writes or comes."""
    MANAGE_STAFF = "manage_staff"
    """Invite, disable, reset, change roles, end anybody's sessions."""
    READ_AUDIT = "read_audit"
    MANAGE_DUTY = "manage_duty"
    """Say who gets new reports, and who is on duty."""
    EXPORT_REPORTS = "export_reports"
    """As a file; with names and numbers only for who may contact reporters."""
    SEE_AGENCIES = "see_agencies"
    EDIT_AGENCIES = "edit_agencies"
    EDIT_SETTINGS = "edit_settings"


_READS = frozenset({Act.SEE_REPORTS, Act.SEE_AGENCIES})
_WORKS = _READS | {Act.MOVE_REPORTS, Act.TAKE_REPORTS, Act.CONTACT_REPORTER, Act.REPLY, Act.KEY_IN}

PERMITTED: dict[str, frozenset[Act]] = {
    Role.ADMIN: frozenset(Act),
    Role.OPERATOR: _WORKS | {Act.MOVE_ANY_REPORT, Act.ASSIGN_REPORTS, Act.EXPORT_REPORTS, Act.MANAGE_DUTY},
    Role.TECHNICIAN: _WORKS,
    Role.VIEWER: _READS | {Act.EXPORT_REPORTS},
}


def may(role: str, act: Act) -> bool:
    """Say whether the role is permitted the act. A role that does not exist is permitted nothing."""
    return act in PERMITTED.get(role, frozenset())


def require(role: str, act: Act) -> None:
    """Raise Forbidden unless the role is permitted the act."""
    if not may(role, act):
        raise Forbidden


def hidden_teams(role: str, team: str, restricted: Iterable[str]) -> frozenset[str]:
    """Return the teams whose reports this person may not see."""
    return frozenset() if may(role, Act.SEE_ALL_TEAMS) else frozenset(restricted) - {team}


def works_on(role: str, *, staff_id: int, assignee_id: int | None) -> bool:
    """Say whether this person may change this report: any of them, or only their own and nobody's."""
    if may(role, Act.MOVE_ANY_REPORT):
        return True
    return may(role, Act.MOVE_REPORTS) and assignee_id in {None, staff_id}


def actor_for(role: str, *, staff_id: int, assignee_id: int | None) -> Actor:
    """Return as whom this person moves this report; `Actor.NOBODY` has no moves."""
    if not works_on(role, staff_id=staff_id, assignee_id=assignee_id):
        return Actor.NOBODY
    return Actor.ADMIN if may(role, Act.MOVE_ANY_REPORT) else Actor.TECHNICIAN
