DROP FUNCTION tracking.states_follow(uuid);
DROP TABLE tracking.user_item_states;
DROP SCHEMA tracking;
