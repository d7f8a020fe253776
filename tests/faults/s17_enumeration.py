"""S17: does the time of a refused sign-in tell whether somebody is there?"""

import time
from statistics import median

import httpx

from tests.wire import desk
from tests.wire.desk import Staff
from tests.wire.hired import hire, id_of

from .lab import Lab, Verdict

GOAL = "one answer for known, unknown and disabled; medians differ < 5 ms"
MOST_MS = 5.0
GONE = "gugur@kota.test"


async def run(lab: Lab) -> Verdict:
    """500 sign-ins each with a wrong password, in turns, limits off: with limits on there were five."""
    server = await lab.start_server()
    admin = await Staff(server.url).enter()
    gone = await hire(admin, "Gugur", "viewer")
    await admin.post(f"people/{await id_of(admin, 'Gugur')}/active", active="no")
    samples = lab.some(500, 20)
    took, answers = await guess_in_turns(server.url, [desk.EMAIL, "tidak@ada.test", GONE], samples)
    for someone in (admin, gone):
        await someone.http.aclose()
    medians = [median(one) for one in took.values()]
    apart, beside = max(medians) - min(medians), furthest_apart(took)
    measured = (
        f"{samples} sign-ins each, {answers} kind of answer, medians known {medians[0]:.1f}, unknown {medians[1]:.1f}, "
        f"disabled {medians[2]:.1f} ms: {apart:.2f} ms apart, in the same round {beside:.2f} ms"
    )
    return Verdict("S17 enumeration", GOAL, None, measured, answers == 1 and apart < MOST_MS)


async def guess_in_turns(url: str, emails: list[str], samples: int) -> tuple[dict[str, list[float]], int]:
    """Return how long each try took (ms) by address, and how many different answers there were."""
    took: dict[str, list[float]] = {email: [] for email in emails}
    said = set()
    async with httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=60) as http:
        for _ in range(samples):
            for email in emails:
                form = {"email": email, "password": "salah-salah-salah"}
                began = time.perf_counter()
                answer = await http.post("/dashboard/login", data=form)
                took[email].append((time.perf_counter() - began) * 1000)
                said.add((answer.status_code, answer.text.replace(email, "")))
    return took, len(said)


def furthest_apart(took: dict[str, list[float]]) -> float:
    """Return the largest median of differences within a round: what a busy machine does to all does not count."""
    first, *others = took.values()
    return max(abs(median(b - a for a, b in zip(first, other, strict=True))) for other in others)
