"""Places where fault experiments kill this process, as a power cut would: `SIGAP_FAILPOINT=before_commit:3`.

Nothing happens unless `arm` was called, and the configuration takes a failpoint only with SIGAP_DEVELOPMENT.
"""

import os
import signal

POINTS = ("after_insert", "before_commit", "after_commit", "before_ack")

_hits_left: dict[str, int] = {}


def arm(failpoint: str) -> None:
    """Set `<point>:<nth hit>`; an empty string sets nothing."""
    point, _, hit = failpoint.partition(":")
    if point:
        _hits_left[point] = int(hit or 1)


def reach(point: str) -> None:
    """Die here when it is the armed point's turn."""
    if point not in _hits_left:
        return
    _hits_left[point] -= 1
    if not _hits_left[point]:
        os.kill(os.getpid(), signal.SIGKILL)
