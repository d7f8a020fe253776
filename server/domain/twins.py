"""When two reports are likely to be about one fault, so that a person is asked. Nothing is ever merged by these rules.

Rules of this file
Rule 1  Only reports of one OPD of the list, of one family of kinds, within four hours, the first of them still open.
Rule 2  People tell *mati*, *lambat*, *putus-putus* and *Wi-Fi* apart by what they see, not by what is broken: they are
        one family. Accounts and the rest are somebody's own.
Rule 3  Who was asked may answer later, from a queue: joining is allowed for half a day.
"""

from datetime import timedelta

INTERNET = frozenset({"internet-mati", "internet-lambat", "internet-putus-putus", "wifi"})
ALONE = frozenset({"email-akun", "lainnya"})

ASKED_WITHIN = timedelta(hours=4)
JOINED_WITHIN = timedelta(hours=12)


def family(kind: str) -> frozenset[str]:
    """Return the kinds that may be the same fault as this one; empty when none is."""
    if kind in ALONE:
        return frozenset()
    return INTERNET if kind in INTERNET else frozenset({kind})
