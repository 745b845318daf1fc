DROP TRIGGER media_items_want_cover_anew ON catalog.media_items;
DROP FUNCTION catalog.want_cover_anew();
REVOKE SELECT (media_item_id), UPDATE (next_check_at, misses) ON catalog.media_assets FROM media_menu_door;
DROP INDEX catalog.media_items_language_ix;
