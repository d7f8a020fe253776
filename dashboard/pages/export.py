"""The list as a file. The page reads it in frames that say how far it is; without a script it is a plain download.

A frame is a line `<done> <total> <bytes>` and then so many bytes; the last one is `END`. Whatever ends without that was
cut off, and the page says so.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

from quart import Blueprint, Response, request

from dashboard import list_query, render, session
from dashboard.export_files import FORMATS, ExportFile
from dashboard.render import say
from server.clock import WIB, now
from server.config import Config
from server.domain.export import COLUMNS, PERSONAL, Cell
from server.errors import InvalidInput
from server.services import exporting, kinds, sight
from server.services.exporting import Export

WORDS = {
    "status": "widget.status.labels", "priority": "desk.priority", "impact": "desk.impact", "channel": "desk.channel",
}  # fmt: skip
LAST = b"END\n"


def register(routes: Blueprint, config: Config) -> None:
    """Add the one address, for both kinds of file."""

    @routes.post("/reports/export")
    async def export() -> Response:
        form = await request.form
        kind = session.form_words(form, "format", 10)
        if kind not in FORMATS:
            raise InvalidInput({"format": "unknown"})
        who, at = session.signed_in(), now()
        query = list_query.parsed(str(form.get("query", "")))
        begun = await exporting.begin_export(
            list_query.read_filter(query, by=who, now=at), form=kind, personal=bool(form.get("personal")), by=who,
            now=at,
        )  # fmt: skip
        framed = "X-Progress" in request.headers
        keys = COLUMNS + (PERSONAL if begun.personal else ())
        titles = [say(f"desk.list.export.columns.{key}") for key in keys]
        cells = await _cells(keys)
        file = FORMATS[kind]()
        answer = Response(_sent(begun, file, (keys, titles), cells, framed=framed))
        answer.timeout = None  # a slow line may take its time
        answer.headers["Content-Type"] = "application/octet-stream" if framed else file.mime
        name = f"laporan-{at.astimezone(WIB):%Y%m%d-%H%M}.{file.ending}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["X-Accel-Buffering"] = "no"
        return answer


async def _sent(
    begun: Export, file: ExportFile, columns: tuple[tuple[str, ...], list[str]], cells: Callable[..., list[Cell]],
    *, framed: bool,
) -> AsyncIterator[bytes]:  # fmt: skip
    done = 0

    def frame(body: bytes) -> bytes:
        return f"{done} {begun.total} {len(body)}\n".encode() + body if framed else body

    try:
        yield frame(await file.head(*columns))
        async for rows in begun.chunks():
            body = await file.add([cells(row) for row in rows])
            done += len(rows)
            yield frame(body)
        async for piece in file.end():
            yield frame(piece)
        if framed:
            yield LAST
    finally:
        begun.close()
        file.drop()


async def _cells(keys: tuple[str, ...]) -> Callable[[dict[str, Any]], list[Cell]]:
    """Return how a report becomes cells, in the reader's language."""
    locale = render.locale()
    labels = await kinds.labels(locale)
    teams = {one.key: one.label[locale] for one in await sight.teams_of(session.signed_in())}
    words = {key: _said(root) for key, root in WORDS.items()}

    words |= {"kind": labels, "question": labels, "team": teams}

    def shown(key: str, value: Cell) -> Cell:
        return words[key].get(value, value) if key in words and isinstance(value, str) else value

    return lambda row: [shown(key, row.get(key)) for key in keys]


def _said(root: str) -> dict[str, str]:
    """Return the words of all codes under a key."""
    return {key.rpartition(".")[2]: say(key) for key in render.keys_under(root)}
