"""Where a fault goes."""

from server.content import load_catalogue, load_teams
from server.domain.team import DEFAULT, team_for

TEAMS = load_teams()


def test_security_and_account_faults_go_to_persandian_and_the_rest_to_the_network() -> None:
    for kind, question, team in (
        ("email-akun", None, "security"),
        ("email-akun", "email-akun/akun-dibajak", "security"),
        ("situs-aplikasi", "situs-aplikasi/situs-diretas", "security"),
        ("situs-aplikasi", "situs-aplikasi/satu-situs", "network"),
        ("situs-aplikasi", None, "network"),
        ("lainnya", "lainnya/virus", "security"),
        ("internet-mati", None, "network"),
        ("a-kind-that-went", "gone/gone", "network"),
    ):
        assert team_for(TEAMS, kind=kind, question=question) == team, (kind, question)


def test_without_teams_there_is_still_one() -> None:
    assert team_for((), kind="wifi", question=None) == DEFAULT


def test_the_first_team_is_the_tables_default_and_open_to_all() -> None:
    assert TEAMS[0].key == DEFAULT and not TEAMS[0].restricted


def test_what_a_team_names_is_in_the_catalogue() -> None:
    known = load_catalogue()
    for team in TEAMS:
        for asked in team.kinds:
            assert known.has_question(asked) if "/" in asked else known.has_kind(asked), asked
