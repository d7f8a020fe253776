"""`make faults`: start real servers, break things, print one verdict a line.

python -m tests.faults [--scale 0.05] [--database sqlite|mariadb] [F1 F3 ...]
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import click

from . import (
    f01_server_killed,
    f02_failpoints,
    f03_clients_abort,
    f04_database_lost,
    f05_database_refuses,
    f06_redis_lost,
    f07_restart,
    f09_bad_network,
    f12_black_hole,
    f13_no_websocket,
    f15_disk_full,
    f16_clock_jumps,
    f17_slow_readers,
    f22_soak,
    s17_enumeration,
    s22_large,
    s23_flood,
    s24_slowloris,
    s25_senseless,
)
from .lab import Lab, Verdict, laboratory

BOTH = ("sqlite", "mariadb")


@dataclass(frozen=True)
class Experiment:
    run: Callable[[Lab], Awaitable[Verdict]]
    databases: tuple[str, ...] = BOTH


EXPERIMENTS = {
    "F1": Experiment(f01_server_killed.run),
    "F2": Experiment(f02_failpoints.run),
    "F3": Experiment(f03_clients_abort.run),
    "F4": Experiment(f04_database_lost.run, ("mariadb",)),
    "F5": Experiment(f05_database_refuses.run, ("mariadb",)),
    "F6": Experiment(f06_redis_lost.redis_lost, ("mariadb",)),
    "F7": Experiment(f07_restart.run),
    "F8": Experiment(f06_redis_lost.process_lost, ("mariadb",)),
    "F9": Experiment(f09_bad_network.torn_line),
    "F10": Experiment(f09_bad_network.lost_answers),
    "F11": Experiment(f09_bad_network.doubled_posts),
    "F12": Experiment(f12_black_hole.run),
    "F13": Experiment(f13_no_websocket.websocket_blocked),
    "F14": Experiment(f13_no_websocket.captive_portal),
    "F15": Experiment(f15_disk_full.run, ("sqlite",)),
    "F16": Experiment(f16_clock_jumps.run),
    "F17": Experiment(f17_slow_readers.run, ("sqlite",)),
    "F22": Experiment(f22_soak.run),
    "S17": Experiment(s17_enumeration.run, ("sqlite",)),
    "S22": Experiment(s22_large.run, ("sqlite",)),
    "S23": Experiment(s23_flood.run, ("sqlite",)),
    "S24": Experiment(s24_slowloris.run, ("sqlite",)),
    "S25": Experiment(s25_senseless.run, ("sqlite",)),
}


async def verdict(name: str, database: str, scale: float) -> Verdict:
    """Run one experiment in a laboratory of its own."""
    async with laboratory(database, scale) as lab:
        try:
            return await EXPERIMENTS[name].run(lab)
        except Exception as error:
            tail = "\n".join(server.last_lines(15) for server in lab.servers)
            return Verdict(name, "to end at all", None, f"{type(error).__name__}: {error}\n{tail}", reached=False)


@click.command()
@click.option("--scale", default=1.0, show_default=True, help="Part of the full numbers.")
@click.option("--database", type=click.Choice(BOTH), help="Only this one; both by default.")
@click.argument("names", nargs=-1, type=click.Choice(list(EXPERIMENTS)))
def main(scale: float, database: str | None, names: tuple[str, ...]) -> None:
    """Break things and count."""
    failed = 0
    for name in names or EXPERIMENTS:
        for each in EXPERIMENTS[name].databases:
            if database in {None, each}:
                found = asyncio.run(verdict(name, each, scale))
                failed += not found.reached
                print(f"[{each}] {found}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
