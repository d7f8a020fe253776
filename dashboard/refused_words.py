"""What somebody wrote into a form that was refused as a whole: given back on the page that says so, to be copied."""

from quart import g, request
from werkzeug.exceptions import HTTPException

from dashboard import session
from dashboard.report_page import MOST_TEXT
from server.errors import OriginForbidden, SigapError

FREE_TEXT = {
    "text": "desk.report.reply",
    "private": "desk.work.note_label",
    "note": "desk.report.note",
    "internal": "desk.report.internal",
    "reason": "desk.work.reason",
    "vendor": "desk.work.vendor",
    "vendor_ticket": "desk.work.vendor_ticket",
    "description": "desk.keyin.description",
}
"""The fields in which sentences are written, and what they are called. Never what is secret, or about a person."""


async def given_back(error: SigapError) -> list[tuple[str, str, str]]:
    """Return name, label and words of what was written; nothing to strangers, nor what another site put in the form."""
    if request.method in session.SAFE_METHODS or isinstance(error, OriginForbidden) or getattr(g, "who", None) is None:
        return []
    if request.mimetype != "application/x-www-form-urlencoded":
        return []  # photos: a refusal waits for no upload
    try:
        form = await request.form
    except HTTPException:
        return []  # too large, or it stopped halfway
    typed = {name: session.form_words(form, name, MOST_TEXT + 1).strip() for name in FREE_TEXT}
    return [(name, label, typed[name]) for name, label in FREE_TEXT.items() if typed[name]]
