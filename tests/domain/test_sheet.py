"""The code of a QR sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.identity import CODE_SYMBOLS
from server.domain.sheet import read_code, sheet_code

IDS = st.integers(1, 30**6)


@given(IDS)
def test_a_code_leads_back_to_its_opd(agency_id):
    assert read_code(sheet_code(agency_id)) == agency_id


@given(IDS, st.data())
def test_one_wrong_symbol_opens_no_other_opd(agency_id, data):
    code = sheet_code(agency_id)
    at = data.draw(st.integers(0, len(code) - 1))
    slip = data.draw(st.sampled_from([sign for sign in CODE_SYMBOLS if sign != code[at]]))
    assert read_code(code[:at] + slip + code[at + 1 :]) is None


def test_small_letters_gaps_and_hyphens_do_not_matter():
    code = sheet_code(48)
    assert read_code(f" {code[:2].lower()}-{code[2:]} ") == 48


@pytest.mark.parametrize("typed", ["", "A", "ABCDEFGHJ", "0000", "<script>", "////", "2222"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


@pytest.mark.parametrize("agency_id", [0, -1])
def test_an_id_that_no_row_has_gets_no_code(agency_id):
    with pytest.raises(ValueError, match="counted from 1"):
        sheet_code(agency_id)
