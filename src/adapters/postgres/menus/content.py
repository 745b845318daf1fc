"""One statement that makes the stored courses, works and pairings of a menu equal to the aggregate's.

New rows are inserted plainly, so that an id which belongs elsewhere meets the primary key; rows that stay are
updated only where they differ. Positions, keys and pairs are checked at the end of the statement, since their
constraints are deferrable: PostgreSQL deletes last. The menu's row is locked by the caller.
"""

from typing import Any

import msgspec
from sqlalchemy import text

from domain.menus.model import Menu

WRITE_CONTENT = text("""
WITH new_courses AS (
    SELECT * FROM json_to_recordset(CAST(:courses AS json))
        AS new (id uuid, position integer, title text, intent text)
), new_items AS (
    SELECT * FROM json_to_recordset(CAST(:items AS json)) AS new
        (id uuid, item_key uuid, course_id uuid, position integer, media_item_id uuid, annotation text)
), new_pairings AS (
    SELECT * FROM json_to_recordset(CAST(:pairings AS json)) AS new
        (id uuid, position integer, first_item_id uuid, second_item_id uuid, relationship text,
            narrative text)
), gone_pairings AS (
    DELETE FROM menus.menu_item_pairings old
    WHERE old.menu_id = :menu AND old.owner_id = :owner AND old.id NOT IN (SELECT id FROM new_pairings)
), gone_items AS (
    DELETE FROM menus.course_items old
    WHERE old.menu_id = :menu AND old.owner_id = :owner AND old.id NOT IN (SELECT id FROM new_items)
), gone_courses AS (
    DELETE FROM menus.courses old
    WHERE old.menu_id = :menu AND old.owner_id = :owner AND old.id NOT IN (SELECT id FROM new_courses)
), changed_courses AS (
    UPDATE menus.courses old
    SET position = new.position, title = new.title, intent = new.intent
    FROM new_courses new
    WHERE old.id = new.id AND old.menu_id = :menu AND old.owner_id = :owner
        AND (old.position, old.title, old.intent) IS DISTINCT FROM (new.position, new.title, new.intent)
), changed_items AS (
    UPDATE menus.course_items old
    SET item_key = new.item_key, course_id = new.course_id, position = new.position,
        media_item_id = new.media_item_id, annotation = new.annotation
    FROM new_items new
    WHERE old.id = new.id AND old.menu_id = :menu AND old.owner_id = :owner
        AND (old.item_key, old.course_id, old.position, old.media_item_id, old.annotation)
            IS DISTINCT FROM (new.item_key, new.course_id, new.position, new.media_item_id, new.annotation)
), changed_pairings AS (
    UPDATE menus.menu_item_pairings old
    SET position = new.position, first_item_id = new.first_item_id, second_item_id = new.second_item_id,
        relationship = new.relationship, narrative = new.narrative
    FROM new_pairings new
    WHERE old.id = new.id AND old.menu_id = :menu AND old.owner_id = :owner
        AND (old.position, old.first_item_id, old.second_item_id, old.relationship, old.narrative)
            IS DISTINCT FROM
                (new.position, new.first_item_id, new.second_item_id, new.relationship, new.narrative)
), added_courses AS (
    INSERT INTO menus.courses (id, menu_id, owner_id, position, title, intent)
    SELECT new.id, :menu, :owner, new.position, new.title, new.intent FROM new_courses new
    WHERE NOT EXISTS (SELECT FROM menus.courses old
        WHERE old.id = new.id AND old.menu_id = :menu AND old.owner_id = :owner)
), added_items AS (
    INSERT INTO menus.course_items
        (id, item_key, menu_id, owner_id, course_id, position, media_item_id, annotation)
    SELECT new.id, new.item_key, :menu, :owner, new.course_id, new.position, new.media_item_id, new.annotation
    FROM new_items new
    WHERE NOT EXISTS (SELECT FROM menus.course_items old
        WHERE old.id = new.id AND old.menu_id = :menu AND old.owner_id = :owner)
)
INSERT INTO menus.menu_item_pairings
    (id, menu_id, owner_id, position, first_item_id, second_item_id, relationship, narrative)
SELECT new.id, :menu, :owner, new.position, new.first_item_id, new.second_item_id,
    new.relationship, new.narrative
FROM new_pairings new
WHERE NOT EXISTS (SELECT FROM menus.menu_item_pairings old
    WHERE old.id = new.id AND old.menu_id = :menu AND old.owner_id = :owner)
""")


def content_of(menu: Menu) -> dict[str, Any]:
    """The parameters of WRITE_CONTENT."""
    return {
        "menu": menu.id,
        "owner": menu.owner_id,
        "courses": _rows(
            {"id": course.id, "position": position, "title": course.title, "intent": course.intent}
            for position, course in enumerate(menu.courses)
        ),
        "items": _rows(
            {**msgspec.structs.asdict(item), "course_id": course.id, "position": position}
            for course in menu.courses
            for position, item in enumerate(course.items)
        ),
        "pairings": _rows(
            {**msgspec.structs.asdict(pairing), "position": position}
            for position, pairing in enumerate(menu.pairings)
        ),
    }


def _rows(rows: Any) -> str:
    return msgspec.json.encode(list(rows)).decode()
