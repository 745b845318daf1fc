-- The best-known works of each language, so that a rare one is not looked for among all works.
CREATE INDEX media_items_language_ix ON catalog.media_items (language, popularity DESC, id DESC)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult AND language IS NOT NULL;

-- What was merged into a work shows its cover too.
CREATE FUNCTION catalog.want_cover_anew() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
    UPDATE catalog.media_assets SET next_check_at = '-infinity', misses = 0
    WHERE media_item_id IN (SELECT NEW.id UNION ALL SELECT id FROM catalog.media_items WHERE merged_into = NEW.id);
    RETURN NULL;
END $$;
COMMENT ON FUNCTION catalog.want_cover_anew() IS
    'Lets a cover be asked for at once where its address has changed; of works that want none nothing is noted.';
GRANT SELECT (media_item_id), UPDATE (next_check_at, misses) ON catalog.media_assets TO media_menu_door;
CREATE TRIGGER media_items_want_cover_anew AFTER UPDATE OF cover_url ON catalog.media_items
    FOR EACH ROW WHEN (OLD.cover_url IS DISTINCT FROM NEW.cover_url)
    EXECUTE FUNCTION catalog.want_cover_anew();
CALL kernel.give_to_door('catalog.want_cover_anew()');
