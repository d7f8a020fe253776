"""A visitor's commands, three lines each: who, call, return. The name behind `on_` is the event."""

from server.clock import now
from server.contract.visitor import Choose, FileReport, Receipt, SendMessage, Sync, Synced
from server.services import filing, visitor
from server.services.world import Visitor, World

from . import waiting


async def on_choose(world: World, who: Visitor, command: Choose) -> Receipt:
    return await visitor.choose(world, who, command, now())


async def on_send_message(world: World, who: Visitor, command: SendMessage) -> Receipt:
    return await visitor.send_message(world, who, command, now())


async def on_file_report(world: World, who: Visitor, command: FileReport) -> Receipt:
    return await filing.file_report(world, who, command, now())


async def on_sync(world: World, who: Visitor, command: Sync) -> Synced:
    return await waiting.until_news(lambda: visitor.sync(world, who, command), who.token_hash, command)
