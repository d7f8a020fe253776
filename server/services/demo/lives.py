"""Invent reports: who writes, from where, about what, and how far the desk is with it by now."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server.domain.catalogue import Catalogue, Kind
from server.domain.desk import Agency, StaffMember
from server.domain.due_times import Terms
from server.domain.report import Priority, Status, priority_for, what_a_move_sets

from .arrivals import Arrival
from .clocks import overdue, with_clock
from .measured import measured
from .office import later
from .steps import Born, Fix, Happening, steps

STAMPS = ("first_response_at", "resolved_at", "closed_at")
CHANGES = frozenset({"moved", "reopened", "merged", "assigned", "rated"})
WRITTEN = {
    "vendor": "", "cause": "", "action": "", "reject_reason": "", "rating": None, "rating_note": "", "rated_at": None,
}  # fmt: skip
"""What happenings write into a report, as it is before."""
IMPACTS = {"none": 50, "disturbed": 38, "stopped": 12}
CHANNELS = {"widget": 86, "form": 4, "staff": 10}
UNLISTED = 0.02
NUMBERS = 10_000
"""0812-0000-0000 to 0812-0000-9999: nobody has them."""


@dataclass(frozen=True, slots=True)
class Life:
    """A report as it is now, by columns, without id of its number; who filed it; what happened to it."""

    report: dict[str, object]
    person: dict[str, object]
    happened: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class City:
    """What there is to invent from."""

    agencies: tuple[Agency, ...]
    catalogue: Catalogue
    crew: tuple[StaffMember, ...]
    texts: Mapping[str, Any]
    terms: Terms


class Lives:
    """Turn arrivals into lives, the same ones for the same seed; ids count up from `first_id`."""

    def __init__(self, rng: random.Random, city: City, *, first_id: int, until: datetime) -> None:
        self._rng = rng
        self._city = city
        self._until = until
        self._next_id = first_id
        self._kinds = [kind for kind in city.catalogue.kinds if kind.key in city.texts["kinds"]]
        self._weights = [city.texts["kinds"][kind.key]["weight"] for kind in self._kinds]
        self._busy = [city.texts["busy"].get(one.slug, 1) for one in city.agencies]
        self._bursts: dict[int, tuple[int, datetime]] = {}

    def of(self, arrivals: Iterator[Arrival]) -> Iterator[Life]:
        """Yield a life for each arrival."""
        for arrival in arrivals:
            yield self._life(arrival)

    def _life(self, arrival: Arrival) -> Life:
        report_id = self._next_id
        self._next_id += 1
        kind, description, fixed = self._fault(arrival)
        question = self._rng.choice(kind.questions) if kind.questions and self._rng.random() < 0.8 else None
        impact = "stopped" if arrival.burst is not None else self._one_of(IMPACTS)
        own = Priority(question.priority) if question and question.priority else None
        priority = priority_for(Priority(kind.priority), own, impact).value
        parent, repaired_at = self._fibre(arrival, report_id)
        born = Born(arrival.at, kind.key, priority, fixed, parent, repaired_at)
        lived = self._until_now(steps(self._rng, born, self._city.crew, self._city.texts))
        happened = overdue(self._city.terms, priority, lived, self._until)
        agency = self._agency()
        report: dict[str, object] = {
            "id": report_id, "number": "", "agency_id": agency.id if agency else None,
            "agency_name": agency.name if agency else self._rng.choice(self._city.texts["units"]),
            "place": self._rng.choice(self._city.texts["places"]), "kind": kind.key,
            "question": question.key if question else None, "impact": impact, "description": description,
            "channel": self._one_of(CHANNELS),
            "occurred_at": arrival.at - timedelta(minutes=self._rng.randint(1, 120)), "queued_at": None,
            "received_at": arrival.at, "clock_skewed": False, "tried": [question.key] if question else [],
            "priority": priority, **_folded(happened),
            **with_clock(self._city.terms, priority, happened, self._until),
        }  # fmt: skip
        report["diagnostics"] = measured(report_id, impact) if report["channel"] == "widget" else None
        return Life(report, self._person(arrival.at, report_id), happened)

    def _fault(self, arrival: Arrival) -> tuple[Kind, str, Fix]:
        texts = self._city.texts
        if arrival.burst is not None:
            said = self._rng.choice(texts["fibre"])
            key = "internet-putus-putus" if "putus-putus" in said else "internet-mati"
            return self._city.catalogue.kind(key), said, Fix(*texts["fibre_fixed"])
        kind = self._rng.choices(self._kinds, self._weights)[0]
        own = texts["kinds"][kind.key]
        return kind, self._rng.choice(own["said"]), Fix(*self._rng.choice(own["fixed"]))

    def _fibre(self, arrival: Arrival, report_id: int) -> tuple[int | None, datetime | None]:
        """Return the burst's first report, and when the fibre was spliced."""
        if arrival.burst is None:
            return None, None
        if arrival.burst not in self._bursts:
            self._bursts[arrival.burst] = report_id, later(arrival.at, self._rng.uniform(150, 330))
            return None, self._bursts[arrival.burst][1]
        return self._bursts[arrival.burst]

    def _agency(self) -> Agency | None:
        if self._rng.random() < UNLISTED:
            return None
        return self._rng.choices(self._city.agencies, self._busy)[0]

    def _person(self, at: datetime, report_id: int) -> dict[str, object]:
        digits = f"0812-0000-{self._rng.randrange(NUMBERS):04d}"
        name = f"{self._rng.choice(self._city.texts['first'])} {self._rng.choice(self._city.texts['last'])}"
        return {
            "report_id": report_id, "conversation_id": None, "name": name,
            "whatsapp": "62" + digits.replace("-", "")[1:], "whatsapp_typed": digits, "notice_version": "1.0",
            "wa_consent": self._rng.random() < 0.7, "created_at": at,
        }  # fmt: skip

    def _until_now(self, happening: Iterator[Happening]) -> tuple[Happening, ...]:
        kept = []
        for one in happening:
            if one.at > self._until:
                break
            kept.append(one)
        return tuple(kept)

    def _one_of(self, weighted: Mapping[str, float]) -> str:
        return self._rng.choices(list(weighted), list(weighted.values()))[0]


def _folded(happened: Sequence[Happening]) -> dict[str, object]:
    """Return the columns that a report has after all this, by the rules of its moves."""
    columns: dict[str, object] = {"status": "new", "assignee_id": None, "reopen_count": 0, "version": 1}
    columns |= dict.fromkeys(STAMPS) | {"duplicate_of_id": None} | WRITTEN
    status = Status.NEW
    for one in happened[1:]:
        if one.to:
            to = Status(one.to)
            columns |= what_a_move_sets(status, to, one.at, responded=columns["first_response_at"] is not None)
            status = to
        if one.event == "assigned":
            columns["assignee_id"] = one.data["assignee_id"]
        elif one.to == "in_progress" and one.staff_id and columns["assignee_id"] is None:
            columns["assignee_id"] = one.staff_id
        columns["reopen_count"] = int(str(columns["reopen_count"])) + (one.event == "reopened")
        columns["version"] = int(str(columns["version"])) + (one.event in CHANGES)
        columns["duplicate_of_id"] = one.data.get("parent_id", columns["duplicate_of_id"])
        columns |= one.columns
    return columns | {"status": status.value}
