"""The short code of an OPD for the address of its QR sheet: `sigap.example/q/2B7K`. It names an OPD and opens nothing.

It is made of the row's id and not of its slug: a sheet hangs on a wall for years, and slugs are edited. Typed by hand
it survives a slip: the last symbol checks the others, so that a wrong one opens no neighbour's page.
"""

from server.domain.identity import CODE_SYMBOLS

SHORTEST = 4
LONGEST = 8
_BASE = len(CODE_SYMBOLS)


def sheet_code(agency_id: int) -> str:
    """Return the code of an OPD. Raises ValueError for an id that no row can have."""
    if agency_id < 1:
        raise ValueError("rows are counted from 1")
    symbols, rest = "", agency_id
    while rest:
        rest, digit = divmod(rest, _BASE)
        symbols = CODE_SYMBOLS[digit] + symbols
    symbols = symbols.rjust(SHORTEST - 1, CODE_SYMBOLS[0])
    return symbols + _check(symbols)


def read_code(typed: str) -> int | None:
    """Return the OPD's id of a typed or scanned code, or None when it cannot be one."""
    code = "".join(sign for sign in typed.upper() if sign not in " -")
    if not SHORTEST <= len(code) <= LONGEST or not set(code) <= set(CODE_SYMBOLS) or _check(code[:-1]) != code[-1]:
        return None
    agency_id = 0
    for sign in code[:-1]:
        agency_id = agency_id * _BASE + CODE_SYMBOLS.index(sign)
    return agency_id or None


def _check(symbols: str) -> str:
    """Weigh each symbol by a number that shares no factor with 30: every single slip changes the sum."""
    weights = (1, 7, 11, 13, 17, 19, 23)
    total = sum(weights[at] * (CODE_SYMBOLS.index(sign) + 1) for at, sign in enumerate(reversed(symbols)))
    return CODE_SYMBOLS[total % _BASE]
