"""What a page reads before anybody speaks, as it was answered last: while the database is away it still opens."""

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar, cast

from server.contract.base import Locale
from server.contract.shapes import AgencyList, Catalogue, SiteInfo
from server.domain.settings import DeskFacts
from server.realtime.pulse import Pulse
from server.services import agencies, lists, settings
from server.services.world import World
from server.store.trouble import translate

T = TypeVar("T")
MOST = 1_000
"""Answers, a few kilobytes each at most; a city has a hundred sites."""


class LastKnown:
    """The lists of `services/lists.py`. In an outage there is no answer to what nobody asked this process before."""

    def __init__(self, world: World, pulse: Pulse) -> None:
        self._world = world
        self._pulse = pulse
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    async def site(self, slug: str, origin: str | None, *, at_least: int = 0) -> SiteInfo:
        """Return what `site_info` says; only of pages that may embed: what strangers ask for pushes nothing out.

        Who the desk is stands in it as it was told last to anybody: a number that was given up gets nobody's words.
        """
        found = await self._answer(
            ("site", slug, origin), lambda: lists.site_info(self._world, slug, origin, at_least=at_least),
            is_kept=lambda made: made.allowed,
        )  # fmt: skip
        desk = await self.desk()
        facts = {"desk_whatsapp": desk.whatsapp, "desk_phone": desk.phone, "directions": desk.directions}
        return found.model_copy(update={"unit": desk.unit, **facts})

    async def desk(self) -> DeskFacts:
        """Return who the desk is."""
        return await self._answer("desk", lambda: settings.desk(self._world.config))

    async def catalogue(self, locale: Locale, *, at_least: int = 0) -> Catalogue:
        """Return the kinds, questions and steps in one language."""
        return await self._answer(
            ("catalogue", locale), lambda: lists.catalogue(self._world, locale, at_least=at_least)
        )

    async def agencies(self) -> AgencyList:
        """Return the active OPD by name."""
        return await self._answer("agencies", lists.agencies)

    async def slug_of(self, agency_id: int) -> str | None:
        """Return the slug of the OPD on whose wall a sheet hangs."""
        return await self._answer(
            ("slug", agency_id), lambda: agencies.slug_of(agency_id), is_kept=lambda made: made is not None
        )

    async def _answer(
        self, key: Hashable, make: Callable[[], Coroutine[Any, Any, T]], is_kept: Callable[[T], bool] = lambda _: True
    ) -> T:  # fmt: skip
        """Make an answer, or give the last one while the database is away. Raises what making it raised otherwise."""
        try:
            made = await self._pulse.unless_lost(make())
        except Exception as error:
            if key in self._answers and translate(error):
                return cast(T, self._answers[key])
            raise
        self._answers.pop(key, None)  # what is not so any more is not said again
        if is_kept(made):
            self._answers[key] = made  # as the newest
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return made
