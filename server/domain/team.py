"""Teams: who a fault belongs to.

Rules of this file
Rule 1  A question decides before its kind; what no team names goes to the first team.
Rule 2  Reports of a restricted team are seen by that team and by who may see all teams: `roles.hidden_teams`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT = "network"
"""Where reports and people are until somebody says otherwise; the tables' default too."""


@dataclass(frozen=True, slots=True)
class Team:
    """`kinds` holds keys of kinds and of questions (`kind/question`)."""

    key: str
    label: Mapping[str, str]
    kinds: frozenset[str]
    restricted: bool


def team_for(teams: tuple[Team, ...], *, kind: str, question: str | None) -> str:
    """Return the key of the team that a fault goes to."""
    for asked in (question, kind):
        for team in teams:
            if asked in team.kinds:
                return team.key
    return teams[0].key if teams else DEFAULT
