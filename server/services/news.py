"""What came in while a page of the desk was open: it rings and is told wherever the person is."""

from server.domain.desk import SignedIn
from server.domain.news import News, concerns
from server.domain.roles import Act, require
from server.store import news, timeline

from .sight import hidden_from

MOST_ROWS = 500
"""So far back in the desk's timeline a page that was away is told; the list shows the rest."""


async def news_for(by: SignedIn, *, after: int | None) -> tuple[int, tuple[News, ...]]:
    """Return the newest `ver`, and what came in after another that concerns this person; nothing after None."""
    require(by.role, Act.SEE_REPORTS)
    newest = await timeline.newest_ver()
    if after is None or after >= newest:
        return newest, ()
    first = max(after, newest - MOST_ROWS)
    found = await news.read(after=first, upto=newest, hidden=await hidden_from(by))
    return newest, tuple(one for one in found if concerns(one, by))
