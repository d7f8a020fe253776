"""Private, throw-away MariaDB, Redis and nginx: on loopback, in a folder of their own, at nobody else's cost.

    database = MariaDB(folder).start()
    database.url("reports")        # a fresh, empty database, as Tortoise wants its address
    database.kill(); database.restart()
"""

import getpass
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import pymysql

from tests import programs
from tests.process import Process, accepts, free_port

USER = PASSWORD = "app"


class ServiceMissingError(Exception):
    """A program is not here; the message is the reason printed behind `NOT RUN`."""


class MariaDB(Process):
    """Run mariadbd on data of its own.

    `flush_log_at_commit` is InnoDB's setting: 1 survives a power cut, 2 only the death of the process and is faster.
    """

    def __init__(self, folder: Path, flush_log_at_commit: int = 1, options: tuple[str, ...] = ()) -> None:
        program = programs.mariadbd()
        if program is None:
            raise ServiceMissingError(programs.missing()["MariaDB tests"])
        (folder / "tmp").mkdir(parents=True, exist_ok=True)  # its own: a server that starts clears its neighbours' away
        if not (folder / "data").exists():
            shutil.copytree(_template(program), folder / "data")
        init = folder / "init.sql"  # one statement a line; run at every start
        init.write_text(
            f"CREATE USER IF NOT EXISTS {USER}@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';\n"
            f"GRANT ALL ON *.* TO {USER}@'127.0.0.1';\n"
        )
        self.port = free_port()
        command: list[str | Path] = [
            program, "--no-defaults", f"--basedir={_base(program)}", f"--datadir={folder / 'data'}",
            "--socket=socket", f"--tmpdir={folder / 'tmp'}", f"--pid-file={folder / 'pid'}", f"--init-file={init}",
            "--bind-address=127.0.0.1", f"--port={self.port}", f"--user={getpass.getuser()}",
            "--skip-name-resolve", "--skip-log-bin", "--max-connections=300", "--innodb-buffer-pool-size=64M",
            *LOG_SIZE, f"--innodb-flush-log-at-trx-commit={flush_log_at_commit}",
            "--default-time-zone=+00:00", "--transaction-isolation=READ-COMMITTED",
            "--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci", *options,
        ]  # fmt: skip
        super().__init__(command, folder / "mariadb.log", self._answers, environment=programs.environment_for(program))

    def url(self, name: str, **parameters: str | int) -> str:
        """Make the database `name` anew and empty, and return its address for Tortoise."""
        self.execute(f"DROP DATABASE IF EXISTS `{name}`", f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")
        return self.address(name, **parameters)

    def address(self, name: str, **parameters: str | int) -> str:
        """Return the address of a database that exists; `init_command`, since SET time_zone misses pooled ones."""
        query = {"init_command": "SET time_zone='+00:00'", "minsize": 1, "maxsize": 10, "pool_recycle": 280}
        query |= {"connect_timeout": 5, **parameters}
        return f"mysql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{name}?{urlencode(query)}"

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE IF EXISTS `{name}`")

    def execute(self, *statements: str) -> None:
        """Run statements one after the other as the application's user, outside any database."""
        with self._connect() as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def connections(self) -> int:
        """Return how many connections others hold."""
        with self._connect() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM information_schema.processlist WHERE user = %s", (USER,))
            return int(cursor.fetchone()[0]) - 1

    def rows_read(self) -> int:
        """Return how many rows and index entries all statements since the start have looked at."""
        with self._connect() as connection, connection.cursor() as cursor:
            cursor.execute("SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%'")
            return sum(int(value) for _, value in cursor.fetchall())

    def _connect(self) -> "pymysql.Connection[pymysql.cursors.Cursor]":
        return pymysql.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, autocommit=True, connect_timeout=5
        )

    def _answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except pymysql.MySQLError:
            return False
        return True


class Redis(Process):
    """Run redis-server on a port of its own, keeping nothing on disk."""

    def __init__(self, folder: Path) -> None:
        program = programs.redis_server()
        if program is None:
            raise ServiceMissingError(programs.missing()["Redis tests"])
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        super().__init__(
            [*command, "--dir", folder],
            folder / "redis.log",
            lambda: accepts(("127.0.0.1", self.port)),
            environment=programs.environment_for(program),
            executable=program,
        )


class Nginx(Process):
    """Run nginx in the foreground with `http`, the text of its http block; `port` is what that block listens on.

    `around` is what stands outside of that block.
    """

    def __init__(self, folder: Path, port: int, http: str, around: str = "events {}") -> None:
        program = programs.nginx()
        if program is None:
            raise ServiceMissingError(programs.missing()["nginx tests"])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "logs").mkdir(exist_ok=True)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")  # its compiled-in folders belong to root
        places = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
        main = "" if getpass.getuser() != "root" else "user root;\n"
        configuration = folder / "nginx.conf"
        configuration.write_text(
            f"{main}daemon off;\npid {folder}/pid;\nerror_log {folder}/logs/error.log;\n{around}\n"
            f"http {{\n{places}  access_log off;\n{http}\n}}\n"
        )
        self.port = port
        super().__init__(
            [program, "-p", folder, "-c", configuration, "-e", folder / "logs" / "error.log"],
            folder / "nginx.log",
            lambda: accepts(("127.0.0.1", port)),
            environment=programs.environment_for(program),
        )


LOG_SIZE = ("--innodb-log-file-size=16M",)  # the default is 96 MB, and the data is copied for every server


def _template(program: Path) -> Path:
    """Return initialised data to copy, made once a version: a second of work and 100 MB of writing saved a run."""
    version = subprocess.run(
        [program, "--version"], env=programs.environment_for(program), check=True, capture_output=True, text=True
    ).stdout
    stamp = "".join(character for character in version.split("Ver ", 1)[-1].split(" ")[0] if character.isalnum())
    template = programs.CACHE / f"mariadb-{stamp}-{getpass.getuser()}"
    if not template.exists():
        programs.CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=programs.CACHE) as unfinished:
            _initialise(program, Path(unfinished) / "data")
            try:
                (Path(unfinished) / "data").rename(template)  # whole or not at all
            except OSError:  # another run was faster
                if not template.exists():
                    raise
    return template


def _initialise(program: Path, data: Path) -> None:
    base = _base(program)
    subprocess.run(
        [
            base / "bin" / "mariadb-install-db", "--no-defaults", f"--basedir={base}", f"--datadir={data}",
            "--auth-root-authentication-method=normal", "--skip-test-db", f"--user={getpass.getuser()}", *LOG_SIZE,
        ],
        env=programs.environment_for(program), check=True, capture_output=True,
    )  # fmt: skip


def _base(program: Path) -> Path:
    return program.parent.parent
