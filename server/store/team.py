"""Teams: seeded once from the content files."""

from collections.abc import Iterable

from server.domain.team import Team

from . import models


async def read_teams() -> tuple[Team, ...]:
    """Return all teams in their order."""
    rows = await models.Team.all().order_by("position")
    return tuple(Team(row.key, row.label, frozenset(row.kinds), row.restricted) for row in rows)


async def restricted() -> frozenset[str]:
    """Return the teams whose reports are not for everybody."""
    return frozenset([row.key for row in await models.Team.filter(restricted=True).only("key")])


async def is_empty() -> bool:
    return not await models.Team.exists()


async def write_first(teams: Iterable[Team]) -> None:
    """Insert the teams into an empty table."""
    for position, team in enumerate(teams):
        await models.Team.create(
            key=team.key, position=position, label=dict(team.label), kinds=sorted(team.kinds),
            restricted=team.restricted,
        )  # fmt: skip
