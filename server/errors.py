"""Every refusal the server can answer with, as one tree. The code is stable: widgets and tests depend on it.

SigapError
├── Refusal                      final: the caller has to change something
│   ├── InvalidInput             invalid             400   names the fields
│   ├── UnknownEvent             unknown_event       404
│   ├── TooLarge                 too_large           413
│   ├── OutdatedClient           protocol_outdated   426   an old widget: reload
│   ├── NotSignedIn              not_signed_in       401
│   ├── Forbidden                forbidden           403
│   │   └── OriginForbidden      origin_forbidden    403   this page may not embed the widget
│   ├── NotFound                 not_found           404
│   └── Conflict                 conflict            409
│       ├── MoveForbidden        move_forbidden      409   says which moves are allowed
│       ├── StaleEdit            stale               409   somebody was faster: carries what is there now
│       ├── SameFault            same_fault          409   a colleague has just reported it: carries that report
│       └── ReusedClientId       client_id_reused    409   same id, other content
└── Temporary                    worth trying again later, unchanged
    ├── TooFast                  too_fast            429
    └── Unavailable              unavailable         503
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class SigapError(Exception):
    """Carry a stable code, an HTTP status and what the caller may be told."""

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500

    def public(self) -> dict[str, Any]:
        """Return what may leave the server, without `ok`."""
        return {"code": self.code}


class Refusal(SigapError):
    code = "refused"
    http_status = 400


class InvalidInput(Refusal):
    """Name each offending field and what is wrong with it, as stable codes (`{"whatsapp": "landline"}`)."""

    code = "invalid"
    http_status = 400

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(f"invalid: {', '.join(f'{name}={why}' for name, why in fields.items())}")
        self.fields = dict(fields)

    def public(self) -> dict[str, Any]:
        return {"code": self.code, "fields": self.fields}


class UnknownEvent(Refusal):
    code = "unknown_event"
    http_status = 404


class TooLarge(Refusal):
    code = "too_large"
    http_status = 413


class OutdatedClient(Refusal):
    code = "protocol_outdated"
    http_status = 426


class NotSignedIn(Refusal):
    code = "not_signed_in"
    http_status = 401


class Forbidden(Refusal):
    code = "forbidden"
    http_status = 403


class OriginForbidden(Forbidden):
    code = "origin_forbidden"


class NotFound(Refusal):
    code = "not_found"
    http_status = 404


class Conflict(Refusal):
    code = "conflict"
    http_status = 409


class MoveForbidden(Conflict):
    """Say which statuses the actor may move the report to instead."""

    code = "move_forbidden"

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(f"move forbidden; allowed: {', '.join(allowed) or 'none'}")
        self.allowed = allowed

    def public(self) -> dict[str, Any]:
        return {"code": self.code, "allowed": list(self.allowed)}


class StaleEdit(Conflict):
    """Carry what is stored now, so that the page can show both versions."""

    code = "stale"

    def __init__(self, current: Mapping[str, Any]) -> None:
        super().__init__("stale edit")
        self.current = dict(current)

    def public(self) -> dict[str, Any]:
        return {"code": self.code, "current": self.current}


class SameFault(Conflict):
    """Carry the open report that this one may repeat, so that the person can be asked."""

    code = "same_fault"

    def __init__(self, current: Mapping[str, Any]) -> None:
        super().__init__("the same fault is reported already")
        self.current = dict(current)

    def public(self) -> dict[str, Any]:
        return {"code": self.code, "current": self.current}


class ReusedClientId(Conflict):
    code = "client_id_reused"


class Temporary(SigapError):
    code = "temporary"
    http_status = 503

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"{self.code}: retry after {retry_after} s")
        self.retry_after = retry_after

    def public(self) -> dict[str, Any]:
        return {"code": self.code, "retry_after": self.retry_after}


class TooFast(Temporary):
    code = "too_fast"
    http_status = 429


class Unavailable(Temporary):
    code = "unavailable"
    http_status = 503
