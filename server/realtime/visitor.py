"""A visitor's commands, three lines each: who, call, return. The name behind `on_` is the event."""

from server.clock import now
from server.contract.reports import CancelReport, ConfirmSolved, FindReport, RateReport, ReopenReport
from server.contract.visitor import Choose, FileReport, Noticed, Receipt, SendMessage, Sync, Synced, Typing
from server.services import filing, own_report, signs, tracking, visitor
from server.services.world import Visitor, World

from . import waiting


async def on_choose(world: World, who: Visitor, command: Choose) -> Receipt:
    return await visitor.choose(world, who, command, now())


async def on_send_message(world: World, who: Visitor, command: SendMessage) -> Receipt:
    return await visitor.send_message(world, who, command, now())


async def on_file_report(world: World, who: Visitor, command: FileReport) -> Receipt:
    return await filing.file_report(world, who, command, now())


async def on_confirm_solved(world: World, who: Visitor, command: ConfirmSolved) -> Receipt:
    return await own_report.confirm(world, who, command, now())


async def on_reopen_report(world: World, who: Visitor, command: ReopenReport) -> Receipt:
    return await own_report.reopen(world, who, command, now())


async def on_cancel_report(world: World, who: Visitor, command: CancelReport) -> Receipt:
    return await own_report.cancel(world, who, command, now())


async def on_rate_report(world: World, who: Visitor, command: RateReport) -> Receipt:
    return await own_report.rate(world, who, command, now())


async def on_find_report(world: World, who: Visitor, command: FindReport) -> Receipt:
    return await tracking.find(world, who, command, now())


async def on_sync(world: World, who: Visitor, command: Sync) -> Synced:
    return await waiting.until_news(lambda: visitor.sync(world, who, command), who.token_hash, command)


async def on_typing(world: World, who: Visitor, command: Typing) -> Noticed:
    await signs.reporter_types(who)
    return Noticed()
