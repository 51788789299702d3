"""The SQL that brings events into their order, with calls summed up where that changes nothing.

Between two moments at which something comes, goes back or lapses, the calls of an account are as good as one: an order
that asks turn by turn draws their sum from the same lots. Only in proportion does each call round by itself.
A *place* is a moment and what comes first of events at one moment, as one number.
"""

from __future__ import annotations

from collections.abc import Iterator

AT_ONCE = 16
"""Up to how many places of an account are compared with each call at once; where there are more, they are looked up."""

_FIELDS = 'account, moment, kind, quota, lot, "order", call, expires_at, paid, row'
_RANK = "CASE kind WHEN 'call' THEN 1 WHEN 'return' THEN 2 WHEN 'expiry' THEN 3 ELSE 0 END"
_FIRST_BEFORE = 4

TOTALS = """SELECT kind, sum(quota) FILTER (NOT bad), count(*), max(moment), count(*) FILTER (bad)
  FROM events GROUP BY kind"""
"""By kind: the quota in all, how many events, the last moment, how many of them are bad."""

WHOLE = f"SELECT {_FIELDS} FROM events WHERE NOT bad AND {{0}} ORDER BY account, moment, {_RANK}, row"
"""The events in their order, each call by itself."""

MARKS = f"CREATE TEMP TABLE marks AS SELECT {_FIELDS} FROM events WHERE kind <> 'call' AND NOT bad"
"""What is no call."""

RETURNED = f"""INSERT INTO marks
  WITH returned AS (SELECT DISTINCT account, call FROM marks WHERE kind = 'return' AND call IS NOT NULL),
    at_once AS (SELECT DISTINCT account, moment FROM events SEMI JOIN returned USING (account, call)
      WHERE kind = 'call' AND NOT bad)
  SELECT {_FIELDS} FROM events SEMI JOIN at_once USING (account, moment) WHERE kind = 'call' AND NOT bad"""
"""The calls that are returned, with those at the same moment."""

PLACES = f"""CREATE TEMP TABLE places AS
  SELECT account, row_number() OVER () AS number, list(DISTINCT place ORDER BY place) AS places FROM (
    SELECT account, moment * 4 + {_RANK} AS place FROM marks
    UNION ALL SELECT account, expires_at * 4 FROM marks WHERE expires_at IS NOT NULL) GROUP BY account"""
"""The places of all these."""

MOST_PLACES = """SELECT coalesce(max(len(places)), 0), count(*) FILTER (kind = 'call') > 0
  FROM places FULL JOIN marks USING (account)"""
"""How many places an account has at most, and whether some calls stand alone."""

SHORT = f"""SELECT {_FIELDS} FROM (SELECT {_FIELDS}, (moment * 4 + {_RANK}) * 2 AS after FROM marks
    UNION ALL BY NAME SELECT account, place // 4 AS moment, 'call' AS kind, quota, place * 2 + 1 AS after FROM sums)
  ORDER BY account, after, row"""
"""The events in their order, calls that are as good as one being one."""

_ALONE = "ANTI JOIN (SELECT account, moment FROM marks WHERE kind = 'call') USING (account, moment)"


def sums(most_places: int, *, alone: bool) -> Iterator[str]:
    """What sums the calls up, statement by statement, for accounts with few and with many places."""
    calls = f"""(SELECT account, moment * 4 + 1 AS place, quota FROM events {_ALONE if alone else ""}
      WHERE kind = 'call' AND NOT bad)"""
    columns = range(1, min(most_places, AT_ONCE) + 1)
    few = "".join(f", coalesce(places[{at}], {1 << 62}) AS p{at}" for at in columns)
    yield f"CREATE TEMP TABLE few AS SELECT account, number{few} FROM places WHERE len(places) <= {AT_ONCE}"
    stretch = " + ".join(f"(place >= p{at})::INTEGER" for at in columns) or "0"
    yield f"""CREATE TEMP TABLE sums AS
      WITH summed AS (SELECT number * {AT_ONCE * 2} + {stretch} AS stretch, sum(quota)::BIGINT AS quota
        FROM {calls} JOIN few USING (account) GROUP BY stretch)
      SELECT account, coalesce(places[stretch % {AT_ONCE * 2}], places[1] - {_FIRST_BEFORE}) AS place, quota
      FROM summed JOIN places ON number = stretch // {AT_ONCE * 2}"""
    if most_places > AT_ONCE:
        many = f"(SELECT account, unnest(places) AS since FROM places WHERE len(places) > {AT_ONCE})"
        yield f"""INSERT INTO sums SELECT c.account, coalesce(m.since, min(c.place)), sum(c.quota)::BIGINT
          FROM (FROM {calls} SEMI JOIN {many} USING (account)) c
          ASOF LEFT JOIN {many} m ON c.account = m.account AND c.place >= m.since GROUP BY c.account, m.since"""


SUMMED = """SELECT coalesce(sum(quota), 0)::BIGINT FROM (
    SELECT quota FROM sums UNION ALL SELECT quota FROM marks WHERE kind = 'call')"""
"""The quota of all calls of accounts that have anything but calls."""

LOTLESS = """INSERT INTO sums SELECT account, min(moment) * 4 + 1, sum(quota)::BIGINT
  FROM events ANTI JOIN places USING (account) WHERE kind = 'call' AND NOT bad GROUP BY account"""
"""The calls of accounts that have nothing else."""
