"""Every command has a handler, every fact a line, every refusal a status: forgetting one is a red test."""

import inspect

from server import errors
from server.contract import commands, emit
from server.domain.events import FACTS, Fact
from server.realtime import gateway
from server.realtime import visitor as handlers
from server.realtime.publish import Publisher


def test_every_command_has_a_handler_and_every_handler_a_command():
    written = {name.removeprefix("on_") for name in vars(handlers) if name.startswith("on_")}
    assert written == {command.event() for command in commands.COMMANDS} == set(gateway.HANDLERS)


def test_every_fact_is_published():
    assert {one.__name__ for one in FACTS} == {one.__name__ for one in Fact.__subclasses__()}
    assert set(Publisher(None, None, None).lines) == set(FACTS)  # type: ignore[arg-type]


def test_every_notice_is_on_a_list():
    written = {one for one in vars(emit).values() if inspect.isclass(one) and one.__module__ == emit.__name__}
    assert written == {*emit.VISITOR_NOTICES, *emit.STAFF_NOTICES}


def test_every_refusal_has_a_code_and_a_status_of_its_own():
    tree = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, errors.SigapError)]
    leaves = [one for one in tree if not one.__subclasses__() or one.code in {"forbidden", "conflict"}]
    assert len({one.code for one in leaves}) == len(leaves)
    assert all(400 <= one.http_status <= 503 for one in tree if one is not errors.SigapError)
    assert all(one.code in errors.__doc__ for one in leaves)
