"""Several people report one fault: ask whether it is the same, and let them join the report that is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.contract.visitor import FileReport
from server.domain import lines
from server.domain.conversation import Filed, step
from server.domain.filing import FiledForm
from server.domain.twins import ASKED_WITHIN, JOINED_WITHIN, family
from server.errors import SameFault
from server.store import conversation, report_file, team, twins
from server.store.conversation import OpenConversation
from server.store.twins import Twin

from .once import Outcome, TimelineDraft
from .people import add_reporter
from .visitor import noted, say
from .world import World

MOST_TOLD = 2000


@dataclass(frozen=True, slots=True)
class Filing:
    """A checked report that is about to be filed."""

    world: World
    opened: OpenConversation
    agency_id: int | None
    form: FiledForm
    command: FileReport
    now: datetime


async def ask_or_join(filing: Filing) -> Outcome | None:
    """Join the report that was chosen, or raise SameFault when somebody has to be asked. None: file it.

    Also when what was chosen is no longer open, or never was one to join: a report is never lost over this. A report
    that waited on a device is not asked about: nobody may be there any more to answer, and the desk can merge it.
    """
    if filing.command.same_as == "ask":
        if filing.command.queued_at is None:
            await _ask(filing)
        return None
    return await _join(filing)


async def _ask(filing: Filing) -> None:
    found = await _twins(filing, ASKED_WITHIN)
    if not found:
        return
    twin = found[0]
    told = {"number": twin.number, "kind": twin.kind, "place": twin.place, "own": twin.own}
    raise SameFault({**told, "filed_at": twin.filed_at.isoformat()})


async def _join(filing: Filing) -> Outcome | None:
    opened, form, now = filing.opened, filing.form, filing.now
    found = await _twins(filing, JOINED_WITHIN)
    twin = next((one for one in found if one.number == filing.command.same_as), None)
    if twin is None or await report_file.lock(twin.id) is None:
        return None
    told = lines.text(f"{form.place}: {form.description}"[:MOST_TOLD])
    last = await conversation.append_line(
        opened.id, author="visitor", line=told, at=now, report_id=twin.id, client_id=filing.command.client_id
    )
    if twin.own:
        return Outcome(last, twin.id, await noted(twin.id, now))
    last = await _welcome(filing, twin)
    return Outcome(last, twin.id, (TimelineDraft("joined", "reporter", data={"impact": form.impact.value}),))


async def _welcome(filing: Filing, twin: Twin) -> int:
    """Make the person a further reporter, with a contact, consent, code and link of their own."""
    world, opened, now = filing.world, filing.opened, filing.now
    await add_reporter(world, twin.id, opened.id, form=filing.form, command=filing.command, now=now)
    turn = step(opened.dialogue, Filed(twin.number), world.catalogue, world.search)
    await say(opened.id, turn, None, now, report_id=twin.id)
    return await conversation.append_line(
        opened.id, author="bot", line=lines.phrase("twin.joined"), at=now, report_id=twin.id
    )


async def _twins(filing: Filing, within: timedelta) -> tuple[Twin, ...]:
    """Return what the fault may be the same as. A restricted team's report is not there for a colleague either."""
    if filing.agency_id is None:
        return ()
    return await twins.find(
        filing.opened.id, agency_id=filing.agency_id, kinds=family(filing.form.kind), since=filing.now - within,
        hidden_teams=await team.restricted(),
    )  # fmt: skip
