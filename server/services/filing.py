"""File a report: number, reporter, receipt and timeline in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from server.contract.visitor import FileReport, Receipt
from server.domain import identity
from server.domain.conversation import Filed, step
from server.domain.desk import Agency, StaffMember
from server.domain.filing import FiledForm, FormInput, check_form
from server.domain.report import Priority, priority_for
from server.domain.team import team_for
from server.store import agency, counters, report, team
from server.store.conversation import OpenConversation

from . import clock, roster
from .joining import Filing, ask_or_join
from .once import Outcome, TimelineDraft, once
from .people import add_reporter
from .visitor import say
from .world import Visitor, World

NUMBER_PREFIX = "NET"


async def file_report(world: World, visitor: Visitor, command: FileReport, now: datetime) -> Receipt:
    """Check the form, give it a number and commit. Raises InvalidInput naming every wrong field at once.

    The form is checked behind the ledger: a retry gets its receipt even when the OPD was deactivated since.
    """

    async def work(opened: OpenConversation) -> Outcome:
        known, form = await checked(world, command, now, device_clock=True)
        owner_team = await team_of(world, form, command)
        if command.same_as != "none" and owner_team not in await team.restricted():
            joined = await ask_or_join(Filing(world, opened, known.id if known else None, form, command, now))
            if joined is not None:
                return joined
        made = await book(world, known, form, command, channel="widget", owner_team=owner_team, now=now)
        await add_reporter(world, made.id, opened.id, form=form, command=command, now=now)
        turn = step(opened.dialogue, Filed(made.number), world.catalogue, world.search)
        last = await say(opened.id, turn, command.client_id, now, report_id=made.id)
        filed = TimelineDraft("filed", "reporter", to_status="new")
        return Outcome(last, made.id, (filed, *given_to(made.owner)))

    return await once(world, visitor, command, now, work)


@dataclass(frozen=True, slots=True)
class Booked:
    """A report that stands in the books; nobody waits for it yet."""

    id: int
    number: str
    owner: StaffMember | None


async def book(
    world: World, known: Agency | None, form: FiledForm, command: FileReport, *, channel: str, owner_team: str,
    now: datetime,
) -> Booked:  # fmt: skip
    """Give a checked form its number, priority, owner by the duty roster and due times, and insert it."""
    priority = _priority(world, form, command)
    owner = await roster.pick(kind=form.kind, slug=known.slug if known else None, team_key=owner_team)
    due = await clock.at_filing(priority, now=now)
    number = await _next_number(now)  # from here on other filings wait
    report_id = await report.add_report(
        report.NewReport(
            number=number, agency_id=known.id if known else None,
            agency_name=known.name if known else form.unit, place=form.place,
            kind=form.kind, question=_known_question(world, command), impact=command.impact,
            description=form.description, channel=channel, occurred_at=form.occurred_at,
            queued_at=form.queued_at, received_at=now, clock_skewed=form.clock_skewed,
            tried=tuple(command.tried), priority=priority,
            team=owner_team, assignee_id=owner.id if owner else None, diagnostics=_measured(command),
            **due,
        )
    )  # fmt: skip
    return Booked(report_id, number, owner)


def given_to(owner: StaffMember | None) -> tuple[TimelineDraft, ...]:
    """Say in the report's history whose it is by the duty roster."""
    if owner is None:
        return ()
    return (TimelineDraft("assigned", "system", data={"assignee": owner.name, "assignee_id": owner.id}),)


async def team_of(world: World, form: FiledForm, command: FileReport) -> str:
    """Return the team whose report this will be."""
    return team_for(await team.read_teams(), kind=form.kind, question=_known_question(world, command))


async def checked(
    world: World, command: FileReport, now: datetime, *, device_clock: bool = False
) -> tuple[Agency | None, FiledForm]:
    """Return the form as it is stored, and the OPD of the list that it names."""
    known = await agency.find_by_slug(command.agency) if command.agency else None
    form = check_form(
        FormInput(
            name=command.name, agency=command.agency, unit=command.unit, place=command.place, kind=command.kind,
            question=command.question, description=command.description, impact=command.impact,
            whatsapp=command.whatsapp, occurred_at=command.occurred_at, queued_at=command.queued_at,
        ),
        now=now,
        known_kinds=frozenset(kind.key for kind in world.catalogue.kinds),
        known_agency=known is not None and (known.active or command.queued_at is not None),
        device_clock=device_clock,
    )  # fmt: skip
    return (known if form.agency else None), form


async def _next_number(now: datetime) -> str:
    day = identity.wib_day(now)
    return identity.format_number(NUMBER_PREFIX, day, await counters.next_of_day(day.strftime("%Y%m%d")))


def _known_question(world: World, command: FileReport) -> str | None:
    """Drop a question that a newer catalogue no longer has: the report matters more."""
    return command.question if command.question and world.catalogue.has_question(command.question) else None


def _measured(command: FileReport) -> dict[str, object] | None:
    """Return what the device measured, None when that is nothing."""
    return (command.diagnostics.model_dump(exclude_none=True) if command.diagnostics else None) or None


def _priority(world: World, form: FiledForm, command: FileReport) -> str:
    asked = _known_question(world, command)
    own = world.catalogue.question(asked).priority if asked else None
    kind = world.catalogue.kind(form.kind)
    return priority_for(Priority(kind.priority), Priority(own) if own else None, command.impact).value
