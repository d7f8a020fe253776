"""A run that left something out says so and is not green; proved on runs of their own."""

import os
import subprocess
import sys

import pytest

from tests.programs import ROOT

NEEDY = "def test_of_the_database(mariadb): pass\ndef test_of_both(database_url): pass\ndef test_alone(): pass\n"


@pytest.fixture
def run(tmp_path):
    """Run pytest on a text of tests and return its exit status and what it printed."""

    def run(text: str, **environment: str) -> tuple[int, str]:
        (tmp_path / "test_inner.py").write_text(text)
        command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "tests.conftest"]
        done = subprocess.run(
            [*command, "-p", "no:cacheprovider", "--basetemp", tmp_path / "inner", tmp_path / "test_inner.py"],
            cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "ALLOW_MISSING_SERVICES": "", **environment},
        )  # fmt: skip
        return done.returncode, done.stdout

    return run


def test_a_missing_program_is_named_and_the_exit_is_3(run):
    status, said = run(NEEDY, TEST_MARIADBD="/nowhere")
    assert status == 3
    assert "NOT RUN: MariaDB tests because there is no mariadbd" in said
    assert "2 passed, 2 skipped" in said


def test_whoever_allows_gaps_gets_them_named_all_the_same(run):
    status, said = run(NEEDY, TEST_MARIADBD="/nowhere", ALLOW_MISSING_SERVICES="1")
    assert (status, "NOT RUN: MariaDB tests" in said) == (0, True)


def test_a_skip_that_hides_its_reason_fails_the_run(run):
    status, said = run("import pytest\ndef test_later(): pytest.skip('later')\n", ALLOW_MISSING_SERVICES="1")
    assert (status, "LEFT OUT WITHOUT `NOT RUN: reason`: later" in said) == (1, True)


def test_a_failure_stays_a_failure(run):
    status, _ = run(f"{NEEDY}def test_wrong(): assert False\n", TEST_MARIADBD="/nowhere")
    assert status == 1
