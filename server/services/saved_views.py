"""Views of the report list that a person keeps: a name for a filter."""

from datetime import datetime

from server.domain import typed
from server.domain.desk import SavedView, SignedIn
from server.domain.roles import Act, require
from server.errors import InvalidInput, NotFound
from server.store import saved_filter

from .commit import check_id, commit

MOST_NAME = 60
MOST_QUERY = 500
MOST_VIEWS = 12


async def list_views(*, by: SignedIn) -> tuple[SavedView, ...]:
    """Return one's own views in their order."""
    return await saved_filter.read_views(by.staff_id)


async def save_view(name: str, query: str, *, by: SignedIn, now: datetime) -> None:
    """Keep a filter, as the query of its address, under a name.

    Raises InvalidInput for `name`: `required too_long taken`, or `too_many` when there are twelve.
    """
    require(by.role, Act.SEE_REPORTS)
    shown = typed.one_line(name)
    if not shown or len(shown) > MOST_NAME:
        raise InvalidInput({"name": "too_long" if shown else "required"})
    if len(query) > MOST_QUERY:
        raise InvalidInput({"name": "too_much"})

    async def unit() -> tuple[None, tuple[()]]:
        views = await saved_filter.read_views(by.staff_id)
        if len(views) >= MOST_VIEWS:
            raise InvalidInput({"name": "too_many"})
        if shown.casefold() in {view.name.casefold() for view in views}:
            raise InvalidInput({"name": "taken"})
        await saved_filter.add_view(by.staff_id, shown, query, position=len(views), at=now)
        return None, ()

    try:
        await commit(unit)
    except saved_filter.NameTaken:
        raise InvalidInput({"name": "taken"}) from None


async def remove_view(view_id: int, *, by: SignedIn) -> None:
    """Forget one of one's own views. Raises NotFound."""
    check_id(view_id)

    async def unit() -> tuple[bool, tuple[()]]:
        return await saved_filter.remove_view(view_id, staff_id=by.staff_id), ()

    if not await commit(unit):
        raise NotFound
