"""Statements that walk from work to work along relationships, and end however many circles there are."""

from typing import get_args

from sqlalchemy import text

from adapters.postgres.catalog.documents import RELEASE_DATE, SUGGESTION
from adapters.postgres.catalog.scope import BESIDE, READABLE
from domain.catalog.relationships import OPPOSITE, Relation
from domain.catalog.universes import SHARES_THE_WORLD, VISITS

MOST = 500
"""Works that one answer holds. Statements look for one more, which tells that there are more."""

TURNED = " ".join(f"WHEN '{kept}' THEN '{other}'" for kept, other in OPPOSITE.items())
PLACE = f"array_position(CAST('{{{', '.join(get_args(Relation))}}}' AS text[]), relation)"
"""The place of `relation` among all relations."""

START = f"""start AS MATERIALIZED (
    SELECT id, merged_into FROM catalog.media_items WHERE id = :id AND {READABLE}
)"""  # noqa: S608

STEPS = f"""LATERAL (
    SELECT kept.related_media_item_id AS id, kept.relation_type AS relation,
        kept.notes, kept.weight, kept.created_at
    FROM catalog.relationships AS kept WHERE kept.media_item_id = here.id
    UNION ALL
    SELECT kept.media_item_id, CASE kept.relation_type {TURNED} END, kept.notes, kept.weight, kept.created_at
    FROM catalog.relationships AS kept WHERE kept.related_media_item_id = here.id
) AS step, LATERAL (
    SELECT item.* FROM catalog.media_items AS named
    JOIN catalog.media_items AS item ON item.id = coalesce(named.merged_into, named.id)
    WHERE named.id = step.id LIMIT 1
) AS item"""  # noqa: S608
"""Every relationship of the work `here`, as `here` sees it, and the `item` it leads to: one that was merged
leads on to its survivor. The limit keeps the planner, which expects more of circles than is there, from
reading all works at once."""

STEP = """jsonb_build_object('relation_type', step.relation, 'notes', step.notes, 'weight', step.weight,
    'created_at', step.created_at, 'via', here.id)"""

DIRECT = text(
    f"""
    WITH {START}, step AS (
        SELECT {STEP} || jsonb_build_object(
                'media', {SUGGESTION}, 'distance', 1, 'path', jsonb_build_array(step.relation)) AS document,
            row_number() OVER (
                ORDER BY {PLACE}, step.weight DESC, item.release_year, item.sort_key, item.id) AS place
        FROM start, LATERAL (SELECT start.id) AS here, {STEPS}
        WHERE {BESIDE} AND item.id <> start.id ORDER BY place LIMIT {MOST + 1}
    )
    SELECT merged_into, (SELECT coalesce(jsonb_agg(document ORDER BY place), '[]')::text FROM step) FROM start
    """  # noqa: S608
)

WALK = text(
    f"""
    WITH RECURSIVE {START}, walk AS (
        SELECT 0 AS distance, ARRAY[start.id] AS ids, ARRAY[jsonb '[]'] AS paths,
            CAST(NULL AS jsonb[]) AS steps, ARRAY[start.id] AS seen
        FROM start
        UNION ALL
        SELECT walk.distance + 1, next.ids, next.paths, next.steps, walk.seen || next.ids
        FROM walk, LATERAL (
            SELECT array_agg(id) AS ids, array_agg(path) AS paths, array_agg(step) AS steps FROM (
                SELECT * FROM (
                    SELECT DISTINCT ON (item.id) item.id, here.path || to_jsonb(step.relation) AS path,
                        {STEP} AS step, step.relation, step.weight
                    FROM unnest(walk.ids, walk.paths) AS here (id, path), {STEPS}
                    WHERE {BESIDE} AND item.id <> ALL (walk.seen)
                    ORDER BY item.id, {PLACE}, step.weight DESC, here.id
                ) AS met
                ORDER BY {PLACE}, weight DESC, id LIMIT {MOST + 2} - cardinality(walk.seen)
            ) AS nearest
        ) AS next
        WHERE walk.distance < :depth AND next.ids IS NOT NULL
    )
    SELECT merged_into, (
        SELECT coalesce(jsonb_agg(met.step || jsonb_build_object(
            'media', {SUGGESTION}, 'distance', walk.distance, 'path', met.path
        ) ORDER BY walk.distance, met.place), '[]')::text
        FROM walk, unnest(walk.ids, walk.paths, walk.steps) WITH ORDINALITY AS met (id, path, step, place)
        JOIN catalog.media_items AS item ON item.id = met.id WHERE walk.distance > 0
    ) FROM start
    """  # noqa: S608
)
"""Each turn takes all works of one distance a step further and leaves out what was met before, so every work
is met once, by a shortest way."""

UNIVERSE = text(
    f"""
    WITH RECURSIVE {START}, world AS (
        SELECT id FROM start
        UNION
        SELECT item.id FROM world AS here, {STEPS}
        WHERE step.relation IN ('{"', '".join(SHARES_THE_WORLD)}') AND {BESIDE}
    ), native AS MATERIALIZED (
        SELECT id FROM world LIMIT {MOST + 1}
    ), visitor AS (
        SELECT DISTINCT item.id FROM native AS here, {STEPS}
        WHERE step.relation = '{VISITS}' AND {BESIDE} AND item.id NOT IN (SELECT id FROM native)
    ), everyone AS MATERIALIZED (
        SELECT id, false AS is_visitor FROM native UNION ALL SELECT id, true FROM visitor LIMIT {MOST + 1}
    ), shown AS MATERIALIZED (
        SELECT id, is_visitor FROM everyone LIMIT {MOST}
    )
    SELECT merged_into, jsonb_build_object(
        'works', (
            SELECT jsonb_agg(jsonb_build_object('media', {SUGGESTION}, 'is_visitor', is_visitor,
                'release_date', coalesce({RELEASE_DATE}, item.release_year::text)
            ) ORDER BY item.sort_key, item.id)
            FROM shown JOIN catalog.media_items AS item USING (id)),
        'sequels', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'before', here.id, 'after', item.id, 'weight', step.weight)), '[]')
            FROM shown AS here, {STEPS} WHERE step.relation = 'sequel'),
        'is_complete', (SELECT count(*) <= {MOST} FROM everyone)
    )::text FROM start
    """  # noqa: S608
)
