"""Invent what a reporter's device measured when *Kirim* was pressed."""

import random

NETWORKS = {"wifi": 58, "cellular": 22, "ethernet": 20}
SILENT = 0.25
"""Of browsers, that tell no more than whether there is a network: Firefox, Safari."""
QUICK, MIDDLING = 2.0, 0.6
"""Mbit/s from which browsers say 4G, and 3G."""


def measured(report_id: int, impact: str) -> dict[str, object]:
    """Return the same measurements for the same report; with dice of its own, so that no other ones roll otherwise."""
    rng = random.Random(report_id)  # noqa: S311 - invented, no secret
    line = "socket" if rng.random() < 0.8 else "post"
    if rng.random() < SILENT:
        return {"line": line, "online": True}
    mbit = round(rng.choice((0.3, 1.4, 2.5, 6, 10)) * rng.uniform(0.8, 1) / 0.025) * 0.025
    by_phone = impact == "stopped"  # the office has no network then
    return {
        "line": line, "online": True,
        "network": "cellular" if by_phone else rng.choices(list(NETWORKS), list(NETWORKS.values()))[0],
        "speed_class": "4g" if mbit >= QUICK else "3g" if mbit >= MIDDLING else "2g",
        "downlink_mbit": round(mbit, 3), "rtt_ms": 25 * rng.randint(2, 16 if mbit < QUICK else 6),
    }  # fmt: skip
