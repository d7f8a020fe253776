"""Write a migration for what changed in models/. Read what it wrote before committing it.

    python -m server.store.make_migration <name>     writes server/store/migrations/<number>_<name>.py
    python -m server.store.make_migration --check    exits with 1 when models/ says more than the migrations

It guesses a rename when one field goes and another of the same kind comes. A new column that may not be null
needs `db_default` besides `default`, or SQLite refuses it where rows exist.
"""

import asyncio
import re
import sys
from pathlib import Path

from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AlterModelOptions
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from .database import MIGRATIONS, MODELS, tortoise_config

PLAIN_KEY = re.compile(r"(fields\.(?:Small|Big)?IntField\()primary_key=True")


async def make_migrations(name: str, *, models: str = MODELS, migrations: str = MIGRATIONS) -> Path | None:
    """Write the next migration and return its path, or None when nothing changed.

    Binds the models to a database that is never opened: call it in a process that serves nothing else.
    """
    writers = await _changes(models, migrations)
    for writer in writers:
        writer.name = format_migration_name(int(writer.name.split("_", 1)[0]), name)
        path = Path(writer.write())
        _complete(path)
        return path
    return None


def _complete(path: Path) -> None:
    """Write `generated=False` where Tortoise forgets it: the key would count by itself, on MariaDB only."""
    written = path.read_text(encoding="utf-8")
    path.write_text(PLAIN_KEY.sub(r"\1generated=False, primary_key=True", written), encoding="utf-8")


async def _changes(models: str, migrations: str) -> list[MigrationWriter]:
    config = tortoise_config("sqlite://:memory:", models=models, migrations=migrations)
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        assert context.apps is not None  # noqa: S101 - narrowed for the type checker
        writers = await MigrationAutodetector(context.apps, config["apps"]).changes()
    for writer in writers:
        # Options, such as a docstring, are Tortoise's own: nothing of them reaches the database.
        writer.operations = [item for item in writer.operations if not isinstance(item, AlterModelOptions)]
    return [writer for writer in writers if writer.operations]


def main(arguments: list[str]) -> int:
    """Run as a command and return the exit status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    if arguments[0] == "--check":
        missing = asyncio.run(_changes(MODELS, MIGRATIONS))
        print("models/ has changes without a migration" if missing else "models/ and the migrations agree")
        return 1 if missing else 0
    path = asyncio.run(make_migrations(arguments[0]))
    print(path or "no changes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
