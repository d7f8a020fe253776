"""The direction of imports, and what each room may touch."""

import ast
from collections.abc import Iterator
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
    "dashboard": {
        "dashboard", "server.services", "server.domain", "server.errors", "server.config", "server.content",
        "server.clock", "server.web.wib",
    },
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


def test_the_domain_has_no_clock_no_chance_and_no_input_or_output():
    found = []
    for name, package, tree in modules("server/domain"):
        found += [f"{name}: {one}" for one in imports(tree, package) if one.split(".")[0] in IMPURE]
        for node in ast.walk(tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await):
                found.append(f"{name}: awaits")
            if isinstance(node, ast.Attribute) and f"{ast.unparse(node.value)}.{node.attr}" in CLOCKS:
                found.append(f"{name}: reads the clock")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                found.append(f"{name}: opens a file")
    assert found == []


def test_only_the_store_knows_the_orm():
    found = []
    for folder in ("server", "dashboard"):
        for name, package, tree in modules(folder):
            if not name.startswith("server.store"):
                found += [f"{name}: {one}" for one in imports(tree, package) if one.split(".")[0] == "tortoise"]
    assert found == []


def test_only_the_configuration_reads_the_environment():
    found = []
    for folder in ("server", "dashboard"):
        for name, _, tree in modules(folder):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} and name != "server.config":
                    found.append(name)
    assert [name for name in found if not name.startswith("server.realtime")] == []  # Socket.IO calls its scope so


def test_transactions_are_opened_in_use_cases_only():
    found = []
    for folder in ("server", "dashboard"):
        for name, package, tree in modules(folder):
            if name.startswith(("server.store", "server.services")):
                continue
            found += [name for one in imports(tree, package) if one == "server.store.tx.tx"]
    assert found == []
