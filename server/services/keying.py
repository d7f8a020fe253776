"""Key in a report for somebody who calls, writes or comes: the same form, checks and receipt as the widget's."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from server.contract.visitor import FileReport
from server.domain import identity
from server.domain.desk import SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.roles import Act, require
from server.errors import InvalidInput, NotFound
from server.store import receipt, report, reporter, timeline

from .clicks import click
from .commit import commit
from .filing import book, checked, given_to, team_of
from .lists import NOTICE_VERSION
from .people import add_reporter
from .sight import check_sight
from .world import World

CHANNELS = ("phone", "whatsapp", "walk_in")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FILLERS = {"kind": "wifi", "impact": "none", "client_id": "filler-00"}
"""What stands in for a wrong field while the others are looked at, where nothing at all could not be read."""


@dataclass(frozen=True, slots=True)
class Aloud:
    """What is read to the caller."""

    number: str
    code: str


def read_form(typed: dict[str, str], *, occurred_at: datetime | None) -> FileReport:
    """Read the typed form as the widget's command. Raises InvalidInput for what is too long or no code at all."""
    untold = {} if occurred_at else {"occurred_at": "invalid"}
    try:
        command = FileReport.model_validate(
            {
                **{name: typed[name] for name in ("client_id", "name", "unit", "place", "kind", "description")},
                "impact": typed["impact"] or None, "whatsapp": typed["whatsapp"], "agency": typed["agency"] or None,
                "occurred_at": occurred_at or LONG_AGO, "notice_version": NOTICE_VERSION,
                "wa_consent": bool(typed["wa_consent"]),
            }
        )  # fmt: skip
    except ValidationError as error:
        raise InvalidInput({str(item["loc"][0]): _code(item) for item in error.errors()} | untold) from None
    if untold:
        raise InvalidInput(untold)
    return command


async def all_wrong(
    world: World, typed: dict[str, str], wrong: dict[str, str], *, now: datetime
) -> dict[str, str]:
    """Return every wrong field of a form that could not be read for some: they are told at once, not in two rounds."""
    filled = {name: "" if name in wrong else words for name, words in typed.items()}
    filled |= {name: words for name, words in FILLERS.items() if name in wrong}
    try:
        await checked(world, read_form(filled, occurred_at=now), now)
    except InvalidInput as refused:
        return {**refused.fields, **wrong}
    return wrong


async def key_in(world: World, command: FileReport, channel: str, *, by: SignedIn, now: datetime) -> int:
    """File a report for somebody else and return its id. The same client id twice is one report.

    Raises InvalidInput naming every wrong field.
    """
    require(by.role, Act.KEY_IN)
    wrong = {} if channel in CHANNELS else {"channel": "unknown"}
    press = click(command.client_id, by=by, report_id=0, asks=f"key in:{channel}:{command.model_dump_json()}")

    async def unit() -> tuple[int, list[Fact]]:
        if await press.was_done():
            return 0, []
        try:
            known, form = await checked(world, command, now)
        except InvalidInput as refused:
            raise InvalidInput({**refused.fields, **wrong}) from None
        if wrong:
            raise InvalidInput(wrong)
        owner_team = await team_of(world, form, command)
        made = await book(world, known, form, command, channel=channel, owner_team=owner_team, now=now)
        await add_reporter(world, made.id, None, form=form, command=command, now=now)
        await receipt.keep(press.key, receipt.Done(press.payload, None, 0, 0, made.id), at=now)
        ver = await timeline.append(
            report_id=made.id, event="filed", actor="staff", staff_id=by.staff_id, at=now, to_status="new",
            data={"channel": channel},
        )  # fmt: skip
        for draft in given_to(made.owner):
            ver = await timeline.append(
                report_id=made.id, event=draft.event, actor=draft.actor, at=now, data=draft.data
            )
        return made.id, [ReportTouched(made.id, ver)]

    try:
        made_id = await commit(unit)
    except receipt.AlreadyWritten:
        made_id = await commit(unit)
    done = await receipt.find(press.key)
    return made_id or (done.report_id if done and done.report_id else 0)


def _code(item: Any) -> str:
    """Return the form's own code for what pydantic found: there are words for it."""
    field, kind = item["loc"][0], item["type"]
    if field in {"kind", "agency", "impact"}:
        return "unknown" if item["input"] else "required"
    return "too_long" if kind == "string_too_long" else "required"


async def read_aloud(world: World, report_id: int, *, by: SignedIn) -> Aloud:
    """Return number and tracking code of a report that the desk keyed in. Raises NotFound for any other."""
    require(by.role, Act.KEY_IN)
    await check_sight(report_id, by=by)
    found = await report.keyed(report_id, CHANNELS)
    holder = (await reporter.by_number(found))[:1] if found else ()
    if not found or not holder:
        raise NotFound
    return Aloud(found, identity.tracking_code(world.secret, holder[0].id))
