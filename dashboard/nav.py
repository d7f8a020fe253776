"""Every route of the dashboard and what it needs; what is missing here fails a test. `PAGES` is the rail."""

from dataclasses import dataclass

from server.domain.roles import Act

PUBLIC = frozenset({"login", "sign_in", "static"})
"""Endpoints that need no session."""

NEEDS: dict[str, Act | None] = {
    "home": None,
    "sign_out": None,
    "reports": Act.SEE_REPORTS,
    "report": Act.SEE_REPORTS,
    "report_part": Act.SEE_REPORTS,
    "move_report": Act.MOVE_REPORTS,
    "assign_report": Act.TAKE_REPORTS,
    "reply": Act.REPLY,
    "contact": Act.CONTACT_REPORTER,
    "photo": Act.SEE_REPORTS,
    "agencies": Act.SEE_AGENCIES,
    "add_agency": Act.EDIT_AGENCIES,
    "agency": Act.SEE_AGENCIES,
    "edit_agency": Act.EDIT_AGENCIES,
    "remove_agency": Act.EDIT_AGENCIES,
    "settings": Act.EDIT_SETTINGS,
    "setting": Act.EDIT_SETTINGS,
    "save_setting": Act.EDIT_SETTINGS,
    "setting_holidays": Act.EDIT_SETTINGS,
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


# The rail's order, once all are built: Ringkasan, Laporan, Gangguan, OPD, Katalog, Rekap, Petugas, Pengaturan.
PAGES: tuple[Page, ...] = (
    Page("reports", "desk.nav.reports", Act.SEE_REPORTS, "report"),
    Page("agencies", "desk.nav.agencies", Act.SEE_AGENCIES, "agenc"),
    Page("settings", "desk.nav.settings", Act.EDIT_SETTINGS, "setting"),
)
