"""A report's photos: one of them, bytes only, to whoever may see reports; and those that a technician adds."""

from quart import Blueprint, Response, request

from dashboard import report_page, session
from server.clock import now
from server.config import Config
from server.domain.photos import MOST_BYTES
from server.services import photos, repair_photos


def register(routes: Blueprint, config: Config) -> None:
    """Add the routes."""

    @routes.get("/photos/<int:photo_id>")
    async def photo(photo_id: int) -> Response:
        found = await photos.show_to_desk(photo_id, by=session.signed_in())
        response = Response(found.data, mimetype=found.mime)
        response.headers["Content-Disposition"] = f'attachment; filename="foto-{found.id}.jpg"'
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response

    @routes.post("/reports/<int:report_id>/photos")
    async def add_photos(report_id: int) -> Response:
        client_id = session.form_words(await request.form, "client_id", 36)
        pictures = [file.read(MOST_BYTES + 1) for file in (await request.files).getlist("photo")]

        async def keep() -> None:
            await repair_photos.add_photos(
                report_id, [one for one in pictures if one], client_id=client_id, by=session.signed_in(), now=now()
            )

        return await report_page.done_or_said(report_id, keep, {}, "photos")
