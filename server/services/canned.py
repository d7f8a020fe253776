"""Replies that staff need again and again, filled in for one report.

The desk's own stand in the settings; as long as nobody has saved any, those of the phrase file are offered, in the
reporter's language.
"""

from server.content import load_phrases
from server.domain.desk import SignedIn
from server.domain.roles import Act, may
from server.domain.settings.wording import Reply, fill
from server.store import report_file
from server.store.report_file import Contact

from . import kinds, settings

ROOT = "desk.canned."


async def replies_for(report_id: int, *, unit: str, by: SignedIn) -> tuple[Reply, ...]:
    """Return the canned replies with this report's names in them; none for who may not reply."""
    person = await report_file.contact_of(report_id) if may(by.role, Act.REPLY) else None
    if person is None:
        return ()
    values = await names(person, unit=unit, by=by)
    found = await settings.current()
    replies = found.replies if "replies" in found.versions else first_replies(by.locale, person.locale)
    return tuple(Reply(one.title, fill(one.text, values)) for one in replies)


async def names(person: Contact, *, unit: str, by: SignedIn) -> dict[str, str]:
    """Return what stands for `{nama}` and the like in what the desk writes to this person."""
    kind = (await kinds.labels(person.locale)).get(person.kind, person.kind)
    return {
        "nama": person.name, "nomor": person.number, "petugas": by.name, "unit": unit, "opd": person.agency,
        "jenis": kind, "lokasi": person.place,
    }  # fmt: skip


def first_replies(desk_locale: str, reporter_locale: str) -> tuple[Reply, ...]:
    """Return the replies that are offered until an admin saves the desk's own."""
    spoken, written = load_phrases()[desk_locale], load_phrases()[reporter_locale]
    keys = [key.removesuffix(".title") for key in spoken if key.startswith(ROOT) and key.endswith(".title")]
    return tuple(Reply(spoken[f"{key}.title"], written[f"{key}.text"]) for key in keys)
