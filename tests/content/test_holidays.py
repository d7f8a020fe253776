"""The holidays that are written down are those that the library calculates."""

import subprocess
import sys

from scripts.write_holidays import YEARS, written
from server.content import FOLDER
from server.domain.settings import HolidayEdits
from server.services import holidays


def test_the_file_says_what_the_library_says():
    assert (FOLDER / "calculated_holidays.json").read_text(encoding="utf-8") == written()


def test_years_beyond_the_file_are_calculated():
    beyond = holidays.days_of(YEARS.stop, HolidayEdits())
    assert "Hari Kemerdekaan Republik Indonesia" in beyond.values() and len(beyond) > 10


def test_a_start_does_without_what_only_few_pages_need():
    """Each of these costs every start processor time, also the one after a crash."""
    loaded = "import sys, server.serve; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True).stdout.split()
    assert "server.app" in modules
    assert not {"holidays", "segno", "xlsxwriter", "zxcvbn"}.intersection(modules)
