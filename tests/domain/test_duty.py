"""Whose turn it is."""

from server.domain.duty import Rule, RuleDraft, fitting, next_in_turn, wrong_fields

ALL = Rule(1, (), (), (7, 8, 9), "round_robin")


def rule(**given: object) -> Rule:
    usual: dict[str, object] = {"id": 1, "kinds": (), "agencies": (), "staff": (7, 8, 9), "mode": "round_robin"}
    return Rule(**(usual | given))  # type: ignore[arg-type]


def test_the_first_rule_that_fits_decides_also_when_it_gives_to_nobody() -> None:
    nobody, wifi = rule(id=2, kinds=("wifi",), mode="none"), rule(id=3, kinds=("wifi",))
    assert fitting((nobody, wifi, ALL), kind="wifi", agency=None) == nobody
    assert fitting((wifi, ALL), kind="vpn", agency=None) == ALL
    assert fitting((wifi,), kind="vpn", agency=None) is None


def test_a_rule_fits_by_kind_and_opd_together() -> None:
    both = rule(kinds=("wifi",), agencies=("disdik",))
    assert fitting((both,), kind="wifi", agency="disdik") == both
    for kind, agency in (("wifi", "dinkes"), ("vpn", "disdik"), ("wifi", None)):
        assert fitting((both,), kind=kind, agency=agency) is None


def test_turns_go_round_in_the_order_of_the_list() -> None:
    for last, following in ((None, 7), (7, 8), (8, 9), (9, 7), (99, 7)):
        assert next_in_turn(rule(last_staff_id=last), {7, 8, 9}) == following


def test_who_is_not_there_is_passed_over_and_nobody_is_nobody() -> None:
    assert next_in_turn(rule(last_staff_id=7), {7, 9}) == 9
    assert next_in_turn(rule(last_staff_id=7), {7}) == 7
    assert next_in_turn(rule(), set()) is None
    assert next_in_turn(rule(), {1, 2}) is None
    assert next_in_turn(rule(mode="none"), {7, 8}) is None
    assert next_in_turn(rule(staff=()), {7, 8}) is None


def test_over_a_day_everybody_who_is_there_gets_as_many() -> None:
    last, got = None, {7: 0, 8: 0, 9: 0}
    for _ in range(300):
        last = next_in_turn(rule(last_staff_id=last), {7, 8, 9})
        assert last is not None
        got[last] += 1
    assert set(got.values()) == {100}


def test_a_draft_names_only_what_exists() -> None:
    known = {"kinds": {"wifi"}, "agencies": {"disdik"}, "staff": {7}}
    assert wrong_fields(RuleDraft(("wifi",), ("disdik",), (7,)), **known) == {}
    assert wrong_fields(RuleDraft(mode="none"), **known) == {}
    assert wrong_fields(RuleDraft(("x",), ("y",), (1,), "z"), **known) == {
        "kinds": "unknown", "agencies": "unknown", "staff": "unknown", "mode": "unknown",
    }  # fmt: skip
    assert wrong_fields(RuleDraft(), **known) == {"staff": "required"}
