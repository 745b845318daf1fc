"""The statements that read proposals as either side sees them."""

from sqlalchemy import TextClause, text

from domain.menus.proposals import Side

PROPOSAL = text("""
    SELECT to_jsonb(proposal)::text FROM menus.proposals proposal
    WHERE id = :proposal AND curator_id = accounts.current_user_id()""")


def _proposal_line(side: str) -> str:
    """Lines of `proposal`, with the menus of the actor's own: none of those that are deleted."""
    return f"""
        SELECT proposal.id, json_build_object('id', proposal.id, 'side', {side},
            'menu_id', proposal.menu_id,
            'menu_title', coalesce(own.title, edition.document ->> 'title', lineage.source_title, ''),
            'curator', (SELECT to_jsonb(person) FROM accounts.public_name(proposal.curator_id) person),
            'fork_id', proposal.fork_id, 'title', proposal.document -> 'title',
            'proposer', (SELECT to_jsonb(person) FROM accounts.public_name(proposal.proposer_id) person),
            'message', proposal.message, 'status', proposal.status, 'taken', proposal.taken,
            'answer', proposal.answer, 'created_at', proposal.created_at,
            'settled_at', proposal.settled_at) AS entry
        FROM menus.proposals proposal
        LEFT JOIN menus.menus own ON own.id = proposal.menu_id
            AND own.owner_id = accounts.current_user_id() AND own.deleted_at IS NULL
        LEFT JOIN menus.menus fork ON fork.id = proposal.fork_id
            AND fork.owner_id = accounts.current_user_id() AND fork.deleted_at IS NULL
        LEFT JOIN menus.editions edition ON edition.menu_id = proposal.menu_id AND edition.is_current
            AND edition.withdrawn_at IS NULL
        LEFT JOIN menus.menu_lineage lineage ON lineage.menu_id = proposal.fork_id
            AND lineage.owner_id = accounts.current_user_id()"""


def _proposals(side: Side, whose: str, menu: str, own: str) -> TextClause:
    return text(f"""
    SELECT coalesce(json_agg(line.entry ORDER BY line.id DESC), '[]')::text FROM (
        {_proposal_line(f"'{side}'")}
        WHERE proposal.{whose} = accounts.current_user_id() AND {own}.id IS NOT NULL
            AND (CAST(:menu AS uuid) IS NULL OR proposal.{menu} = CAST(:menu AS uuid))
            AND (CAST(:status AS text) IS NULL OR proposal.status = CAST(:status AS text))
            AND (CAST(:before AS uuid) IS NULL OR proposal.id < CAST(:before AS uuid))
        ORDER BY proposal.id DESC
        LIMIT :limit) line""")


PROPOSALS: dict[Side, TextClause] = {
    "received": _proposals("received", "curator_id", "menu_id", "own"),
    "made": _proposals("made", "proposer_id", "fork_id", "fork"),
}

PROPOSAL_LINE = text(f"""
    SELECT line.entry::text FROM (
        {_proposal_line("CASE WHEN own.id IS NOT NULL THEN 'received' ELSE 'made' END")}
        WHERE proposal.id = :proposal AND (own.id IS NOT NULL OR fork.id IS NOT NULL)) line""")
