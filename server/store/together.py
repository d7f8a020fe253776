"""Several queries as one statement: the list asks one status at a time, and each question costs half a millisecond."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from tortoise.queryset import ValuesQuery

from .database import connection

Asked = Sequence[ValuesQuery[Any]]


async def rows(queries: Asked) -> list[dict[str, Any]]:
    """Return the rows of all these queries, in no order. Times come as the database has them."""
    if not queries:
        return []
    text, values = _union(queries)
    return await connection().execute_query_dict(text, values)


async def newest(queries: Asked, limit: int) -> tuple[list[int], int]:
    """Return the largest ids that these queries of ids give, and how many they give in all."""
    if not queries:
        return [], 0
    text, values = _union(queries)
    asked = f"SELECT id, COUNT(*) OVER () AS n FROM ({text}) AS found ORDER BY id DESC LIMIT {limit:d}"  # noqa: S608
    found = await connection().execute_query_dict(asked, values)
    return [row["id"] for row in found], found[0]["n"] if found else 0


async def count_and_newest(queries: Asked) -> tuple[int, int]:
    """Return how many ids these queries of ids give, and the largest of them; 0 where there is none."""
    if not queries:
        return 0, 0
    text, values = _union(queries)
    asked = f"SELECT COUNT(*) AS n, MAX(id) AS newest FROM ({text}) AS found"  # noqa: S608 - of Tortoise's own making
    row = (await connection().execute_query_dict(asked, values))[0]
    return row["n"], row["newest"] or 0


def _union(queries: Asked) -> tuple[str, list[Any]]:
    parts = [_statement(query) for query in queries]
    text = " UNION ALL ".join(f"SELECT * FROM ({part}) AS part_{n}" for n, (part, _) in enumerate(parts))  # noqa: S608
    return text, list(chain.from_iterable(values for _, values in parts))


def _statement(query: ValuesQuery[Any]) -> tuple[str, list[Any]]:
    query.sql()  # makes `query.query`, whose parameters it does not return
    return query.query.get_parameterized_sql()
