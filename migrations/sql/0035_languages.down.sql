DROP INDEX catalog.media_items_language_ix;
