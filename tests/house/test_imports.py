"""The direction of imports, and what each room may touch."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "server.contract": {"server.contract"},
    "server.domain": {"server.domain", "server.errors"},
    "server.store": {"server.store", "server.domain", "server.errors", "server.failpoints"},
    "server.bus": {"server.domain"},
    "server.services": {
        "server.services", "server.domain", "server.store", "server.bus", "server.contract", "server.errors",
        "server.config", "server.content", "server.clock", "server.failpoints",
    },
    "server.realtime": {
        "server.realtime", "server.contract", "server.services", "server.store", "server.domain", "server.errors",
        "server.config", "server.clock", "server.bus",
    },
    "server.web": {
        "server.web", "server.realtime", "server.contract", "server.services", "server.store", "server.domain",
        "server.errors", "server.config", "server.content", "server.clock",
    },
    "server.notify": {
        "server.notify", "server.services", "server.domain", "server.bus", "server.errors", "server.config",
        "server.clock",
    },
    "dashboard": {
        "dashboard", "server.services", "server.domain", "server.errors", "server.config", "server.content",
        "server.clock", "server.web.wib", "server.web.templating",
    },
    "server.watchdog": {"server.store"},
    "server.errors": set(),
    "server.config": set(),
    "server.clock": set(),
    "server.failpoints": set(),
}  # fmt: skip
"""Room → what it may import of ours. `server/app.py`, `cli.py` and `serve.py` wire, so they may import everything."""

CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "datetime.datetime.now"}
IMPURE = {"asyncio", "os", "pathlib", "random", "secrets", "socket", "time", "subprocess", "httpx", "tortoise", "uuid"}


def imports(tree: ast.Module, package: str) -> Iterator[str]:
    """Yield every imported module by its absolute name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parent, base]).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def modules(folder: str) -> Iterator[tuple[str, str, ast.Module]]:
    """Yield each module's name, package and tree below a folder."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        package = name.removesuffix(".__init__") if name.endswith("__init__") else name.rpartition(".")[0]
        yield name, package, ast.parse(path.read_text(encoding="utf-8"))


def wrong_imports(room: str, tree: ast.Module, package: str) -> list[str]:
    ours = [one for one in imports(tree, package) if one.split(".")[0] in {"server", "dashboard", "tests"}]
    allowed = MAY_IMPORT[room]
    deep = [one for one in ours if one not in {"server", "dashboard"}]
    return [one for one in deep if not any(one == ok or one.startswith(f"{ok}.") for ok in allowed)]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room):
    folder = room.replace(".", "/")
    found = []
    paths = modules(folder) if (ROOT / folder).is_dir() else _single(folder)
    for name, package, tree in paths:
        found += [f"{name} imports {one}" for one in wrong_imports(room, tree, package)]
    assert found == []


def _single(path: str) -> Iterator[tuple[str, str, ast.Module]]:
    yield path.replace("/", "."), "server", ast.parse((ROOT / f"{path}.py").read_text(encoding="utf-8"))


def test_the_rule_sees_an_import_upwards():
    tree = ast.parse("from server.services.world import World\nfrom ..realtime import gateway")
    assert wrong_imports("server.store", tree, "server.store") == [
        "server.services.world", "server.services.world.World", "server.realtime", "server.realtime.gateway",
    ]  # fmt: skip


def impurities(tree: ast.Module, package: str) -> list[str]:
    """Name what a pure module must not do: wait, read a clock, draw lots, touch files or the network."""
    found = [one for one in imports(tree, package) if one.split(".")[0] in IMPURE]
    for node in ast.walk(tree):
        match node:
            case ast.AsyncFunctionDef() | ast.Await():
                found.append("awaits")
            case ast.Attribute() if ast.unparse(node) in CLOCKS:
                found.append("reads the clock")
            case ast.Call(func=ast.Name(id="open")):
                found.append("opens a file")
    return found


def test_the_domain_has_no_clock_no_chance_and_no_input_or_output():
    found = [(name, one) for name, package, tree in modules("server/domain") for one in impurities(tree, package)]
    assert found == []


@pytest.mark.parametrize("line", [
    "import random", "from os import path", "now = datetime.now(UTC)", "async def go(): pass", "open('names')",
])  # fmt: skip
def test_the_rule_sees_what_is_not_pure(line):
    assert impurities(ast.parse(line), "server.domain")


def orm_imports(tree: ast.Module, package: str) -> list[str]:
    return [one for one in imports(tree, package) if one.split(".")[0] == "tortoise"]


def test_only_the_store_knows_the_orm():
    assert found_outside(("server.store",), orm_imports) == []


def test_the_rule_sees_the_orm():
    assert orm_imports(ast.parse("from tortoise.models import Model"), "server.services")


def environment_reads(tree: ast.Module, package: str) -> list[str]:
    read = [one for one in imports(tree, package) if one in {"os.environ", "os.getenv"}]
    attributes = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return read + [one for one in attributes if one in {"os.environ", "os.getenv"}]


def test_only_the_configuration_reads_the_environment():
    assert found_outside(("server.config",), environment_reads) == []


def test_the_rule_sees_a_read_of_the_environment():
    assert environment_reads(ast.parse("port = os.environ['PORT']"), "server.web")
    assert environment_reads(ast.parse("from os import getenv"), "server.web")


def openings(tree: ast.Module, package: str) -> list[str]:
    """Name every way to a transaction: our own, or the ORM's under it."""
    ways = {"server.store.tx.tx", "tortoise.transactions.in_transaction", "tortoise.transactions.atomic"}
    called = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [one for one in imports(tree, package) if one in ways] + [one for one in called if one == "tx.tx"]


def test_transactions_are_opened_in_use_cases_only():
    assert found_outside(("server.store", "server.services"), openings) == []


def test_the_rule_sees_a_transaction():
    assert openings(ast.parse("from server.store.tx import tx"), "dashboard")
    assert openings(ast.parse("from server.store import tx\ntx.tx()"), "dashboard")


def found_outside(rooms: tuple[str, ...], search: Callable[[ast.Module, str], list[str]]) -> list[str]:
    """Return what `search` finds in our modules outside `rooms`."""
    found = []
    for folder in ("server", "dashboard"):
        for name, package, tree in modules(folder):
            if not any(name == room or name.startswith(f"{room}.") for room in rooms):
                found += [f"{name}: {one}" for one in search(tree, package)]
    return found
