"""What a reporter may do with a report, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.own_report import Deed, check_rating, deeds
from server.domain.report import Status
from server.domain.twins import family
from server.errors import InvalidInput, MoveForbidden

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
FINISHED = (Deed.CONFIRM, Deed.REOPEN, Deed.RATE)
MAY = {
    Status.NEW: (Deed.CANCEL,),
    Status.VERIFIED: (Deed.CANCEL,),
    Status.RESOLVED: FINISHED,
    Status.CLOSED: (Deed.REOPEN, Deed.RATE),
}


@pytest.mark.parametrize("owned", [True, False])
@pytest.mark.parametrize("status", Status)
def test_each_status_offers_its_deeds_and_no_other(status: Status, owned: bool) -> None:
    assert deeds(status, has_owner=owned, resolved_at=NOW, now=NOW) == MAY.get(status, ())


def test_after_seven_days_nothing_is_reopened_but_still_rated() -> None:
    late = NOW + timedelta(days=7, seconds=1)
    assert deeds(Status.CLOSED, has_owner=True, resolved_at=NOW, now=late) == (Deed.RATE,)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_a_rating_has_one_to_five_stars(stars: int) -> None:
    with pytest.raises(InvalidInput):
        check_rating(Status.RESOLVED, stars, "")


def test_a_rating_is_about_finished_work_and_its_comment_is_cleaned() -> None:
    with pytest.raises(MoveForbidden):
        check_rating(Status.IN_PROGRESS, 5, "")
    assert check_rating(Status.CLOSED, 5, "  cepat sekali ") == "cepat sekali"
    with pytest.raises(InvalidInput):
        check_rating(Status.CLOSED, 5, "x" * 1001)


def test_kinds_that_look_alike_are_one_family_and_accounts_are_ones_own() -> None:
    assert family("wifi") == family("internet-mati") and "internet-lambat" in family("wifi")
    assert family("situs-aplikasi") == {"situs-aplikasi"}
    assert family("email-akun") == family("lainnya") == frozenset()
