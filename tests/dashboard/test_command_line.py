"""A lost admin gets in again by whoever has the server's command line."""

import os
import subprocess
import sys

import httpx

from tests.programs import ROOT
from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import Staff


def run(folder, *arguments):
    environment = {**os.environ, "SIGAP_VAR": str(folder), "SIGAP_DEVELOPMENT": "true"}
    command = [sys.executable, str(ROOT / "run.py"), "staff", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


async def test_a_link_from_the_command_line_sets_a_new_password_while_the_server_runs(tmp_path):
    env = {"SIGAP_DEVELOPMENT": "true", "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    server = start_server(env, tmp_path)
    try:
        done = run(tmp_path, "--email", desk.EMAIL, "--reset")
        assert done.returncode == 0, done.stderr
        path = done.stdout.strip().removeprefix("http://127.0.0.1:8000")
        new = "gajah-kecil-di-taman"
        async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}) as http:
            assert (await http.post(path, data={"password": new, "again": new})).status_code == 303
        await Staff(server.url).enter(password=new)
    finally:
        server.stop()


def test_somebody_who_is_not_there_is_an_error_without_a_trace(tmp_path):
    done = run(tmp_path, "--email", "nobody@kota.test", "--reset")
    assert done.returncode == 1 and "nobody has the address" in done.stderr and "Traceback" not in done.stderr
    assert run(tmp_path, "--email", "baru@kota.test").returncode == 2
