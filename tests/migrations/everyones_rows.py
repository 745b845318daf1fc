"""One row of a person in every personal table: what row-level security has to keep from others."""

from uuid import UUID, uuid5

from domain.kernel import MediaItemId, UserId

# In an order that foreign keys allow.
ROWS = {
    "accounts.users": """
        (id, email, username, password_hash, created_at, updated_at)
        VALUES ('{person}', '{name}@example.org', '{name}', 'none', now(), now())""",
    "accounts.profiles": """
        (user_id, display_name, updated_at) VALUES ('{person}', '{name}', now())""",
    "accounts.sessions": """
        (id, user_id, token_hash, user_agent, address_prefix, created_at, last_seen_at, idle_expires_at,
            absolute_expires_at)
        VALUES ('{session}', '{person}', '{name}', '', '192.0.2.0/24', now(), now(), now(), now())""",
    "accounts.api_keys": """
        (id, user_id, name, key_hash, hint, scopes, created_at, expires_at)
        VALUES ('{api_key}', '{person}', 'key', '{name}', 'mm_', '{{read}}', now(),
            now() + interval '1 day')""",
    "accounts.login_events": """
        (id, user_id, success, reason, address_prefix, at)
        VALUES ('{login}', '{person}', true, 'signed-in', '192.0.2.0/24', now())""",
    "accounts.idempotency_keys": """
        (user_id, key_hash, route, body_hash, state, claim, created_at)
        VALUES ('{person}', '{name}', 'POST /menus', '', 'running', '{claim}', now())""",
    "accounts.invitations": """
        (code_hash, note, created_at, expires_at, used_at, used_by)
        VALUES ('{name}', '', now(), now() + interval '1 day', now(), '{person}')""",
    "catalog.user_tags": """
        (user_id, id, name) VALUES ('{person}', '{tag}', 'night')""",
    "catalog.user_media_item_tags": """
        (user_id, tag_id, media_item_id) VALUES ('{person}', '{tag}', '{work}')""",
    "menus.menus": """
        (id, owner_id, slug, title, status, visibility, version, latest_edition, created_at, updated_at)
        VALUES ('{menu}', '{person}', '{name}', 'Night', 'draft', 'public', 1, 1, now(), now())""",
    "menus.courses": """
        (id, menu_id, owner_id, position, title) VALUES ('{course}', '{menu}', '{person}', 0, 'Dusk')""",
    "menus.course_items": """
        (id, item_key, menu_id, owner_id, course_id, position, media_item_id)
        VALUES ('{item}', '{item}', '{menu}', '{person}', '{course}', 0, '{work}'),
            ('{other_item}', '{other_item}', '{menu}', '{person}', '{course}', 1, '{work}')""",
    "menus.menu_item_pairings": """
        (id, menu_id, owner_id, position, first_item_id, second_item_id, relationship, narrative)
        VALUES ('{pairing}', '{menu}', '{person}', 0, '{item}', '{other_item}', 'echo', '')""",
    "menus.editions": """
        (menu_id, number, owner_id, slug, document, content_hash, visibility, is_current, published_at,
            withdrawn_at)
        VALUES ('{menu}', 1, '{person}', '{name}',
            '{{"title": "Night", "courses": []}}', '', 'public', true, now(), now())""",
    "menus.revisions": """
        (menu_id, version, owner_id, document, summary, made_at, kept_at)
        VALUES ('{menu}', 1, '{person}', '{{}}', '{{}}', now(), now())""",
    "menus.menu_lineage": """
        (menu_id, owner_id, source_edition, source_title, source_curator, source_slug, courses, created_at)
        VALUES ('{menu}', '{person}', 1, 'Day', 'Somebody', 'day', '{{}}', now())""",
    "menus.followers": """
        (user_id, looked_at, read_until) VALUES ('{person}', now(), now())""",
    "menus.follows": """
        (id, user_id, menu_id, title, created_at)
        VALUES ('{follow}', '{person}', '{menu}', 'Night', now())""",
    "menus.proposals": """
        (id, fork_id, proposer_id, menu_id, curator_id, base_edition, document, courses, status, taken,
            created_at)
        VALUES ('{proposal}', '{menu}', '{person}', '{menu}', '{person}', 1, '{{}}', '{{}}', 'open', 0,
            now())""",
    "menus.mutes": """
        (id, curator_id, person_id, created_at)
        VALUES ('{proposal}', '{person}', '{person}', now())""",
    "menus.menu_credits": """
        (id, menu_id, owner_id, person_id, edition)
        VALUES ('{proposal}', '{menu}', '{person}', '{person}', 1)""",
    "menus.menu_share_tokens": """
        (id, menu_id, owner_id, token_hash, scope, expires_at, created_at)
        VALUES ('{token}', '{menu}', '{person}', '{name}', 'comment', now() + interval '1 day', now())""",
    "menus.draft_notes": """
        (id, menu_id, owner_id, token_id, visit_id, author_name, anchor_kind, anchor_id, anchor_title, body,
            created_at)
        VALUES ('{note}', '{menu}', '{person}', '{token}', '{visit}', 'Ewa', 'item', '{item}', 'Night',
            'Why?', now())""",
    "menus.share_visits": """
        (id, token_id, secret_hash, expires_at)
        VALUES ('{visit}', '{token}', '', now() + interval '1 hour')""",
    "menus.reports": """
        (id, menu_id, slug, edition, title, reporter_id, reason, words, created_at)
        VALUES ('{report}', '{menu}', '{name}', 1, 'Night', '{person}', 'spam', '', now())""",
    "menus.take_downs": """
        (menu_id, owner_id, reason, at) VALUES ('{menu}', '{person}', 'Not for everybody.', now())""",
    "tracking.user_item_states": """
        (user_id, media_item_id, status, is_favorite, meta_snapshot, version, created_at, updated_at)
        VALUES ('{person}', '{work}', 'planned', false, '{{}}', 1, now(), now())""",
}
OWNER = dict.fromkeys(ROWS, "user_id") | {
    "accounts.users": "id",
    "accounts.invitations": "used_by",
    "menus.menus": "owner_id",
    "menus.courses": "owner_id",
    "menus.course_items": "owner_id",
    "menus.menu_item_pairings": "owner_id",
    "menus.editions": "owner_id",
    "menus.revisions": "owner_id",
    "menus.menu_lineage": "owner_id",
    "menus.proposals": "curator_id",
    "menus.mutes": "curator_id",
    "menus.menu_credits": "owner_id",
    "menus.menu_share_tokens": "owner_id",
    "menus.draft_notes": "owner_id",
    "menus.reports": "reporter_id",
    "menus.take_downs": "owner_id",
    "menus.share_visits": "(SELECT owner_id FROM menus.menu_share_tokens WHERE id = token_id)",
}
"""How a table names the person; an expression where it does not."""

NAMES = (
    "session", "api_key", "login", "claim", "tag", "menu", "course", "item", "other_item", "pairing",
    "follow", "proposal", "token", "visit", "note", "report",
)  # fmt: skip


def insert(table: str, person: UserId, work: MediaItemId) -> str:
    """The statement that puts the person's row there; the same each time."""
    ids: dict[str, UUID] = {name: uuid5(person, name) for name in NAMES}
    values = ROWS[table].format(person=person, name=f"p{person.hex[-12:]}", work=work, **ids)
    return f"INSERT INTO {table} {values}"


def slug(person: UserId) -> str:
    """The statement that gives the person's menu its slug, which is nobody's."""
    return (
        f"INSERT INTO menus.slugs (slug, menu_id) VALUES ('p{person.hex[-12:]}', '{uuid5(person, 'menu')}')"
    )
