"""Write an invented year into a database, some thousand reports a transaction."""

import heapq
import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from server.content import load_demo
from server.domain import identity
from server.domain.desk import StaffMember
from server.domain.roles import Act, may
from server.errors import Conflict
from server.services import passwords
from server.services.clock import terms
from server.services.filing import NUMBER_PREFIX
from server.store import agency, bulk, catalogue, counters, report_list, staff
from server.store.tx import retrying, tx

from .arrivals import arrivals
from .lives import City, Life, Lives
from .steps import Happening
from .talk import Talk, conversation_of

AT_ONCE = 1000
TALKS = 300
"""The newest reports have their conversation too; a year of them would be half of the database."""

Waiting = tuple[datetime, int, int, Happening, str | None]


class HoldsReports(Conflict):
    """This database has reports already: invented ones would stand between real people's."""


async def fill(
    *, secret: bytes, reports: int, seed: int, until: datetime, force: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> None:  # fmt: skip
    """Write `reports` reports of the year before `until`: the same ones for the same seed, moment and lists.

    Raises HoldsReports when there are reports and `force` does not say that this is meant.
    """
    if await bulk.has_reports() and not force:
        raise HoldsReports
    city = City(
        agencies=await agency.active_ones(), catalogue=await catalogue.read_catalogue(), crew=await _crew(until),
        texts=load_demo(), terms=await terms(),
    )  # fmt: skip
    rng = random.Random(seed)  # noqa: S311 - invented people, not secrets
    writing = _Writing(secret, city, await bulk.next_ids(), talks_from=reports - TALKS)
    lives = Lives(rng, city, first_id=writing.ids["report"], until=until)
    coming = lives.of(arrivals(rng, reports, until.astimezone(UTC)))
    done = 0
    while chunk := list(islice(coming, AT_ONCE)):
        await writing.write(chunk)
        done += len(chunk)
        progress(done)
    await writing.finish()


class _Writing:
    """Rows on their way: what happens later waits in a heap, so that `ver` follows the order of time."""

    def __init__(self, secret: bytes, city: City, ids: dict[str, int], talks_from: int) -> None:
        self._secret = secret
        self._city = city
        self._talks_from = talks_from
        self._waiting: list[Waiting] = []
        self._count = 0
        self.ids = ids

    async def write(self, lives: list[Life]) -> None:
        """Write reports, those who filed them, and everything that happened before the last of them came in."""
        for life in lives:
            self._remember(life)
        rows = self._happened(until=lives[-1].happened[0].at)
        talks = lives[max(0, self._talks_from - self._count) :]
        people = self._people(lives)
        self._count += len(lives)

        async def unit() -> None:
            async with tx():
                await self._number(lives)
                spoken = self._talk(talks, people)
                await bulk.add_conversations([talk for talk, _ in spoken])
                await bulk.add_reports([life.report for life in lives])
                await bulk.add_reporters(people)
                await bulk.add_messages([line for _, said in spoken for line in said])
                await _append(rows)

        await retrying(unit)

    async def finish(self) -> None:
        """Write what happened since."""
        rest = self._happened(until=None)
        while rest:
            now, rest = rest[: AT_ONCE * 5], rest[AT_ONCE * 5 :]

            async def unit(now: list[dict[str, Any]] = now) -> None:
                async with tx():
                    await _append(now)

            await retrying(unit)

    def _remember(self, life: Life) -> None:
        report_id, status = int(str(life.report["id"])), None
        for place, one in enumerate(life.happened):
            heapq.heappush(self._waiting, (one.at, report_id, place, one, status))
            status = one.to or status

    def _happened(self, until: datetime | None) -> list[dict[str, Any]]:
        rows = []
        while self._waiting and (until is None or self._waiting[0][0] <= until):
            at, report_id, _, one, before = heapq.heappop(self._waiting)
            rows.append(
                {
                    "ver": 0, "report_id": report_id, "event": one.event, "actor": one.actor, "staff_id": one.staff_id,
                    "from_status": before if one.to else None, "to_status": one.to, "note": one.note,
                    "internal": one.internal, "data": one.data, "at": at,
                }
            )  # fmt: skip
        return rows

    async def _number(self, lives: Iterable[Life]) -> None:
        days = Counter(identity.wib_day(life.happened[0].at) for life in lives)
        free = {day: await counters.take(f"day:{day:%Y%m%d}", many) for day, many in sorted(days.items())}
        for life in lives:
            day = identity.wib_day(life.happened[0].at)
            life.report["number"] = identity.format_number(NUMBER_PREFIX, day, free[day])
            free[day] += 1

    def _people(self, lives: Iterable[Life]) -> list[dict[str, Any]]:
        people = []
        for life in lives:
            reporter_id = self.ids["reporter"]
            self.ids["reporter"] += 1
            code = identity.tracking_code(self._secret, reporter_id)
            link = identity.link_token(self._secret, reporter_id)
            hashes = {"code_hash": identity.hash_code(self._secret, code), "link_hash": identity.hash_token(link)}
            people.append({"id": reporter_id, **life.person, **hashes})
        return people

    def _talk(self, lives: list[Life], people: list[dict[str, Any]]) -> list[Talk]:
        """Return the conversations of these lives, and name them at the people who had them."""
        spoken = []
        for life, person in zip(reversed(lives), reversed(people), strict=False):
            if life.report["channel"] == "widget":
                talk = conversation_of(life, self.ids["conversation"], self._city)
                person["conversation_id"] = self.ids["conversation"]
                self.ids["conversation"] += 1
                spoken.append(talk)
        return spoken


async def _append(rows: list[dict[str, Any]]) -> None:
    """Give rows their places in the order of the timeline, as the transaction's last statements."""
    if not rows:
        return
    await _name_parents(rows)
    first = await counters.take("ver", len(rows))
    for place, row in enumerate(rows):
        row["ver"] = first + place
    await bulk.add_timeline(rows)


async def _name_parents(rows: list[dict[str, Any]]) -> None:
    """Say in the rows of merged reports what their parent is called, as real ones do."""
    merged = [row for row in rows if row["event"] == "merged"]
    numbers = await report_list.numbers_of([row["data"]["parent_id"] for row in merged], hidden=frozenset())
    for row in merged:
        row["data"] = {"parent": numbers[row["data"]["parent_id"]], "parent_id": row["data"]["parent_id"]}


async def _crew(at: datetime) -> tuple[StaffMember, ...]:
    """Return the invented desk, hired the first time; nobody knows their passwords, so nobody is them."""
    unknown = await passwords.hash_password(secrets.token_urlsafe(24))
    known = {member.email: member for member in await staff.active_ones()}
    for one in load_demo()["staff"]:
        email = f"{one['name'].lower().replace(' ', '.')}@contoh.invalid"
        if email not in known:
            known[email] = await _hire(staff.NewStaff(email, one["name"], one["role"], unknown), at)
    return tuple(_those_who_work(known.values()))


async def _hire(new: staff.NewStaff, at: datetime) -> StaffMember:
    async with tx():
        return await staff.add_staff(new, at=at)


def _those_who_work(members: Iterable[StaffMember]) -> Iterator[StaffMember]:
    for member in sorted(members, key=lambda one: one.email):
        if may(member.role, Act.MOVE_REPORTS) and member.email.endswith(".invalid"):
            yield member
