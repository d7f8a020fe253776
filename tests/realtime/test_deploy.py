"""What stands in deploy/ fits together; docker itself cannot run here, so the files are read."""

import re

import yaml

from server.config import Config
from tests.faults.cluster import nginx_main
from tests.programs import ROOT

DEPLOY = ROOT / "deploy"


def upstreams(name: str) -> set[str]:
    return set(re.findall(r"^\s+server (\S+) ", (DEPLOY / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_nginx_finds_every_process_of_the_compose_file():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    port = Config.model_fields["port"].default
    ours = {f"{name}:{port}" for name, service in services.items() if "run.py serve" in str(service.get("command"))}
    assert len(ours) == 2 and upstreams("upstream.compose.conf") == ours
    assert all(services[one.split(":")[0]]["environment"]["PYTHONMALLOC"] == "malloc" for one in ours)
    mounted = " ".join(services["nginx"]["volumes"])
    for file in re.findall(r"\./([\w.]+\.conf):", mounted):
        assert (DEPLOY / file).exists()
    assert "upstream.compose.conf" in mounted and "nginx.main.conf:/etc/nginx/nginx.conf:" in mounted


def test_whoever_has_an_nginx_of_his_own_reads_the_same_figures():
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    figures = re.findall(r"worker_(?:connections|rlimit_nofile) \d+;", nginx_main())
    assert len(figures) == 2 and all(each in manual for each in figures)


def test_the_units_leave_only_to_come_back():
    unit = (DEPLOY / "sigap@.service").read_text(encoding="utf-8")
    memory = "Environment=PYTHONMALLOC=malloc"
    for line in ("Type=notify", "Restart=always", "KillMode=control-group", "LimitNOFILE=65536", memory):
        assert line in unit
    watchdog = re.search(r"WatchdogSec=(\d+)", unit)
    assert watchdog and int(watchdog[1]) >= 60  # a look may take 5 s for the pool and 5 s for a fresh connection


def test_a_long_migration_is_not_killed_half_way_and_the_clock_is_set_before_the_first_report():
    """`Type=notify` says READY after the migrations; systemd kills what has not in 90 s."""
    unit = (DEPLOY / "sigap@.service").read_text(encoding="utf-8")
    assert re.search(r"^TimeoutStartSec=infinity$", unit, re.MULTILINE)
    for order in ("After", "Wants"):
        named = re.search(rf"^{order}=(.+)$", unit, re.MULTILINE)
        assert named and "time-sync.target" in named[1].split()
