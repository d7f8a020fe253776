"""Views of the report list that people keep for themselves."""

from datetime import datetime

from tortoise.exceptions import IntegrityError

from server.domain.desk import SavedView

from . import models


class NameTaken(Exception):
    """This person has a view of this name."""


async def read_views(staff_id: int) -> tuple[SavedView, ...]:
    """Return somebody's views in their order."""
    rows = await models.SavedFilter.filter(staff_id=staff_id).order_by("position", "id")
    return tuple(SavedView(row.id, row.name, row.query) for row in rows)


async def add_view(staff_id: int, name: str, query: str, *, position: int, at: datetime) -> int:
    """Insert a view and return its id. Raises NameTaken."""
    try:
        row = await models.SavedFilter.create(
            staff_id=staff_id, name=name, query=query, position=position, created_at=at
        )
    except IntegrityError as error:
        raise NameTaken from error
    return row.id


async def remove_view(view_id: int, *, staff_id: int) -> bool:
    """Delete one of somebody's own views; say whether it was there."""
    return bool(await models.SavedFilter.filter(id=view_id, staff_id=staff_id).delete())
