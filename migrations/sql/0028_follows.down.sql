DROP TABLE menus.follows, menus.followers;
