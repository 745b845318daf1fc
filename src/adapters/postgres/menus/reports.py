"""Keeps reports of menus, and reads them for administrators with what was decided about each menu."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import asdict
from sqlalchemy import text

from adapters.postgres.menus.reader import IS_GONE
from adapters.postgres.offices import open_office
from adapters.postgres.transactions import PgTransactions
from domain.kernel import Actor
from domain.menus.errors import MenuGone, MenuNotFound
from domain.menus.reports import CaseView, Report, RulingView

PUT = text("""
    INSERT INTO menus.reports (id, menu_id, slug, edition, title, reporter_id, reason, words, created_at)
    SELECT :id, edition.menu_id, edition.slug, edition.number, edition.document ->> 'title',
        CAST(:reporter_id AS uuid), :reason, :words, :created_at
    FROM menus.editions edition
    WHERE edition.slug = :slug AND edition.is_current AND edition.withdrawn_at IS NULL""")

# A take-down stands as long as its row; of several of one menu it is the last one.
_RULING = """
    json_build_object('id', ruling.id, 'slug', ruling.slug, 'title', ruling.title,
        'decision', ruling.decision, 'reason', ruling.reason, 'decided_at', ruling.decided_at,
        'decided_by', (SELECT person.username FROM accounts.users person WHERE person.id = ruling.decided_by),
        'report_count', (SELECT count(*) FROM menus.reports settled WHERE settled.ruling_id = ruling.id),
        'in_force', ruling.decision = 'taken-down' AND EXISTS (
            SELECT FROM menus.take_downs closed
            JOIN menus.menus menu ON menu.id = closed.menu_id AND menu.deleted_at IS NULL
            WHERE closed.menu_id = ruling.menu_id AND closed.at = ruling.decided_at))"""

_REPORT = """
    json_build_object('id', report.id, 'reason', report.reason, 'words', report.words,
        'reporter', (SELECT person.username FROM accounts.users person WHERE person.id = report.reporter_id),
        'edition', report.edition, 'created_at', report.created_at)"""

CASES = text(f"""
    WITH page AS (
        SELECT slug, count(*) AS report_count, min(created_at) AS first_at
        FROM menus.reports WHERE ruling_id IS NULL
        GROUP BY slug
        HAVING CAST(:first_at AS timestamptz) IS NULL
            OR (min(created_at), slug) > (CAST(:first_at AS timestamptz), CAST(:slug AS text))
        ORDER BY min(created_at), slug LIMIT :limit
    )
    SELECT json_build_object('slug', page.slug, 'title', latest.title, 'curator', curator.username,
        'status', menu.status, 'is_taken_down', closed.menu_id IS NOT NULL,
        'report_count', page.report_count, 'first_at', page.first_at,
        'reports', (SELECT json_agg({_REPORT} ORDER BY report.created_at DESC, report.id DESC) FROM (
            SELECT * FROM menus.reports opened WHERE opened.slug = page.slug AND opened.ruling_id IS NULL
            ORDER BY opened.created_at DESC, opened.id DESC LIMIT :shown) report),
        'rulings', (SELECT coalesce(json_agg({_RULING} ORDER BY ruling.decided_at DESC, ruling.id DESC), '[]')
            FROM menus.rulings ruling WHERE ruling.slug = page.slug))::text
    FROM page
    CROSS JOIN LATERAL (
        SELECT last.title, last.menu_id FROM menus.reports last
        WHERE last.slug = page.slug AND last.ruling_id IS NULL
        ORDER BY last.created_at DESC, last.id DESC LIMIT 1) latest
    LEFT JOIN menus.menus menu ON menu.id = latest.menu_id AND menu.deleted_at IS NULL
    LEFT JOIN menus.take_downs closed ON closed.menu_id = menu.id
    LEFT JOIN accounts.users curator ON curator.id = menu.owner_id
    ORDER BY page.first_at, page.slug""")  # noqa: S608 - put together from constants

RULINGS = text(f"""
    SELECT {_RULING}::text FROM menus.rulings ruling
    WHERE CAST(:id AS uuid) IS NULL
        OR (ruling.decided_at, ruling.id) < (CAST(:decided_at AS timestamptz), CAST(:id AS uuid))
    ORDER BY ruling.decided_at DESC, ruling.id DESC LIMIT :limit""")  # noqa: S608 - the same

SHOWN = 20
"""Reports of one menu."""


class PgReportBox:
    """The port ReportBox, on the service's own pool: it may put, and not look."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def put(self, actor: Actor | None, report: Report) -> None:
        async with self._transactions.open(actor) as connection:
            if (await connection.execute(PUT, asdict(report))).rowcount:
                return
            is_gone = await connection.scalar(IS_GONE, {"slug": report.slug})
        raise MenuGone if is_gone else MenuNotFound


class PgReportReader:
    """The port ReportReader, on a pool of role media_menu_admin."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def cases(self, limit: int, after: tuple[datetime, str] | None) -> Sequence[CaseView]:
        first_at, slug = after or (None, None)
        facts = {"limit": limit, "first_at": first_at, "slug": slug, "shown": SHOWN}
        async with open_office(self._transactions) as connection:
            found = await connection.scalars(CASES, facts)
            return [msgspec.json.decode(each, type=CaseView) for each in found]

    async def rulings(self, limit: int, before: tuple[datetime, UUID] | None) -> Sequence[RulingView]:
        decided_at, ruling_id = before or (None, None)
        facts = {"limit": limit, "decided_at": decided_at, "id": ruling_id}
        async with open_office(self._transactions) as connection:
            found = await connection.scalars(RULINGS, facts)
            return [msgspec.json.decode(each, type=RulingView) for each in found]
