CREATE INDEX media_items_language_ix ON catalog.media_items (language, popularity DESC, id DESC)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult AND language IS NOT NULL;
