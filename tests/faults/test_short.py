"""A small part of `make faults`, so that every `make test` notices a broken promise. Numbers: docs/reliability.md."""

import pytest

from server.config import Config

from .__main__ import verdict

SHORT = [
    ("F1", "sqlite", 0.02),
    ("F2", "sqlite", 0.005),
    ("F3", "sqlite", 0.02),
    ("F10", "sqlite", 0.05),
    ("F11", "sqlite", 0.05),
    ("F13", "sqlite", 0.1),
    ("F4", "mariadb", 0.05),
]


@pytest.mark.parametrize(("name", "database", "scale"), SHORT, ids=[f"{name} {each}" for name, each, _ in SHORT])
async def test_the_promise_holds(name, database, scale, request):
    if database == "mariadb":
        request.getfixturevalue("mariadb")  # says NOT RUN where there is no MariaDB
    found = await verdict(name, database, scale)
    print(found)
    assert found.reached, found


def test_a_failpoint_needs_development():
    with pytest.raises(ValueError, match="needs SIGAP_DEVELOPMENT"):
        Config(failpoint="before_commit:1")
    assert Config(failpoint="before_commit:1", development=True)
