"""The one boundary of the visitor's wire: decode, limit, handle, answer. Always answers; never leaks a trace.

Both doors, the Socket.IO event and `POST /api/visitor/<command>`, come through `Gateway.run`.
"""

import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from pydantic import ValidationError

from server.contract import commands
from server.contract.base import OLDEST_PROTOCOL, PROTOCOL, Command, Refused, Reply, Wire, Write
from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.shapes import Passport
from server.errors import (
    InvalidInput,
    OriginForbidden,
    OutdatedClient,
    SigapError,
    Unavailable,
    UnknownEvent,
)  # fmt: skip
from server.services import access
from server.services.encoding import encode
from server.services.world import Visitor, World
from server.store.attachment import StoredPhoto
from server.store.trouble import translate

from . import photos
from . import visitor as handlers
from .admission import Admission
from .limits import Limits
from .pulse import Pulse

log = structlog.get_logger("sigap.gateway")

COMMANDS: dict[str, type[Command]] = {command.event(): command for command in commands.COMMANDS}
LONGEST_ID = 36
NEWER_SECONDS = 10
"""After so long a widget that is newer than this process tries again: a restart of all processes takes minutes."""

MOST_NAMED = 40
"""More wrong fields than any form has: who sends thousands gets no answer larger than the question."""
ModelT = TypeVar("ModelT", bound=Wire)
Handler = Callable[[World, Visitor, Any], Coroutine[Any, Any, Reply]]
HANDLERS: dict[str, Handler] = {event: getattr(handlers, f"on_{event}") for event in COMMANDS}


@dataclass(frozen=True, slots=True)
class Caller:
    """What the transport knows of who calls; `origin` is None for clients that are not browsers."""

    address: str
    origin: str | None
    user_agent: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: the acknowledgement's payload, and the status for the HTTP door."""

    payload: dict[str, Any]
    status: int


class Gateway:
    """Run visitors' commands for both doors."""

    def __init__(self, world: World, limits: Limits, pulse: Pulse) -> None:
        self._pulse = pulse
        self._world = world
        self._limits = limits
        self._admission = Admission()

    async def run(self, event: str, passport: Any, payload: Any, caller: Caller) -> Answer:
        """Answer one command. `passport` and `payload` are whatever came over the wire."""
        client_id = _client_id(payload)
        try:
            _check_protocol(passport)
            command = decode_command(event, payload)
            reply = await self._pulse.unless_lost(self._run(event, passport, command, caller))
            return Answer(reply.model_dump(mode="json"), 200)
        except Exception as error:
            return refuse(error, client_id=client_id, event=event)

    async def run_as(self, visitor: Visitor, event: str, payload: Any, caller: Caller) -> Answer:
        """Answer one command of somebody who has shown otherwise who they are: by the secret link of a report."""
        try:
            command = decode_command(event, payload)
            await self._limits.check(visitor.token_hash, caller.address, command)
            reply = await self._pulse.unless_lost(self._handle(event, visitor, command))
            return Answer(reply.model_dump(mode="json"), 200)
        except Exception as error:
            return refuse(error, client_id=_client_id(payload), event=event)

    async def take_photo(self, passport: Any, payload: Any, picture: bytes, caller: Caller) -> Answer:
        """Answer a photo: as any other write, but for the bytes beside it."""
        client_id = _client_id(payload)
        event = AttachPhoto.event()
        try:
            _check_protocol(passport)
            command = _validated(AttachPhoto, payload)
            visitor = await self.admit(passport, caller)
            await self._limits.check(visitor.token_hash, caller.address, command)
            kept = await encode(picture)  # before it takes a place among the writes
            work = self._admission.run(lambda: photos.on_attach_photo(self._world, visitor, command, kept))
            return Answer((await self._pulse.unless_lost(work)).model_dump(mode="json"), 200)
        except Exception as error:
            return refuse(error, client_id=client_id, event=event)

    async def show_photo(self, passport: Any, payload: Any, caller: Caller) -> StoredPhoto | Answer:
        """Give a photo out to the conversation that sent it."""
        try:
            _check_protocol(passport)
            command = _validated(ShowPhoto, payload)
            visitor = await self.admit(passport, caller)
            await self._limits.check(visitor.token_hash, caller.address, command)
            return await self._pulse.unless_lost(photos.on_show_photo(visitor, command))
        except Exception as error:
            return refuse(error, client_id=None, event=ShowPhoto.event())

    async def _run(self, event: str, passport: Any, command: Command, caller: Caller) -> Reply:
        visitor = await self.admit(passport, caller)
        await self._limits.check(visitor.token_hash, caller.address, command)
        return await self._handle(event, visitor, command)

    async def admit(self, passport: Any, caller: Caller) -> Visitor:
        """Check the passport and the page's origin.

        Raises InvalidInput, OutdatedClient, OriginForbidden, or Unavailable for a page that is newer than this process.
        """
        _check_protocol(passport)
        read = _validated(Passport, passport)
        if not await access.may_embed(self._world, read.site, caller.origin):
            raise OriginForbidden
        return Visitor(
            token_hash=hashlib.sha256(f"conversation:{read.token}".encode()).hexdigest(),
            site=read.site,
            locale=read.locale,
            page=read.page,
            user_agent=caller.user_agent,
        )

    async def _handle(self, event: str, visitor: Visitor, command: Command) -> Reply:
        if not isinstance(command, Write):
            return await HANDLERS[event](self._world, visitor, command)
        return await self._admission.run(lambda: HANDLERS[event](self._world, visitor, command))


def decode_command(event: str, payload: Any) -> Command:
    """Read a command. Raises UnknownEvent, or InvalidInput naming the fields that do not fit."""
    command = COMMANDS.get(event)
    if command is None:
        raise UnknownEvent
    return _validated(command, payload)


def refuse(error: Exception, *, client_id: str | None, event: str) -> Answer:
    """Turn an exception into a stable code; what nobody foresaw is logged and asks to try again."""
    if not isinstance(error, SigapError):
        error = translate(error) or _unforeseen(error, event)
    refused = Refused.model_validate({"client_id": client_id, **error.public()})
    return Answer(refused.model_dump(mode="json", exclude_none=True), error.http_status)


def _unforeseen(error: Exception, event: str) -> Unavailable:
    log.exception("unforeseen failure", event_name=event, cause=type(error).__name__)
    return Unavailable(retry_after=10)


def _client_id(payload: Any) -> str | None:
    """Return the id that a refusal names, when it can be one."""
    given = payload.get("client_id") if isinstance(payload, dict) else None
    return given if isinstance(given, str) and len(given) <= LONGEST_ID else None


def _check_protocol(passport: Any) -> None:
    """Look at nothing else of what a page says whose version is another: what is read first is refused for good.

    In a rolling restart a page of the new release reaches an old process. It keeps its command and tries again, until
    it reaches one that knows it. Raises Unavailable then, and OutdatedClient for a page that has to reload.
    """
    spoken = passport.get("protocol") if isinstance(passport, dict) else None
    if spoken is None:
        return  # no page of any version: `admit` names what is wrong
    if not isinstance(spoken, int) or spoken < OLDEST_PROTOCOL:
        raise OutdatedClient
    if spoken > PROTOCOL:
        raise Unavailable(retry_after=NEWER_SECONDS)


def _validated(model: type[ModelT], payload: Any) -> ModelT:
    try:
        return model.model_validate_json(payload) if isinstance(payload, str) else model.model_validate(payload)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)[:MOST_NAMED]
        fields = {".".join(str(part) for part in item["loc"]) or "body": item["type"] for item in wrong}
        raise InvalidInput(fields) from None
