"""`/healthz`: is this process able to take a report?"""

from quart import Blueprint, Response, jsonify

from server.store import database


def blueprint() -> Blueprint:
    """Answer 200 when the database answers, 503 otherwise."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    async def healthz() -> tuple[Response, int]:
        alive = await database.answers()
        return jsonify({"ok": alive}), 200 if alive else 503

    return routes
