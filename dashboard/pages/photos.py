"""A report's photo, to whoever may see reports. Its bytes only: the report's page shows it."""

from quart import Blueprint, Response

from dashboard import session
from server.config import Config
from server.services import photos


def register(routes: Blueprint, config: Config) -> None:
    """Add the route."""

    @routes.get("/photos/<int:photo_id>")
    async def photo(photo_id: int) -> Response:
        found = await photos.show_to_desk(photo_id, by=session.signed_in())
        response = Response(found.data, mimetype=found.mime)
        response.headers["Content-Disposition"] = f'attachment; filename="foto-{found.id}.jpg"'
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response
