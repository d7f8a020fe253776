"""Find a report by what its reporter holds: the secret link, or the number with its tracking code."""

from datetime import datetime

from server.contract.reports import FindReport
from server.contract.shapes import ReportView
from server.contract.visitor import Receipt
from server.domain import identity, lines
from server.errors import NotFound
from server.store import conversation, report, reporter
from server.store.conversation import OpenConversation
from server.store.reporter import Holder

from . import views
from .commit import commit
from .filing import NUMBER_PREFIX
from .once import Outcome, once
from .world import Visitor, World

PAGE = "/l"
NOT_TYPED = "AAAA-AAAA"
"""Compared in place of a code that cannot be one, so that it takes as long."""


async def by_link(world: World, token: str) -> ReportView | None:
    """Return the report that this link opens, or None."""
    own = await report.by_link_hash(identity.hash_token(token))
    return views.report_view(world, own) if own else None


async def visitor_by_link(token: str, *, locale: str, now: datetime) -> tuple[Visitor, str] | None:
    """Return as whom the holder of this link writes, and the report's number.

    That is his own conversation, or one that is the link's where he has none (a report that staff filed for him).
    """
    holder = await reporter.by_link_hash(identity.hash_token(token))
    if holder is None:
        return None
    if holder.token_hash is not None:
        return Visitor(holder.token_hash, holder.site, holder.locale, PAGE, ""), holder.number
    own = Visitor(identity.hash_token(f"conversation:{token}"), "", locale, PAGE, "")

    async def unit() -> tuple[None, tuple[()]]:
        opened = await conversation.open_locked(
            token_hash=own.token_hash, site=own.site, locale=locale, page=PAGE, user_agent="", at=now
        )
        if not await reporter.waits_in(opened.id, holder.report_id):
            await reporter.add_device(holder, opened.id, at=now)
        return None, ()

    await commit(unit)
    return own, holder.number


async def find(world: World, visitor: Visitor, command: FindReport, now: datetime) -> Receipt:
    """Open a report of another device in this conversation.

    Raises NotFound, whatever of the two is wrong, after the same work.
    """
    number = number_meant(command.number)
    hashed = identity.hash_code(world.secret, identity.parse_code(command.code) or NOT_TYPED)
    found = _matching(await reporter.by_number(number), hashed)
    if found is None:
        raise NotFound

    async def work(opened: OpenConversation) -> Outcome:
        if not await reporter.waits_in(opened.id, found.report_id):
            await reporter.add_device(found, opened.id, at=now)
        (own,) = await report.own_reports(opened.id, report_id=found.report_id)
        last = await conversation.append_line(
            opened.id, author="bot", line=lines.status(own.number, own.status, ""), at=now,
            report_id=found.report_id, client_id=command.client_id,
        )  # fmt: skip
        return Outcome(last, found.report_id)

    return await once(world, visitor, command, now, work)


def number_meant(typed: str) -> str:
    """Return the number that was meant, with or without its letters; empty when it cannot be one."""
    return identity.parse_number(typed) or identity.parse_number(f"{NUMBER_PREFIX} {typed}") or ""


def _matching(holders: tuple[Holder, ...], hashed: str) -> Holder | None:
    """Return whose code it is. Looks at every one of them, and at one where there is none."""
    found = None
    for holder in holders or (None,):
        kept = holder.code_hash if holder and holder.code_hash else NOT_TYPED
        if identity.same(kept, hashed):
            found = holder
    return found
