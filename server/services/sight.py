"""Who sees which reports. Whatever shows, counts, exports or changes reports asks here first.

A list passes `hidden_from` to its query; what is about one report calls `check_sight`. What a person may not see is
not there for them: no page, no row, no number, the same answer as for a report that never was.
"""

from server.domain.desk import SignedIn, StaffMember
from server.domain.roles import Act, hidden_teams, may
from server.domain.team import Team
from server.errors import NotFound
from server.store import report, staff, team

from .commit import check_id


async def hidden_from(by: SignedIn) -> frozenset[str]:
    """Return the teams whose reports this person may not see; read anew each time, so a change holds at once."""
    if may(by.role, Act.SEE_ALL_TEAMS):
        return frozenset()
    return hidden_teams(by.role, by.team, await team.restricted())


async def check_sight(report_id: int, *, by: SignedIn) -> None:
    """Raise NotFound unless there is such a report and this person may see it."""
    check_id(report_id)
    owner = await report.team_of(report_id)
    if owner is None or owner in await hidden_from(by):
        raise NotFound


async def shares_readers(one: int, other: int) -> bool:
    """Say whether two reports are seen by the same people: of one team, or neither of a restricted one."""
    teams = {await report.team_of(one), await report.team_of(other)}
    return len(teams) == 1 or not teams & await team.restricted()


async def can_own(member: StaffMember, report_id: int) -> bool:
    """Say whether this person may be given this report: they have to see it, and work on reports at all."""
    return may(member.role, Act.MOVE_REPORTS) and await _sees(member, await report.team_of(report_id))


async def keeps_seeing(staff_id: int, team_key: str) -> bool:
    """Say whether a report's owner may see it when it goes to a team; one who has left the desk may not."""
    member = await staff.find_active(staff_id)
    return member is not None and await _sees(member, team_key)


async def _sees(member: StaffMember, team_key: str | None) -> bool:
    return team_key not in hidden_teams(member.role, member.team, await team.restricted())


async def possible_owners(report_id: int) -> tuple[StaffMember, ...]:
    """Return the active people who can be given this report, by name."""
    everyone = await staff.active_ones()
    return tuple([member for member in everyone if await can_own(member, report_id)])


async def teams_in_sight(by: SignedIn) -> frozenset[str]:
    """Return the teams whose reports this person hears about."""
    return frozenset(one.key for one in await team.read_teams()) - await hidden_from(by)


async def teams_of(by: SignedIn) -> tuple[Team, ...]:
    """Return the teams whose reports this person sees, in their order."""
    hidden = await hidden_from(by)
    return tuple(one for one in await team.read_teams() if one.key not in hidden)


async def team_of(report_id: int) -> str | None:
    """Return the team that has to hear about a report; None when it is gone."""
    return await report.team_of(report_id)
