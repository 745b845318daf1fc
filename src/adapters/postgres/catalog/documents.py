"""A work as one JSON document, built by the database and decoded into its view by msgspec."""

from domain.credits import ROLES

DETAILS = """coalesce(CASE
    WHEN item.media_type IN ('film', 'tv') THEN
        (SELECT to_jsonb(kind) FROM catalog.movie_items AS kind WHERE kind.media_item_id = item.id)
    WHEN item.media_type IN ('book', 'magazine') THEN
        (SELECT to_jsonb(kind) FROM catalog.book_items AS kind WHERE kind.media_item_id = item.id)
    WHEN item.media_type = 'game' THEN
        (SELECT to_jsonb(kind) FROM catalog.game_items AS kind WHERE kind.media_item_id = item.id)
    WHEN item.media_type = 'music' THEN
        (SELECT to_jsonb(kind) FROM catalog.music_items AS kind WHERE kind.media_item_id = item.id)
END - 'media_item_id' - 'pinned', '{}')"""
"""The typed facts of `catalog.media_items AS item`, as JSON without the id."""

LINKS = """coalesce((
    SELECT jsonb_agg(jsonb_build_object(
        'source_name', link.source_name, 'external_key', link.external_key, 'url', link.url
    ) ORDER BY link.source_name, link.external_key)
    FROM catalog.external_links AS link WHERE link.media_item_id = item.id
), '[]')"""
"""The external links of `item`, as a JSON array."""

SOURCES_OF = """coalesce((
    SELECT jsonb_agg(to_jsonb(source) - 'payload_hash' - 'media_item_id'
        ORDER BY source.first_seen_at, source.source_name, source.external_id)
    FROM catalog.media_sources AS source WHERE source.media_item_id = item.id), '[]')"""
"""The records that speak of `item`, as domain.catalog.views.SourceView."""

TAGS = """coalesce((
    SELECT jsonb_agg(tag.name ORDER BY lower(tag.name))
    FROM catalog.media_item_tags AS put JOIN catalog.tags AS tag ON tag.id = put.tag_id
    WHERE put.media_item_id = item.id
), '[]')"""

CREDITS = f"""coalesce((
    SELECT jsonb_agg(jsonb_build_object('role', credit.role, 'name', credit.name)
        ORDER BY array_position(ARRAY{list(ROLES)}, credit.role), credit.position)
    FROM catalog.credits AS credit WHERE credit.media_item_id = item.id
), '[]')"""
"""People and makers of `item` in the order of roles, as a JSON array."""

TITLES = """coalesce((
    SELECT jsonb_agg(jsonb_build_object('title', title, 'language', language, 'region', region)
        ORDER BY language, region, title)
    FROM (
        SELECT DISTINCT title, language, region FROM catalog.titles AS called
        WHERE called.media_item_id = item.id
    ) AS titles
), '[]')"""
"""What `item` is called elsewhere, each once, as a JSON array; titles without a language last."""

OWN_TAGS = """coalesce((
    SELECT jsonb_agg(own.name ORDER BY lower(own.name))
    FROM catalog.user_media_item_tags AS put
    JOIN catalog.user_tags AS own ON own.user_id = put.user_id AND own.id = put.tag_id
    WHERE put.user_id = :viewer AND put.media_item_id = item.id
), '[]')"""
"""The viewer's own tags on `item`; without the viewer's identity the policies show none."""

RELEASE_DATE = """to_char(item.release_date, CASE item.release_precision
    WHEN 'year' THEN 'FMYYYY' WHEN 'month' THEN 'FMYYYY-MM' WHEN 'day' THEN 'FMYYYY-MM-DD' END)"""

PINNED = """(
    SELECT coalesce(jsonb_agg(pin), '[]') FROM (
        SELECT unnest(item.pinned)
        UNION ALL SELECT 'details.' || unnest(kind.pinned)
            FROM catalog.movie_items AS kind WHERE kind.media_item_id = item.id
        UNION ALL SELECT 'details.' || unnest(kind.pinned)
            FROM catalog.book_items AS kind WHERE kind.media_item_id = item.id
        UNION ALL SELECT 'details.' || unnest(kind.pinned)
            FROM catalog.game_items AS kind WHERE kind.media_item_id = item.id
        UNION ALL SELECT 'details.' || unnest(kind.pinned)
            FROM catalog.music_items AS kind WHERE kind.media_item_id = item.id
    ) AS pins (pin))"""
"""The names of the pinned fields of `item`, as a JSON array."""

COVER = """coalesce((
    SELECT '/covers/' || asset.file || '-480.webp'
    FROM catalog.media_assets AS asset WHERE asset.media_item_id = item.id
), item.cover_url)"""
"""The cover that we have of `item`, or else where one can be had."""

WORK = f"""jsonb_build_object(
    'id', item.id, 'media_type', item.media_type, 'title', item.title, 'original_title', item.original_title,
    'release_year', item.release_year, 'release_date', {RELEASE_DATE}, 'creators', item.creators,
    'description', item.description, 'cover_url', {COVER}, 'canonical_url', item.canonical_url,
    'genres', item.genres, 'language', item.language, 'country_of_origin', item.country_of_origin,
    'popularity', item.popularity, 'is_custom', item.origin = 'custom', 'external_links', {LINKS},
    'missing_since', item.missing_since, 'metadata', item.metadata, 'details', {DETAILS}, 'tags', {TAGS},
    'media_class', item.media_class::text, 'credits', {CREDITS}, 'titles', {TITLES})"""
"""`item` whole, as domain.catalog.views.MediaView."""

WORK_SEEN = f"{WORK} || jsonb_build_object('own_tags', {OWN_TAGS})"
"""The same as :viewer sees it."""

SUGGESTION = f"""jsonb_build_object(
    'id', item.id, 'media_type', item.media_type, 'title', item.title,
    'release_year', item.release_year, 'creators', item.creators, 'cover_url', {COVER})"""
"""`item` in short, as domain.catalog.views.MediaSuggestion."""
