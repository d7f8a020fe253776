"""One press for many reports: each is a write of its own, so one that is refused keeps no other back."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.desk import SignedIn
from server.domain.particulars import Particulars, check_particulars
from server.domain.report import Status
from server.errors import InvalidInput, SigapError, Temporary
from server.store import report_list

from .desk import reply_to_reporter
from .merging import merge_report
from .moves import assign_report, move_report
from .sight import hidden_from
from .tasks import finish
from .undoing import undo_move

MOST = 200
"""More than a page of bursts; each takes some milliseconds."""
LEAST_MERGED = 2


@dataclass(frozen=True, slots=True)
class Picked:
    """A report as the page showed it."""

    report_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report; `code` is empty when it was done, else a refusal's, `field.why` for a wrong field."""

    report_id: int
    number: str
    code: str = ""


Step = Callable[[Picked, str], Awaitable[None]]


async def assign_many(
    picked: Sequence[Picked], *, assignee_id: int | None, by: SignedIn, now: datetime
) -> tuple[Outcome, ...]:
    """Give reports to somebody, or to nobody."""

    async def step(one: Picked, _: str) -> None:
        await assign_report(one.report_id, assignee_id=assignee_id, version=one.version, by=by, now=now)

    return await _each(picked, "", step, by)


async def move_many(
    picked: Sequence[Picked], *, to: str, note: str, particulars: Particulars, client_id: str, by: SignedIn,
    now: datetime,
) -> tuple[Outcome, ...]:  # fmt: skip
    """Move reports to one status with one note for all their reporters. The same client id twice is one press.

    A resolution without a note tells each reporter cause and action. Raises InvalidInput for a field of the
    particulars before anything is moved: it would be wrong for all of them.
    """
    if to in frozenset(Status):
        check_particulars(Status(to), particulars, now=now)

    async def step(one: Picked, press: str) -> None:
        if to == Status.RESOLVED:
            await finish(
                one.report_id, cause=particulars.cause, action=particulars.action, note=note, version=one.version,
                client_id=press, by=by, now=now,
            )  # fmt: skip
            return
        await move_report(
            one.report_id, to=to, note=note, internal="", version=one.version, client_id=press, by=by, now=now,
            particulars=particulars,
        )  # fmt: skip

    return await _each(picked, client_id, step, by)


async def reply_many(
    picked: Sequence[Picked], *, text: str, client_id: str, by: SignedIn, now: datetime
) -> tuple[Outcome, ...]:
    """Write the same to the reporters of all these reports."""

    async def step(one: Picked, press: str) -> None:
        await reply_to_reporter(one.report_id, text=text, client_id=press, by=by, now=now)

    return await _each(picked, client_id, step, by)


async def merge_many(
    picked: Sequence[Picked], *, client_id: str, by: SignedIn, now: datetime
) -> tuple[Outcome, ...]:  # fmt: skip
    """Merge reports into the oldest of them, which stays. Raises InvalidInput for `pick` when there is only one."""
    ids = sorted({one.report_id for one in picked})
    if len(ids) < LEAST_MERGED:
        raise InvalidInput({"pick": "one"})

    async def step(one: Picked, press: str) -> None:
        await merge_report(
            one.report_id, parent_id=ids[0], version=one.version, client_id=press, by=by, now=now
        )  # fmt: skip

    return await _each([one for one in picked if one.report_id != ids[0]], client_id, step, by)


async def undo_many(
    picked: Sequence[Picked], *, client_id: str, by: SignedIn, now: datetime
) -> tuple[Outcome, ...]:  # fmt: skip
    """Take the moves of many back; each `version` is the `ver` of the move (`undoing.offers`)."""

    async def step(one: Picked, press: str) -> None:
        await undo_move(one.report_id, ver=one.version, client_id=press, by=by, now=now)

    return await _each(picked, client_id, step, by)


async def _each(picked: Sequence[Picked], client_id: str, step: Step, by: SignedIn) -> tuple[Outcome, ...]:
    """Do one after the other. Raises InvalidInput for `pick` when there are none or too many, and what is temporary."""
    once = tuple({one.report_id: one for one in picked}.values())
    if not once or len(once) > MOST:
        raise InvalidInput({"pick": "too_many" if once else "required"})
    numbers = await report_list.numbers_of([one.report_id for one in once], hidden=await hidden_from(by))
    done = []
    for one in once:
        code = ""
        try:
            await step(one, _own(client_id, one.report_id))
        except Temporary:
            raise  # the same press comes again, and finds what was done
        except SigapError as error:
            code = _code(error)
        done.append(Outcome(one.report_id, numbers.get(one.report_id, ""), code))
    return tuple(done)


def _own(client_id: str, report_id: int) -> str:
    """Return the press of one report: the same whenever the press of all is."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{client_id}:{report_id}")) if client_id else ""


def _code(error: SigapError) -> str:
    if isinstance(error, InvalidInput) and error.fields:
        field, why = next(iter(error.fields.items()))
        return f"{field}.{why}"
    return error.code
