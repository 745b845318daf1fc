"""Every constraint that can refuse somebody has words for it, or is known never to."""

import importlib
import pkgutil

import adapters.postgres
from adapters.postgres.constraints import Refusals
from domain.kernel import DomainError
from tests.postgres import Database, superuser

INTERNAL = {
    "the actor's own id, or the id of what the same statement made or has locked": {
        "api_keys_user_id_fk",
        "book_items_media_item_id_fk",
        "course_items_course_id_fk",
        "course_items_menu_id_fk",
        "courses_menu_id_fk",
        "credits_media_item_id_fk",
        "draft_notes_menu_id_fk",
        "draft_notes_token_id_fk",
        "editions_menu_id_fk",
        "external_links_media_item_id_fk",
        "field_values_media_item_id_fk",
        "followers_user_id_fk",
        "follows_user_id_fk",
        "field_values_set_by_fk",
        "file_runs_run_id_fk",
        "game_items_media_item_id_fk",
        "idempotency_keys_user_id_fk",
        "invitations_used_by_fk",
        "kept_records_record_fk",
        "listings_edition_fk",
        "login_events_user_id_fk",
        "match_reviews_decided_by_fk",
        "match_reviews_first_id_fk",
        "match_reviews_second_id_fk",
        "media_items_merged_into_fk",
        "media_items_owner_id_fk",
        "media_assets_media_item_id_fk",
        "media_sources_media_item_id_fk",
        "menu_item_pairings_first_item_id_fk",
        "merges_decided_by_fk",
        "merges_loser_id_fk",
        "merges_survivor_id_fk",
        "menu_item_pairings_menu_id_fk",
        "menu_item_pairings_second_item_id_fk",
        "menu_credits_menu_id_fk",
        "menu_credits_person_id_fk",
        "menu_lineage_menu_id_fk",
        "menu_share_tokens_menu_id_fk",
        "menus_owner_id_fk",
        "mutes_curator_id_fk",
        "menus_slug_fk",
        "movie_items_media_item_id_fk",
        "music_items_media_item_id_fk",
        "paired_works_edition_fk",
        "profiles_user_id_fk",
        "proposals_fork_id_fk",
        "relationships_media_item_id_fk",
        "relationships_related_media_item_id_fk",
        "renderings_edition_fk",
        "reports_menu_id_fk",
        "reports_reporter_id_fk",
        "reports_ruling_id_fk",
        "reports_slug_fk",
        "revisions_menu_id_fk",
        "rulings_decided_by_fk",
        "rulings_menu_id_fk",
        "rulings_slug_fk",
        "run_records_media_item_id_fk",
        "run_records_run_id_fk",
        "runs_requested_by_fk",
        "runs_retry_of_fk",
        "served_works_edition_fk",
        "sessions_user_id_fk",
        "share_visits_token_id_fk",
        "slugs_menu_id_fk",
        "take_downs_menu_id_fk",
        "titles_media_item_id_fk",
        "user_item_states_media_item_id_fk",
        "user_item_states_user_id_fk",
        "user_tags_user_id_fk",
    },
    "random": {
        "api_keys_key_hash_uq",
        "menu_share_tokens_token_hash_uq",
        "menus_slug_uq",
        "sessions_token_hash_uq",
    },
    "positions and numbers are counted by the service, under a lock": {
        "course_items_course_id_position_uq",
        "courses_menu_id_position_uq",
        "editions_current_uq",
        "menu_item_pairings_menu_id_position_uq",
        "proposals_open_uq",
    },
    "there for foreign keys to point at; the primary key refuses first": {
        "course_items_id_menu_id_uq",
        "courses_id_menu_id_uq",
        "menus_id_owner_id_uq",
    },
    "looked at under a lock, and what is known is left as it is": {
        "follows_user_id_curator_id_uq",
        "follows_user_id_menu_id_uq",
        "menu_credits_person_uq",
        "mutes_curator_id_person_id_uq",
        "match_reviews_two_works_uq",
        "merges_loser_id_uq",
    },
    "tables of pgqueuer that nothing is written to, and seats that nothing is limited by": {
        "pgqueuer_picked_slot_idx",
        "pgqueuer_schedules_expression_uq",
        "pgqueuer_statistics_unique_count",
    },
    "a class is one of the domain's, which are those of the table": {
        "media_items_media_class_fk",
    },
    "tags are found by name before they are made, and the tables have no writer yet": {
        "media_item_tags_tag_id_fk",
        "tags_name_uq",
        "user_media_item_tags_user_id_tag_id_fk",
        "user_tags_name_uq",
    },
}
"""Foreign keys and uniqueness that nobody can run into, and why. A primary key that a client can hit is
among the refusals; a check is said by the domain first, in words."""

REFUSING = """
    SELECT conname AS name, contype::text AS kind
    FROM pg_constraint JOIN pg_namespace n ON n.oid = connamespace
    WHERE contype IN ('f', 'u', 'x', 'p')
        AND nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')
    UNION
    SELECT relname, 'u' FROM pg_index JOIN pg_class i ON i.oid = indexrelid
        JOIN pg_namespace n ON n.oid = relnamespace
    WHERE indisunique AND nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""


def refusals() -> dict[str, object]:
    """What every context's adapter has words for."""
    words: dict[str, object] = {}
    for module in pkgutil.walk_packages(adapters.postgres.__path__, "adapters.postgres."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if name.endswith("REFUSALS"):
                stated: Refusals = value
                words |= stated
    return words


async def test_every_constraint_has_words_or_a_reason_for_none(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        found = {row["name"]: row["kind"] for row in await connection.fetch(REFUSING)}
    internal = set().union(*INTERNAL.values())
    assert refusals().keys() <= found.keys()
    assert internal <= found.keys()
    assert not internal & refusals().keys()
    assert {name for name, kind in found.items() if kind != "p"} <= internal | refusals().keys()


def test_every_refusal_of_the_database_is_an_error_of_the_domain_with_a_code() -> None:
    for make in refusals().values():
        assert callable(make)
        error = make()
        assert isinstance(error, DomainError)
        assert error.code
