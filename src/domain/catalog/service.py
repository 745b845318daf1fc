"""What people do to the catalogue: add their own items, correct works, tag them."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, structs

from domain.catalog.commands import NewWork, OwnItem, WorkChange
from domain.catalog.details import KINDS, with_kept_isbn
from domain.catalog.errors import EditorsOnly, WorkInvalid, WorkNotFound
from domain.catalog.fields import differing, values_of
from domain.catalog.model import Work
from domain.catalog.pasted import KeyWritten
from domain.catalog.ports import Shelves, Word
from domain.credits import OF_DETAILS, credit_line, makers_in
from domain.kernel import Actor, Begin, DomainError, MediaItemId, NewId
from domain.texts import composed

EMPTY = {"creators": (), "genres": (), "credits": ()}


class Cataloguing:
    """Use cases of people; sources have their own way in."""

    def __init__(self, begin: Begin[Shelves], new_id: NewId, key_written: KeyWritten) -> None:
        self._begin = begin
        self._new_id = new_id
        self._key_written = key_written

    async def add(self, actor: Actor, new: NewWork) -> MediaItemId:
        """Make a custom item of the actor's. Raises WorkInvalid."""
        work = self._custom(actor, new)
        async with self._begin(actor) as shelves:
            await shelves.works.add(work)
        return work.id

    async def add_all(self, actor: Actor, items: Sequence[OwnItem]) -> tuple[MediaItemId, ...]:
        """Make custom items, all or none. Raises WorkInvalid that points below the item's own pointer."""
        works = []
        for item in items:
            try:
                works.append((self._custom(actor, item.new), item.keys))
            except DomainError as refusal:
                raise refusal.below(item.pointer) from None
        async with self._begin(actor) as shelves:
            for work, keys in works:
                await shelves.works.add(work, keys)
        return tuple(work.id for work, _ in works)

    def _custom(self, actor: Actor, new: NewWork) -> Work:
        facts = structs.asdict(new)
        given = with_kept_isbn(new.details, self._key_written)
        details = {key: value for key, value in given.items() if value is not None}
        makers = makers_in(new.credits, KINDS[new.media_type].__struct_fields__)
        facts |= {"details": makers | details, "credits": new.credits}
        return Work(id=MediaItemId(self._new_id()), owner_id=actor.user_id, is_custom=True, **facts)

    async def change(self, actor: Actor, work_id: MediaItemId, change: WorkChange) -> None:
        """Correct a work; in one that sources speak of, what changes is pinned.

        Raises WorkNotFound, EditorsOnly, WorkInvalid.
        """
        async with self._begin(actor) as shelves:
            work = await shelves.works.get(work_id)
            _may_change(actor, work)
            changed = with_change(work, change, self._key_written)
            if work.is_custom:
                await shelves.works.save(changed)
                return
            said = differing(values_of(work), values_of(changed))
            words = [Word(field, value, actor.user_id) for field, value in said.items()]
            await shelves.works.pin(changed, words)

    async def tag(self, actor: Actor, work_id: MediaItemId, name: str, *, globally: bool) -> None:
        """Put a tag on a work. Raises WorkNotFound, EditorsOnly, WorkInvalid."""
        async with self._begin(actor) as shelves:
            _may_see(actor, await shelves.works.get(work_id))
            await shelves.tags.put_on(work_id, _tag(name), _namespace(actor, globally), self._new_id())

    async def untag(self, actor: Actor, work_id: MediaItemId, name: str, *, globally: bool) -> None:
        """Take a tag off a work, whether or not it was on. Raises as `tag` does."""
        async with self._begin(actor) as shelves:
            _may_see(actor, await shelves.works.get(work_id))
            await shelves.tags.take_off(work_id, _tag(name), _namespace(actor, globally))


def _may_see(actor: Actor, work: Work) -> None:
    if work.is_custom and work.owner_id != actor.user_id:
        raise WorkNotFound


def _may_change(actor: Actor, work: Work) -> None:
    _may_see(actor, work)
    if not work.is_custom and actor.role == "user":
        raise EditorsOnly


def _namespace(actor: Actor, globally: bool) -> Actor | None:
    if globally and actor.role == "user":
        raise EditorsOnly
    return None if globally else actor


def with_change(work: Work, change: WorkChange, key_written: KeyWritten) -> Work:
    """The work as somebody wants it. Raises WorkInvalid."""
    given = {name: value for name, value in structs.asdict(change).items() if value is not UNSET}
    facts = {name: EMPTY.get(name) if value is None else value for name, value in given.items()}
    if "details" in given:
        said = given["details"]
        merged = {**work.details, **with_kept_isbn(said, key_written)} if said is not None else {}
        facts["details"] = {key: value for key, value in merged.items() if value is not None}
    return work.changed(**facts | _makers(work, facts))


def _makers(work: Work, facts: dict[str, Any]) -> dict[str, Any]:
    """What has to change with details or credits, so that they and the creators agree again."""
    details = facts.get("details", work.details)
    named = [field for field in KINDS[work.media_type].__struct_fields__ if field in OF_DETAILS]
    renamed = [field for field in named if details.get(field) != work.details.get(field)]
    if "credits" in facts:
        said = {key: value for key, value in details.items() if key not in named or key in renamed}
        details = makers_in(facts["credits"], named) | said
        line = credit_line(facts["credits"], details)
        return {"details": details, "creators": facts.get("creators", line)}
    if not renamed:
        return {}
    roles = {OF_DETAILS[field] for field in renamed}
    credits = tuple(credit for credit in work.credits if credit.role not in roles)
    line = credit_line(credits, details) if work.has_derived_creators else work.creators
    return {"credits": credits, "creators": facts.get("creators", line)}


def _tag(name: str) -> str:
    tidy = " ".join(composed(name).split())
    if not 1 <= len(tidy) <= 60:
        raise WorkInvalid("/name", "tag-invalid", "A tag has 1 to 60 characters.")
    return tidy
