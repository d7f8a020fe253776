"""Colleagues as an admin gets them: invited by link, and signed in with the password they set."""

import re

from .desk import PASSWORD, Staff


async def hire(admin: Staff, name: str, role: str, team: str = "network") -> Staff:
    """Invite somebody, set their password behind the link, and sign them in."""
    email = f"{name.lower()}@kota.test"
    page = await admin.post("people/new", email=email, name=name, role=role, team=team)
    link = re.search(r'id="staff-link">([^<]+)<', page.text)[1]
    someone = Staff(admin.url, admin.origin)
    path = link[link.index("/dashboard/") :]
    answer = await someone.http.post(path, data={"name": name, "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 303, answer.text
    return await someone.enter(email)


async def id_of(admin: Staff, name: str) -> int:
    """Return a colleague's id, as the list of people links it."""
    page = await admin.http.get("/dashboard/people")
    return int(re.search(rf'href="/dashboard/people/(\d+)">{name}<', page.text)[1])
