"""Rules of everything that crosses the wire: closed, frozen, bounded; the class name is the event name."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

PROTOCOL = 1
"""Version that the client names. Raised with every field and command that is added (`tests/contract/test_versions.py`):
a process that is older than the page asks it to come again instead of refusing what it cannot know.
"""

OLDEST_PROTOCOL = 1
"""Raised only when what widgets out there say is no longer taken: they have to reload then."""


ClientId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
"""UUID minted by the client when the person pressed the button; the same on every retry, tab and door."""

Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""32 random bytes as base64url: the capability that opens one conversation."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
QuestionKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$")]
"""`kind/question`, for example `wifi/lupa-kata-sandi`."""

Locale = Literal["id", "en"]
Number = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-\d{8}-\d{4,8}$")]
Moment = AwareDatetime
"""Instant with an offset (ISO 8601); stored in UTC."""

Seq = Annotated[int, Field(ge=0, le=2**53)]


def text(most: int, least: int = 0) -> Any:
    """Bound a string by its length in characters, edges trimmed."""
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most)


class Wire(BaseModel):
    """Refuse undeclared fields: a field nobody declared is a bug in the schema."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(Wire):
    """Have a name on the wire: `SendMessage` is `send_message`."""

    @classmethod
    def event(cls) -> str:
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()


class Command(Message):
    """Ask the server to do something; every command has a handler `on_<event>`."""

    reply: ClassVar[type["Reply"]]


class Write(Command):
    """Change something: carries the id that makes a repeated delivery harmless."""

    client_id: ClientId


class Notice(Message):
    """Tell a client that something happened; never answered."""


class Reply(Wire):
    """Answer a command."""

    ok: Literal[True] = True


class Refused(Wire):
    """Say why nothing was done. `fields` names each wrong field with a stable code."""

    ok: Literal[False] = False
    client_id: str | None = None
    code: str
    fields: dict[str, str] | None = None
    retry_after: int | None = None
    allowed: list[str] | None = None
    current: dict[str, Any] | None = None
