"""Find the programs tests run: named by a variable, else the system's, else those that scripts/debian.sh unpacked."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
UNPACKED = CACHE / "debian" / "root"
FORCE_UNPACK = bool(os.environ.get("FORCE_UNPACK"))

# The browser first by its real place: the wrapper in usr/bin names /usr/lib, which an unpacked one is not in.
UNPACKED_FOLDERS = [UNPACKED / part for part in ("usr/lib/chromium", "usr/sbin", "usr/bin")]


def mariadbd() -> Path | None:
    return _named("TEST_MARIADBD") if "TEST_MARIADBD" in os.environ else _find("mariadbd")


def redis_server() -> Path | None:
    """Return the Redis server; `redis-check-rdb` is the same program and becomes it when called by that name."""
    return _find("redis-server", "redis-check-rdb")


def chromium() -> Path | None:
    if "CHROMIUM" in os.environ:
        return _named("CHROMIUM")
    return _find("chromium-headless-shell", "chromium", "google-chrome") or _playwrights_own()


def nginx() -> Path | None:
    return _find("nginx")


def office() -> Path | None:
    """Return LibreOffice as the system has it: `scripts/debian.sh` does not unpack it."""
    return _find("soffice")


def node() -> Path | None:
    """Return Node, for Playwright too: the one in its wheel wants a library that a bare Debian lacks."""
    found = shutil.which("node", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    return Path(found) if found else None


def missing() -> dict[str, str]:
    """Name what is not here, each with the reason; looks at all of it, so that the first gap hides no other."""
    found = {
        "MariaDB tests": (mariadbd(), "there is no mariadbd (mariadb-server-core, or TEST_MARIADBD=path)"),
        "Redis tests": (redis_server(), "there is no redis-server (redis-tools)"),
        "browser tests": (chromium(), "there is no Chromium (chromium-headless-shell, or CHROMIUM=path)"),
        "nginx tests": (nginx(), "there is no nginx"),
        "spreadsheet tests": (office(), "there is no LibreOffice (libreoffice-calc-nogui)"),
        "widget unit tests": (node(), "there is no Node 20"),
    }
    return {what: why for what, (path, why) in found.items() if path is None}


def environment_for(program: Path) -> dict[str, str]:
    """Return the environment `program` starts in; an unpacked one is shown its libraries and fonts."""
    environment = dict(os.environ)
    if UNPACKED in program.parents:
        folders = [*UNPACKED.glob("usr/lib/*-linux-gnu"), *UNPACKED.glob("lib/*-linux-gnu")]
        folders += [folder / "pulseaudio" for folder in folders]
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(str(folder) for folder in folders if folder.is_dir())
        environment["FONTCONFIG_FILE"] = str(_font_configuration())
    return environment


def _named(variable: str) -> Path | None:
    """Return what a variable names; a wrong name is a gap to be told of, not a reason to take another program."""
    path = Path(os.environ[variable])
    return path if path.is_file() else None


def _find(*names: str) -> Path | None:
    system = [] if FORCE_UNPACK else [*os.environ.get("PATH", "").split(os.pathsep), "/usr/sbin", "/sbin"]
    path = os.pathsep.join([*system, *map(str, UNPACKED_FOLDERS)])
    return next((Path(found) for name in names if (found := shutil.which(name, path=path))), None)


def _playwrights_own() -> Path | None:
    patterns = ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/*/chrome")
    downloads = Path.home() / ".cache" / "ms-playwright"
    return next((path for pattern in patterns for path in sorted(downloads.glob(pattern))), None)


def _font_configuration() -> Path:
    """Write a fontconfig file; the packaged one names /usr/share/fonts only, and without a font Skia aborts."""
    path = UNPACKED.parent / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{UNPACKED}/usr/share/fonts</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{UNPACKED.parent}/fontcache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path
