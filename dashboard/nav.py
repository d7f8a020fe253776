"""Every route of the dashboard and what it needs; what is missing here fails a test. `PAGES` is the rail."""

from dataclasses import dataclass

from server.domain.roles import Act

PUBLIC = frozenset({"login", "sign_in", "sign_in_code", "join", "set_password", "static"})
"""Endpoints that need no session."""

NEEDS: dict[str, Act | None] = {
    "home": None,
    "gone": None,
    "sign_out": None,
    "overview": Act.SEE_REPORTS,
    "news": Act.SEE_REPORTS,
    "reports": Act.SEE_REPORTS,
    "report_tabs": Act.SEE_REPORTS,
    "save_view": Act.SEE_REPORTS,
    "remove_view": Act.SEE_REPORTS,
    "bulk": Act.TAKE_REPORTS,
    "export": Act.EXPORT_REPORTS,
    "report": Act.SEE_REPORTS,
    "report_part": Act.SEE_REPORTS,
    "move_report": Act.MOVE_REPORTS,
    "assign_report": Act.TAKE_REPORTS,
    "reply": Act.REPLY,
    "contact": Act.CONTACT_REPORTER,
    "photo": Act.SEE_REPORTS,
    # a technician's tasks, and reports that the desk keys in
    "tasks": Act.TAKE_REPORTS,
    "take_task": Act.TAKE_REPORTS,
    "start_task": Act.MOVE_REPORTS,
    "finish_task": Act.MOVE_REPORTS,
    "keyin": Act.KEY_IN,
    "key_in": Act.KEY_IN,
    # the report page
    "add_photos": Act.MOVE_REPORTS,
    "contact_outcome": Act.CONTACT_REPORTER,
    "reveal_number": Act.CONTACT_REPORTER,
    "number_to_call": Act.CONTACT_REPORTER,
    "write_note": Act.REPLY,
    "staff_types": Act.REPLY,
    "look_at": Act.SEE_REPORTS,
    "leave_report": Act.SEE_REPORTS,
    "undo_move": Act.MOVE_REPORTS,
    "change_priority": Act.MOVE_REPORTS,
    "reclassify": Act.MOVE_REPORTS,
    "merge_report": Act.MOVE_REPORTS,
    "unmerge_report": Act.MOVE_REPORTS,
    "agencies": Act.SEE_AGENCIES,
    "add_agency": Act.EDIT_AGENCIES,
    "agency": Act.SEE_AGENCIES,
    "edit_agency": Act.EDIT_AGENCIES,
    "remove_agency": Act.EDIT_AGENCIES,
    "settings": Act.EDIT_SETTINGS,
    "setting": Act.EDIT_SETTINGS,
    "save_setting": Act.EDIT_SETTINGS,
    "setting_holidays": Act.EDIT_SETTINGS,
    # people: one's own account is everybody's, the others' are the admins'
    "session_state": None,
    "account": None,
    "change_password": None,
    "choose_language": None,
    "begin_second_factor": None,
    "confirm_second_factor": None,
    "new_recovery_codes": None,
    "drop_second_factor": None,
    "end_session": None,
    "end_other_sessions": None,
    "switch_own_duty": Act.MOVE_REPORTS,
    "people": Act.MANAGE_STAFF,
    "people_invite": Act.MANAGE_STAFF,
    "people_person": Act.MANAGE_STAFF,
    "people_edit": Act.MANAGE_STAFF,
    "people_switch": Act.MANAGE_STAFF,
    "people_link": Act.MANAGE_STAFF,
    "people_drop_factor": Act.MANAGE_STAFF,
    "people_end_sessions": Act.MANAGE_STAFF,
    "people_end_session": Act.MANAGE_STAFF,
    "duty": Act.MANAGE_DUTY,
    "add_duty_rule": Act.MANAGE_DUTY,
    "duty_rule": Act.MANAGE_DUTY,
    "edit_duty_rule": Act.MANAGE_DUTY,
    "raise_duty_rule": Act.MANAGE_DUTY,
    "remove_duty_rule": Act.MANAGE_DUTY,
    "switch_duty": Act.MANAGE_DUTY,
    "people_audit": Act.READ_AUDIT,
}
"""Endpoint → what a role must be permitted; None is any signed-in person."""


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the rail."""

    endpoint: str
    words: str
    act: Act
    stem: str
    """What the names of this section's endpoints have in common."""
    also: frozenset[str] = frozenset()
    """Endpoints of other names that belong to it."""


# The rail's order, once all are built: Ringkasan, Laporan, Gangguan, OPD, Katalog, Rekap, Petugas, Pengaturan.
PAGES: tuple[Page, ...] = (
    Page("overview", "desk.nav.overview", Act.SEE_REPORTS, "overview"),
    Page("reports", "desk.nav.reports", Act.SEE_REPORTS, "report", frozenset({"keyin", "key_in"})),
    Page("tasks", "desk.nav.tasks", Act.TAKE_REPORTS, "task"),
    Page("agencies", "desk.nav.agencies", Act.SEE_AGENCIES, "agenc"),
    Page("people", "desk.nav.people", Act.MANAGE_STAFF, "people"),
    Page("duty", "desk.nav.duty", Act.MANAGE_DUTY, "duty"),
    Page("settings", "desk.nav.settings", Act.EDIT_SETTINGS, "setting"),
)

GO_KEYS = {"overview": "r", "reports": "l", "tasks": "t", "agencies": "o", "people": "p", "settings": "s"}
"""The letter that leads to a section after `g`."""
