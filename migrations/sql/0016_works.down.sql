DROP TABLE catalog.credits, catalog.titles;
DROP TRIGGER media_items_class_of_kind ON catalog.media_items;
DROP FUNCTION catalog.class_of_kind();
ALTER TABLE catalog.media_items DROP COLUMN media_class;
DROP TABLE catalog.media_classes;
COMMENT ON COLUMN catalog.media_items.search_norm IS
    'Words of title, original title and creators, normalised like title_norm (domain.catalog.titles.search_norm).';
