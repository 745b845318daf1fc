DROP TRIGGER editions_serve_works ON menus.editions;
DROP TRIGGER editions_serve_works_again ON menus.editions;
DROP FUNCTION menus.serve_works();
DROP TABLE menus.paired_works, menus.served_works;
DROP FUNCTION menus.pairs_of(jsonb);
DROP FUNCTION menus.works_of(jsonb);
