"""The statements that read a whole menu, or a page of them, as one JSON document each."""

from sqlalchemy import TextClause, text

from domain.menus.ports import MenuOrder
from domain.menus.proposals import Side

# The facts of its kind, as the catalogue has them; what is unknown is left out.
DETAILS = """
    coalesce(jsonb_strip_nulls(CASE
        WHEN work.media_type IN ('film', 'tv') THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.movie_items kind WHERE kind.media_item_id = work.id)
        WHEN work.media_type IN ('book', 'magazine') THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.book_items kind WHERE kind.media_item_id = work.id)
        WHEN work.media_type = 'game' THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.game_items kind WHERE kind.media_item_id = work.id)
        WHEN work.media_type IN ('music', 'audio') THEN (SELECT to_jsonb(kind) - 'media_item_id' - 'pinned'
            FROM catalog.music_items kind WHERE kind.media_item_id = work.id)
    END), '{}')"""

# An own item says itself where it is from; nothing checks that, so that it leads to no address.
LINKS = """
    SELECT source_name, external_key, url FROM catalog.external_links WHERE media_item_id = work.id
    UNION ALL
    SELECT said ->> 0, said ->> 1, NULL FROM jsonb_array_elements(
        CASE WHEN work.origin = 'custom' AND jsonb_typeof(work.metadata -> 'external_ids') = 'array'
            THEN work.metadata -> 'external_ids' END) said"""

WORK = f"""
    json_build_object('id', work.id, 'media_type', work.media_type, 'title', work.title,
        'release_year', work.release_year, 'creators', work.creators, 'cover_url', work.cover_url,
        'external_links', coalesce((
            SELECT json_agg(json_build_object('source_name', link.source_name,
                'external_key', link.external_key, 'url', link.url)
                ORDER BY link.source_name, link.external_key)
            FROM ({LINKS}) link), '[]'),
        'details', {DETAILS})"""

PAIRINGS = """
    coalesce((SELECT json_agg(json_build_object('id', pairing.id, 'first_item_id', pairing.first_item_id,
            'second_item_id', pairing.second_item_id, 'relationship', pairing.relationship,
            'narrative', pairing.narrative) ORDER BY pairing.position)
        FROM menus.menu_item_pairings pairing
        WHERE pairing.menu_id = menu.id AND pairing.owner_id = menu.owner_id), '[]')"""


def courses(item_facts: str, joins: str = "") -> str:
    """All courses of `menu` with their works, each work with `item_facts`."""
    return f"""
    coalesce((SELECT json_agg(json_build_object('id', course.id, 'title', course.title,
            'intent', course.intent, 'items', coalesce((
                SELECT json_agg(json_build_object('id', item.id, 'item_key', item.item_key,
                    'media_item_id', item.media_item_id, 'annotation', item.annotation {item_facts})
                    ORDER BY item.position)
                FROM menus.course_items item {joins}
                WHERE item.course_id = course.id AND item.owner_id = menu.owner_id), '[]'))
            ORDER BY course.position)
        FROM menus.courses course
        WHERE course.menu_id = menu.id AND course.owner_id = menu.owner_id), '[]')"""


COURSES_WITH_WORKS = courses(
    f", 'media', {WORK}", "JOIN catalog.media_items work ON work.id = item.media_item_id"
)

EDITION = """
    CASE WHEN menu.status = 'published'
        THEN json_build_object('number', menu.latest_edition, 'published_at', menu.published_at) END"""

TAKE_DOWN = """
    (SELECT json_build_object('reason', closed.reason, 'at', closed.at) FROM menus.take_downs closed
    WHERE closed.menu_id = menu.id AND closed.owner_id = menu.owner_id)"""

AGGREGATE = text(f"""
    SELECT json_build_object('id', menu.id, 'owner_id', menu.owner_id, 'slug', menu.slug, 'title', menu.title,
        'description', menu.description, 'status', menu.status, 'visibility', menu.visibility,
        'version', menu.version, 'latest_edition', menu.latest_edition, 'published_at', menu.published_at,
        'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'take_down', {TAKE_DOWN}, 'courses', {courses("")}, 'pairings', {PAIRINGS})::text
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id()""")

# People may only find what is public by a credit; who holds the link to an unlisted source needs none. One
# that is closed may be opened by its link again: it is told once that is public, or opens nothing more.
_LINEAGE = """
    (SELECT json_build_object('source_title', fork.source_title, 'source_curator', fork.source_curator,
        'source_slug', CASE WHEN source.visibility = 'public' OR NOT EXISTS (
            SELECT FROM menus.slugs slug WHERE slug.slug = fork.source_slug AND slug.gone_at IS NULL
                AND fork.source_menu_id IS NOT NULL) THEN fork.source_slug END,
        'source_edition', fork.source_edition,
        'source_available', source.visibility IS NOT DISTINCT FROM 'public',
        'source_username', CASE WHEN source.visibility = 'public'
            THEN (SELECT username FROM accounts.public_name(source.owner_id)) END)
    FROM menus.menu_lineage fork LEFT JOIN menus.editions source
        ON source.menu_id = fork.source_menu_id AND source.is_current AND source.withdrawn_at IS NULL
    WHERE fork.menu_id = {menu})"""

_FORK_COUNT = """
    (SELECT count(*) FROM menus.menu_lineage fork JOIN menus.editions its ON its.menu_id = fork.menu_id
    WHERE fork.source_menu_id = edition.menu_id AND its.is_current AND its.withdrawn_at IS NULL
        AND its.visibility = 'public')"""

_CREDITS = """
    coalesce((SELECT jsonb_agg(jsonb_build_object('edition', credit.edition, 'curator', (
            SELECT to_jsonb(person) FROM accounts.public_name(credit.person_id) person))
            ORDER BY credit.edition, credit.id)
        FROM menus.menu_credits credit
        WHERE credit.menu_id = edition.menu_id AND credit.edition <= edition.number), '[]')"""

_WHOLE_MENU = f"""
    'id', menu.id, 'slug', menu.slug, 'title', menu.title,
        'description', menu.description, 'status', menu.status, 'visibility', menu.visibility,
        'version', menu.version, 'edition', {EDITION},
        'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'courses', {COURSES_WITH_WORKS}, 'pairings', {PAIRINGS}"""

_FROM_OWN_MENU = """
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL"""

TO_FREEZE = text(f"SELECT json_build_object({_WHOLE_MENU}, 'lineage', NULL)::text {_FROM_OWN_MENU}")
"""With the addresses of covers as upstreams gave them: an edition means the same on any server.

Its credit stands beside it, as the curator's name does: what is there to be read changes.
"""

WORKING_COPY = text(f"""
    SELECT menus.with_covers(json_build_object({_WHOLE_MENU}, 'take_down', {TAKE_DOWN},
        'lineage', {_LINEAGE.format(menu="menu.id")})::jsonb)::text
    {_FROM_OWN_MENU}""")

COVERS = """
    coalesce((SELECT json_agg(first.cover ORDER BY first.number, first.place) FROM (
        SELECT json_build_object('id', work.id, 'media_type', work.media_type, 'title', work.title,
                'creators', work.creators,
                'cover_url', coalesce('/covers/' || asset.file || '-480.webp', work.cover_url)) AS cover,
            course.position AS number, item.position AS place
        FROM menus.course_items item
        JOIN menus.courses course ON course.id = item.course_id
        JOIN catalog.media_items work ON work.id = item.media_item_id
        LEFT JOIN catalog.media_assets asset ON asset.media_item_id = work.id
        WHERE item.menu_id = menu.id AND item.owner_id = menu.owner_id
        ORDER BY course.position, item.position
        LIMIT 5) first), '[]')"""

SUMMARY = f"""
    json_build_object('id', menu.id, 'slug', menu.slug, 'title', menu.title,
        'description', menu.description, 'status', menu.status, 'visibility', menu.visibility,
        'version', menu.version, 'edition', {EDITION},
        'course_count', (SELECT count(*) FROM menus.courses course
            WHERE course.menu_id = menu.id AND course.owner_id = menu.owner_id),
        'item_count', items.count, 'media_types', items.media_types, 'covers', {COVERS},
        'take_down', {TAKE_DOWN},
        'archived_at', menu.archived_at, 'created_at', menu.created_at, 'updated_at', menu.updated_at,
        'proposal_count', (SELECT count(*) FROM menus.proposals proposal
            WHERE proposal.menu_id = menu.id AND proposal.curator_id = menu.owner_id
                AND proposal.status = 'open'))"""


def _summaries(key: str, kind: str, way: str) -> TextClause:
    """Own menus by a key of that kind, from behind (:key, :id) on; `way` is ASC or DESC."""
    after = f"({key}, menu.id) {'<' if way == 'DESC' else '>'} ({kind}, CAST(:id AS uuid))"
    return text(f"""
    SELECT coalesce(json_agg(line.entry), '[]')::text FROM (
        SELECT {SUMMARY} AS entry
        FROM menus.menus menu, LATERAL (
            SELECT count(*) AS count,
                coalesce(array_agg(DISTINCT work.media_type), '{{}}') AS media_types
            FROM menus.course_items item JOIN catalog.media_items work ON work.id = item.media_item_id
            WHERE item.menu_id = menu.id AND item.owner_id = menu.owner_id) items
        WHERE menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL
            AND (menu.archived_at IS NOT NULL) = CAST(:archived AS boolean)
            AND (CAST(:status AS text) IS NULL OR menu.status = CAST(:status AS text))
            AND (CAST(:text AS text) = ''
                OR strpos(menus.plain(menu.title), menus.plain(CAST(:text AS text))) > 0)
            AND (CAST(:id AS uuid) IS NULL OR {after})
        ORDER BY {key} {way}, menu.id {way}
        LIMIT :limit) line""")


SUMMARIES: dict[MenuOrder, TextClause] = {
    "edited": _summaries("menu.updated_at", "CAST(:key AS timestamptz)", "DESC"),
    "newest": _summaries("menu.created_at", "CAST(:key AS timestamptz)", "DESC"),
    "title": _summaries("menu.title_order", "menus.title_order(CAST(:key AS text))", "ASC"),
}

PUBLIC_FACTS = f"""
    jsonb_build_object('visibility', edition.visibility, 'status', 'published',
        'curator', (SELECT to_jsonb(person) FROM accounts.public_name(edition.owner_id) person),
        'lineage', {_LINEAGE.format(menu="edition.menu_id")}, 'credits', {_CREDITS},
        'fork_count', {_FORK_COUNT})"""
"""What stands around an edition; whatever changes it adds one to `appearance`."""

PUBLIC_MENU = text(f"""
    SELECT menus.with_covers(edition.document || {PUBLIC_FACTS})::text
    FROM menus.editions edition
    WHERE edition.slug = :slug AND edition.withdrawn_at IS NULL
        AND (edition.number = CAST(:number AS bigint)
            OR (CAST(:number AS bigint) IS NULL AND edition.is_current))""")

# The current edition is found by its slug, and leads to those before it.
PUBLIC_EDITIONS = text("""
    SELECT edition.number, edition.document ->> 'title' AS title, edition.note, edition.content_hash,
        edition.published_at
    FROM menus.editions newest JOIN menus.editions edition USING (menu_id)
    WHERE newest.slug = :slug AND newest.is_current AND newest.withdrawn_at IS NULL
        AND edition.withdrawn_at IS NULL
    ORDER BY edition.number DESC""")

OWN_EDITION = text(f"""
    SELECT menus.with_covers(edition.document || {PUBLIC_FACTS})::text
    FROM menus.editions edition
    JOIN menus.menus menu ON menu.id = edition.menu_id AND menu.owner_id = edition.owner_id
    WHERE edition.menu_id = :menu AND edition.number = CAST(:number AS bigint) AND menu.deleted_at IS NULL
        AND edition.owner_id = accounts.current_user_id()""")

REVISIONS = text("""
    SELECT coalesce((
        SELECT json_agg(line) FROM (
            SELECT version, made_at, summary FROM menus.revisions
            WHERE menu_id = menu.id AND owner_id = menu.owner_id
                AND (CAST(:before AS bigint) IS NULL OR version < CAST(:before AS bigint))
            ORDER BY version DESC LIMIT :limit) line), '[]')::text
    FROM menus.menus menu
    WHERE menu.id = :menu AND menu.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL""")

REVISION = text(f"""
    SELECT menus.with_covers(revision.document || jsonb_build_object('version', revision.version,
        'made_at', revision.made_at, 'summary', revision.summary, 'courses', coalesce((
            SELECT jsonb_agg(course || jsonb_build_object('items', coalesce((
                SELECT jsonb_agg(item || jsonb_build_object('media_item_id', work.id, 'media', {WORK})
                    ORDER BY position)
                FROM jsonb_array_elements(course -> 'items') WITH ORDINALITY AS each_item (item, position)
                JOIN catalog.media_items kept ON kept.id = CAST(item ->> 'media_item_id' AS uuid)
                JOIN catalog.media_items work ON work.id = coalesce(kept.merged_into, kept.id)), '[]'))
                ORDER BY number)
            FROM jsonb_array_elements(revision.document -> 'courses')
                WITH ORDINALITY AS each_course (course, number)), '[]')))::text
    FROM menus.revisions revision
    JOIN menus.menus menu ON menu.id = revision.menu_id AND menu.owner_id = revision.owner_id
    WHERE revision.menu_id = :menu AND revision.version = CAST(:version AS bigint)
        AND revision.owner_id = accounts.current_user_id() AND menu.deleted_at IS NULL""")
"""Served by the works that stand for its works now: a merge rewrites no history."""

SERVINGS = text(f"""
    SELECT json_build_object(
        'courses', (SELECT coalesce(json_agg(course.id ORDER BY course.position), '[]')
            FROM menus.courses course WHERE course.menu_id = menu.id AND course.owner_id = menu.owner_id),
        'works', (SELECT coalesce(json_agg(json_build_object('course_id', item.course_id,
                'media_type', work.media_type, 'release_year', work.release_year, 'language', work.language,
                'country', work.country_of_origin, 'details', {DETAILS},
                'has_note', item.annotation IS NOT NULL,
                'is_paired', EXISTS (SELECT FROM menus.menu_item_pairings pairing
                    WHERE pairing.menu_id = menu.id AND pairing.owner_id = menu.owner_id
                        AND item.id IN (pairing.first_item_id, pairing.second_item_id)))), '[]')
            FROM menus.course_items item JOIN catalog.media_items work ON work.id = item.media_item_id
            WHERE item.menu_id = menu.id AND item.owner_id = menu.owner_id))::text
    {_FROM_OWN_MENU}""")
"""What a menu's balance is made of."""

PROPOSAL = text("""
    SELECT to_jsonb(proposal)::text FROM menus.proposals proposal
    WHERE id = :proposal AND curator_id = accounts.current_user_id()""")


def _proposal_line(side: str) -> str:
    """Lines of `proposal`, with the menus of the actor's own: none of those that are deleted."""
    return f"""
        SELECT proposal.id, json_build_object('id', proposal.id, 'side', {side},
            'menu_id', proposal.menu_id,
            'menu_title', coalesce(own.title, edition.document ->> 'title', lineage.source_title, ''),
            'curator', (SELECT to_jsonb(person) FROM accounts.public_name(proposal.curator_id) person),
            'fork_id', proposal.fork_id, 'title', proposal.document -> 'title',
            'proposer', (SELECT to_jsonb(person) FROM accounts.public_name(proposal.proposer_id) person),
            'message', proposal.message, 'status', proposal.status, 'taken', proposal.taken,
            'answer', proposal.answer, 'created_at', proposal.created_at,
            'settled_at', proposal.settled_at) AS entry
        FROM menus.proposals proposal
        LEFT JOIN menus.menus own ON own.id = proposal.menu_id
            AND own.owner_id = accounts.current_user_id() AND own.deleted_at IS NULL
        LEFT JOIN menus.menus fork ON fork.id = proposal.fork_id
            AND fork.owner_id = accounts.current_user_id() AND fork.deleted_at IS NULL
        LEFT JOIN menus.editions edition ON edition.menu_id = proposal.menu_id AND edition.is_current
            AND edition.withdrawn_at IS NULL
        LEFT JOIN menus.menu_lineage lineage ON lineage.menu_id = proposal.fork_id
            AND lineage.owner_id = accounts.current_user_id()"""


def _proposals(side: Side, whose: str, menu: str, own: str) -> TextClause:
    return text(f"""
    SELECT coalesce(json_agg(line.entry ORDER BY line.id DESC), '[]')::text FROM (
        {_proposal_line(f"'{side}'")}
        WHERE proposal.{whose} = accounts.current_user_id() AND {own}.id IS NOT NULL
            AND (CAST(:menu AS uuid) IS NULL OR proposal.{menu} = CAST(:menu AS uuid))
            AND (CAST(:status AS text) IS NULL OR proposal.status = CAST(:status AS text))
            AND (CAST(:before AS uuid) IS NULL OR proposal.id < CAST(:before AS uuid))
        ORDER BY proposal.id DESC
        LIMIT :limit) line""")


PROPOSALS: dict[Side, TextClause] = {
    "received": _proposals("received", "curator_id", "menu_id", "own"),
    "made": _proposals("made", "proposer_id", "fork_id", "fork"),
}

PROPOSAL_LINE = text(f"""
    SELECT line.entry::text FROM (
        {_proposal_line("CASE WHEN own.id IS NOT NULL THEN 'received' ELSE 'made' END")}
        WHERE proposal.id = :proposal AND (own.id IS NOT NULL OR fork.id IS NOT NULL)) line""")
