"""The directory of public menus: a statement for each way to ask, so that each has the plan that fits it."""

from functools import cache
from typing import Any, Final

from sqlalchemy import TextClause, text

from domain.menus.browsing import Browsing, DirectoryOrder, DirectoryPlace

NARROWED_BY: Final = {
    "text": "AND words @@ menus.sought(:text)",
    "media_type": "AND media_types @> ARRAY[CAST(:media_type AS text)]",
    "curator": "AND owner_id = (SELECT accounts.person_named(:curator))",
}
KEYS: Final[dict[DirectoryOrder, str]] = {
    "newest": "(published_at, slug) < (coalesce(CAST(:published AS timestamptz), 'infinity'), :slug)",
    "forked": """(fork_count, published_at, slug)
        < (CAST(:forks AS bigint), coalesce(CAST(:published AS timestamptz), 'infinity'), :slug)""",
}
"""What stands behind a place: one comparison, also on the first page, so that any plan walks the index."""
SORTED: Final[dict[DirectoryOrder, str]] = {
    "newest": "published_at DESC, slug DESC",
    "forked": "fork_count DESC, published_at DESC, slug DESC",
}
TOP: Final = {"forks": 2**63 - 1, "published": None, "slug": ""}
"""Before everything, in either order."""


@cache
def _page(order: DirectoryOrder, *narrowed: str) -> TextClause:
    conditions = " ".join(NARROWED_BY[name] for name in narrowed)
    return text(f"""
    SELECT coalesce(json_agg(json_build_object('slug', slug, 'title', title, 'description', description,
        'curator', to_json(person),
        'edition', json_build_object('number', number, 'published_at', published_at),
        'course_count', course_count, 'item_count', item_count, 'media_types', media_types,
        'covers', (SELECT coalesce(jsonb_agg(
                cover || jsonb_build_object('cover_url',
                    coalesce('/covers/' || asset.file || '-480.webp', cover ->> 'cover_url'))
                ORDER BY place), '[]')
            FROM jsonb_array_elements(covers) WITH ORDINALITY AS each_cover (cover, place)
            LEFT JOIN catalog.media_assets asset ON asset.media_item_id = CAST(cover ->> 'id' AS uuid)),
        'fork_count', fork_count) ORDER BY {SORTED[order]}), '[]')::text
    FROM (
        SELECT * FROM menus.listings WHERE {KEYS[order]} {conditions} ORDER BY {SORTED[order]} LIMIT :limit
    ) listing, accounts.public_name(owner_id) person""")  # noqa: S608 - put together from constants


def directory(
    limit: int, after: DirectoryPlace | None, browsing: Browsing
) -> tuple[TextClause, dict[str, Any]]:
    """The statement for a page, and its parameters."""
    asked = {name: getattr(browsing, name) for name in NARROWED_BY if getattr(browsing, name)}
    place = {"forks": after.fork_count, "published": after.published_at, "slug": after.slug} if after else TOP
    if browsing.order == "newest":
        place = {name: place[name] for name in ("published", "slug")}
    return _page(browsing.order, *asked), {"limit": limit, **place, **asked}
