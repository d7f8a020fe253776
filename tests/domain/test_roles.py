"""Role by act: every cell, and which reports a person may change."""

import pytest

from server.domain.report import Actor
from server.domain.roles import PERMITTED, Act, Role, actor_for, hidden_teams, may, require, works_on
from server.errors import Forbidden

TABLE = {  # act: admin, operator, technician, viewer
    Act.SEE_REPORTS: "yes yes yes yes",
    Act.SEE_ALL_TEAMS: "yes no no no",
    Act.MOVE_REPORTS: "yes yes yes no",
    Act.MOVE_ANY_REPORT: "yes yes no no",
    Act.TAKE_REPORTS: "yes yes yes no",
    Act.ASSIGN_REPORTS: "yes yes no no",
    Act.CONTACT_REPORTER: "yes yes yes no",
    Act.REPLY: "yes yes yes no",
    Act.KEY_IN: "yes yes yes no",
    Act.EXPORT_REPORTS: "yes yes no yes",
    Act.MANAGE_STAFF: "yes no no no",
    Act.READ_AUDIT: "yes no no no",
    Act.MANAGE_DUTY: "yes yes no no",
    Act.SEE_AGENCIES: "yes yes yes yes",
    Act.EDIT_AGENCIES: "yes no no no",
    Act.EDIT_SETTINGS: "yes no no no",
}
CELLS = [
    (role, act, answer == "yes")
    for act, answers in TABLE.items()
    for role, answer in zip(Role, answers.split(), strict=True)
]
ME, SOMEBODY = 4, 5


@pytest.mark.parametrize(("role", "act", "permitted"), CELLS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, act: Act, permitted: bool) -> None:
    assert may(role.value, act) is permitted
    if permitted:
        require(role.value, act)
    else:
        with pytest.raises(Forbidden):
            require(role.value, act)


def test_no_role_and_no_act_is_missing_from_the_tables() -> None:
    assert set(TABLE) == set(Act)
    assert set(PERMITTED) == set(Role)


@pytest.mark.parametrize("role", ["", "root", "Admin", "admin "])
def test_a_role_that_does_not_exist_may_do_nothing(role: str) -> None:
    assert not any(may(role, act) for act in Act)
    assert actor_for(role, staff_id=ME, assignee_id=ME) is Actor.NOBODY


@pytest.mark.parametrize(
    ("role", "mine", "nobodys", "somebody_elses"),
    [
        ("admin", Actor.ADMIN, Actor.ADMIN, Actor.ADMIN),
        ("operator", Actor.ADMIN, Actor.ADMIN, Actor.ADMIN),
        ("technician", Actor.TECHNICIAN, Actor.TECHNICIAN, Actor.NOBODY),
        ("viewer", Actor.NOBODY, Actor.NOBODY, Actor.NOBODY),
    ],
)
def test_a_technician_moves_only_own_and_unowned_reports(
    role: str, mine: Actor, nobodys: Actor, somebody_elses: Actor
) -> None:
    for assignee, expected in ((ME, mine), (None, nobodys), (SOMEBODY, somebody_elses)):
        assert actor_for(role, staff_id=ME, assignee_id=assignee) is expected
        assert works_on(role, staff_id=ME, assignee_id=assignee) is (expected is not Actor.NOBODY)


@pytest.mark.parametrize(
    ("role", "team", "hidden"),
    [
        ("admin", "network", set()),
        ("operator", "network", {"security"}),
        ("operator", "security", set()),
        ("technician", "network", {"security"}),
        ("viewer", "network", {"security"}),
        ("viewer", "security", set()),
        ("nobody", "", {"security"}),
    ],
)
def test_a_restricted_team_is_hidden_from_all_but_itself_and_admins(role: str, team: str, hidden: set[str]) -> None:
    assert hidden_teams(role, team, ["security"]) == hidden
