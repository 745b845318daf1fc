CREATE TABLE menus.proposals (
    id uuid CONSTRAINT proposals_pk PRIMARY KEY,
    fork_id uuid NOT NULL,
    proposer_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    curator_id uuid NOT NULL,
    base_edition integer NOT NULL CONSTRAINT proposals_base_edition_ck CHECK (base_edition > 0),
    document jsonb NOT NULL,
    courses jsonb NOT NULL CONSTRAINT proposals_courses_ck CHECK (jsonb_typeof(courses) = 'object'),
    message text CONSTRAINT proposals_message_ck CHECK (char_length(message) <= 1000),
    status text NOT NULL CONSTRAINT proposals_status_ck CHECK (status IN ('open', 'accepted', 'declined')),
    taken integer NOT NULL CONSTRAINT proposals_taken_ck CHECK (taken >= 0),
    answer text CONSTRAINT proposals_answer_ck CHECK (char_length(answer) <= 1000),
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT proposals_settled_ck CHECK ((status = 'open') = (settled_at IS NULL)),
    CONSTRAINT proposals_fork_id_fk FOREIGN KEY (fork_id, proposer_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT proposals_menu_id_fk FOREIGN KEY (menu_id, curator_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX proposals_open_uq ON menus.proposals (fork_id) WHERE status = 'open';
CREATE INDEX proposals_fork_id_ix ON menus.proposals (fork_id, id DESC);
CREATE INDEX proposals_menu_id_ix ON menus.proposals (menu_id, id DESC);
CREATE INDEX proposals_proposer_id_ix ON menus.proposals (proposer_id, id DESC);
CREATE INDEX proposals_curator_id_ix ON menus.proposals (curator_id, id DESC);
COMMENT ON TABLE menus.proposals IS 'Forks as their curators offered them to the menus they come from.';
COMMENT ON COLUMN menus.proposals.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.proposals.fork_id IS 'The fork.';
COMMENT ON COLUMN menus.proposals.proposer_id IS 'The curator of the fork, who may take an open one back.';
COMMENT ON COLUMN menus.proposals.menu_id IS 'The menu that it comes from.';
COMMENT ON COLUMN menus.proposals.curator_id IS 'The curator of that menu, who answers.';
COMMENT ON COLUMN menus.proposals.base_edition IS 'The edition that the fork had followed to: what it changed is told from there.';
COMMENT ON COLUMN menus.proposals.document IS
    'The fork as it stood then. Kept when it is settled, since works that came with it may return to the menu.';
COMMENT ON COLUMN menus.proposals.courses IS
    'Which courses of the fork are courses of the menu: {id there: id here}; those that were taken over are added.';
COMMENT ON COLUMN menus.proposals.message IS 'What its curator says to it.';
COMMENT ON COLUMN menus.proposals.status IS 'open: waits for an answer; accepted: some or all was taken over; declined: nothing, or nothing more.';
COMMENT ON COLUMN menus.proposals.taken IS 'How many changes were taken over so far.';
COMMENT ON COLUMN menus.proposals.answer IS 'What the curator of the menu says to it in the end.';
COMMENT ON COLUMN menus.proposals.created_at IS 'When it was made.';
COMMENT ON COLUMN menus.proposals.settled_at IS 'When it was accepted or declined.';

GRANT SELECT, INSERT, DELETE ON menus.proposals TO media_menu_app;
GRANT UPDATE (status, taken, courses, answer, settled_at) ON menus.proposals TO media_menu_app;
ALTER TABLE menus.proposals ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.proposals FORCE ROW LEVEL SECURITY;
CREATE POLICY both_sides ON menus.proposals FOR SELECT
    USING ((SELECT accounts.current_user_id()) IN (proposer_id, curator_id));
CREATE POLICY proposing ON menus.proposals FOR INSERT
    WITH CHECK (proposer_id = (SELECT accounts.current_user_id()) AND status = 'open' AND EXISTS (
        SELECT FROM menus.menu_lineage lineage
        WHERE lineage.menu_id = fork_id AND lineage.owner_id = proposer_id
            AND lineage.source_menu_id = proposals.menu_id));
CREATE POLICY answering ON menus.proposals FOR UPDATE
    USING (curator_id = (SELECT accounts.current_user_id()) AND status = 'open')
    WITH CHECK (curator_id = (SELECT accounts.current_user_id()));
CREATE POLICY taking_back ON menus.proposals FOR DELETE
    USING ((SELECT accounts.current_user_id()) IN (proposer_id, curator_id) AND status = 'open');

-- Whom a menu owes changes to. It outlives the fork and the proposal.
CREATE TABLE menus.menu_credits (
    id uuid CONSTRAINT menu_credits_pk PRIMARY KEY,
    menu_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    person_id uuid CONSTRAINT menu_credits_person_id_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    edition integer NOT NULL CONSTRAINT menu_credits_edition_ck CHECK (edition > 0),
    CONSTRAINT menu_credits_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT menu_credits_person_uq UNIQUE (menu_id, person_id)
);
CREATE INDEX menu_credits_person_id_ix ON menus.menu_credits (person_id);
COMMENT ON TABLE menus.menu_credits IS 'People whose proposals were taken over into a menu.';
COMMENT ON COLUMN menus.menu_credits.id IS 'That of the first such proposal.';
COMMENT ON COLUMN menus.menu_credits.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.menu_credits.owner_id IS 'Its curator, so that policies need no join.';
COMMENT ON COLUMN menus.menu_credits.person_id IS 'Who is credited, by the name of today; null once that person is erased.';
COMMENT ON COLUMN menus.menu_credits.edition IS 'The first edition that says so.';

GRANT SELECT, INSERT ON menus.menu_credits TO media_menu_app;
ALTER TABLE menus.menu_credits ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.menu_credits FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON menus.menu_credits USING (owner_id = (SELECT accounts.current_user_id()))
    WITH CHECK (owner_id = (SELECT accounts.current_user_id()));
CREATE POLICY readers ON menus.menu_credits FOR SELECT USING (EXISTS (
    SELECT FROM menus.editions edition
    WHERE edition.menu_id = menu_credits.menu_id AND edition.is_current AND edition.withdrawn_at IS NULL
        AND edition.number >= menu_credits.edition));

CREATE FUNCTION menus.forget_credited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM menus.show_again(ARRAY[NEW.menu_id]);
    RETURN NEW;
END $$;
COMMENT ON FUNCTION menus.forget_credited() IS 'Has a menu rendered again when somebody whom it credits is erased.';
CREATE TRIGGER forget_credited BEFORE UPDATE OF person_id ON menus.menu_credits FOR EACH ROW
    WHEN (OLD.person_id IS NOT NULL AND NEW.person_id IS NULL) EXECUTE FUNCTION menus.forget_credited();

CREATE FUNCTION menus.refresh_name() RETURNS void LANGUAGE sql AS $$
    SELECT menus.show_again(ARRAY(
        SELECT m.id FROM menus.menus m WHERE m.owner_id = accounts.current_user_id()
        UNION
        SELECT c.menu_id FROM menus.menu_credits c WHERE c.person_id = accounts.current_user_id()))
    $$;
COMMENT ON FUNCTION menus.refresh_name() IS
    'Has everything rendered again that shows the actor''s name: their menus, and those that credit them.';

GRANT SELECT ON menus.menu_credits TO media_menu_door;
CALL kernel.give_to_door('menus.forget_credited()');
CALL kernel.give_to_door('menus.refresh_name()');
