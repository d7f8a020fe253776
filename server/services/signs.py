"""Passing signs: somebody is writing. Told to whoever looks, stored nowhere."""

from server import bus
from server.domain.desk import SignedIn
from server.domain.events import ReporterTyping, StaffTyping
from server.domain.roles import Act, require
from server.store import conversation, report

from .sight import check_sight
from .world import Visitor


async def reporter_types(visitor: Visitor) -> None:
    """Tell the desk that a reporter is writing about the report that he filed last."""
    talk = await conversation.find_id(visitor.token_hash)
    filed = await report.newest_of(talk) if talk is not None else None
    if filed is not None:
        await bus.deliver(ReporterTyping(await report.followed_by(filed)))


async def staff_types(report_id: int, *, by: SignedIn) -> None:
    """Tell a report's reporters that the desk is writing to them. Raises NotFound, Forbidden."""
    require(by.role, Act.REPLY)
    await check_sight(report_id, by=by)
    await bus.deliver(StaffTyping(report_id))
