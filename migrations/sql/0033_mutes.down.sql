DROP TABLE menus.mutes;
