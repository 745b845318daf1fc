DROP FUNCTION menus.refresh_name();
DROP TABLE menus.menu_credits;
DROP FUNCTION menus.forget_credited();
DROP TABLE menus.proposals;
