"""What a dashboard may ask over its socket: nothing yet. Staff write by forms; the socket only rings the doorbell."""

from .base import Command

COMMANDS: tuple[type[Command], ...] = ()
