"""The tables. Nobody outside `server/store` sees these classes: queries return plain domain values.

Statuses, kinds and events are stored as short codes. Times are aware UTC, made in Python, never by the database.
A docstring here becomes the table's comment in SQL: no semicolon in it, Tortoise splits statements there.
"""

from .base import Counter, ReceiptRow
from .desk import DutyRule, SavedFilter, Setting, Team, Viewing
from .lists import Agency, FaultKind, Question
from .report import Attachment, Report, Reporter, Timeline
from .staff import AuditEntry, RecoveryCode, Staff, StaffLink, StaffSession
from .talk import ChatEntry, Conversation

__all__ = [
    "Agency", "Attachment", "AuditEntry", "ChatEntry", "Conversation", "Counter", "DutyRule", "FaultKind", "Question",
    "ReceiptRow", "RecoveryCode", "Report", "Reporter", "SavedFilter", "Setting", "Staff", "StaffLink", "StaffSession",
    "Team", "Timeline", "Viewing",
]  # fmt: skip
