"""What editors do with relationships between works: say them, say more of them, take them back."""

from domain.catalog.errors import EditorsOnly, WorkNotFound
from domain.catalog.ports import Relationships, Side
from domain.catalog.relationships import Relation, Relationship, RelationView, RelationWish, seen_from
from domain.kernel import Actor, Begin, Clock, MediaItemId


class Relating:
    """Use cases of editors and administrators. A work that was merged stands for its survivor."""

    def __init__(self, begin: Begin[Relationships], now: Clock) -> None:
        self._begin = begin
        self._now = now

    async def relate(
        self,
        actor: Actor,
        work_id: MediaItemId,
        relation: Relation,
        related_id: MediaItemId,
        wish: RelationWish,
    ) -> tuple[RelationView, bool]:
        """Say that the related work is the work's sequel, remake ...; and whether that is new.

        Raises EditorsOnly, WorkNotFound, RelatedToItself, RelationExistsInversely, WorkInvalid.
        """
        async with self._begin(_editor(actor)) as relationships:
            work, related = await _both(relationships, actor, work_id, related_id)
            said = Relationship(work.id, related.id, relation, self._now(), wish.notes, wish.weight)
            kept, is_new = await relationships.keep(said)
        return seen_from(work.id, kept), is_new

    async def part(
        self, actor: Actor, work_id: MediaItemId, relation: Relation, related_id: MediaItemId
    ) -> None:
        """Take it back; twice is fine. Raises EditorsOnly, WorkNotFound, RelatedToItself."""
        async with self._begin(_editor(actor)) as relationships:
            work, related = await _both(relationships, actor, work_id, related_id)
            await relationships.drop(Relationship(work.id, related.id, relation, self._now()))


async def _both(
    relationships: Relationships, actor: Actor, work_id: MediaItemId, related_id: MediaItemId
) -> tuple[Side, Side]:
    """The two works, or those that stand for them; somebody else's own item is not there."""
    found = await relationships.sides(work_id, related_id)
    for work in found:
        if work.is_custom and work.owner_id != actor.user_id:
            raise WorkNotFound
    return found


def _editor(actor: Actor) -> Actor:
    if actor.role == "user":
        raise EditorsOnly
    return actor
