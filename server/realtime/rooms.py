"""Namespaces and rooms. Room names are built here and nowhere else."""

VISITOR = "/visitor"
DASHBOARD = "/dashboard"

EVERYONE = "everyone"
"""All sockets of a namespace."""


def of_conversation(token_hash: str) -> str:
    """Name a conversation's room: by the token's hash, so that it exists before the conversation does."""
    return f"conversation:{token_hash}"


def of_team(key: str) -> str:
    """Name the room of those who see a team's reports."""
    return f"team:{key}"


def of_session(session_id: int) -> str:
    """Name the room of one staff session."""
    return f"session:{session_id}"
