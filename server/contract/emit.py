"""What the server tells without being asked. The tuples at the foot are the table of contents."""

from .base import Notice, Number, Seq
from .shapes import ChatMessage, ReportView


class Said(Notice):
    """New entries of this conversation. A gap before the first `seq` means: ask `sync`."""

    messages: list[ChatMessage]


class ReportChanged(Notice):
    """A report of this conversation changed."""

    report: ReportView


class ListsChanged(Notice):
    """The OPD list, the catalogue or what `site.json` says has a new revision: fetch it again."""

    agencies_revision: int
    catalogue_revision: int
    settings_revision: int


class DeskChanged(Notice):
    """Something on the desk changed: fetch the fragments that show it. `ver` is the timeline's newest."""

    ver: Seq
    reports: list[int]
    agencies: bool = False


class Heartbeat(Notice):
    """Sent every 15 s, read from the database: a page that is behind fetches again."""

    ver: Seq


class SessionEnded(Notice):
    """This staff session was revoked: go to the login page."""


class StaffTyping(Notice):
    """The desk is writing to this conversation. A passing sign: show it for a few seconds."""

    number: Number


class ReporterTyping(Notice):
    """A reporter of this report is writing. A passing sign: show it for a few seconds."""

    report: int


class ViewersChanged(Notice):
    """Others have opened this report, or closed it: fetch who."""

    report: int


VISITOR_NOTICES: tuple[type[Notice], ...] = (Said, ReportChanged, ListsChanged, StaffTyping)
STAFF_NOTICES: tuple[type[Notice], ...] = (DeskChanged, Heartbeat, SessionEnded, ReporterTyping, ViewersChanged)
