"""The widget's logic without a browser (reducer, outbox, ladder, form), by Node's own test runner."""

import re
import subprocess

from tests.programs import ROOT, node


def test_the_widgets_own_tests_pass() -> None:
    done = subprocess.run(
        [str(node()), "widget/scripts/test.mjs"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert passed and int(passed[1]) > 50, "fewer tests ran than there are"
