"""One's own state of a work, by the form of its page."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from msgspec import UNSET, Struct, UnsetType

from app.http.access import BY_SESSION
from app.http.catalog import Me
from app.http.refusals import invalid
from app.http.states import Keeping
from app.web.answers import AnyRequest, see_other, when_again
from app.web.reading.own_states import Own
from app.web.reading.works import WorkPage
from app.web.sent import SentForm, sent_form
from app.web.words.states import Scale
from domain.kernel import Actor, Busy, Conflict, Invalid, MediaItemId, Stale
from domain.tracking.commands import StateChange, StateWish
from domain.tracking.errors import NONE_SO_FAR, StateNotFound
from domain.tracking.model import Status
from domain.tracking.service import Tracking

FORM = "state"


class StateSent(Struct, frozen=True):
    """What the form sends; a box that is not ticked sends nothing."""

    status: Status
    rating: str = ""
    is_favorite: bool = False
    notes: str = ""


class StatePages(Controller):
    path = "/media/{media_id:uuid}/state"
    opt = BY_SESSION

    @post()
    async def keep(
        self,
        request: AnyRequest,
        actor: Me,
        tracking: Keeping,
        work_page: NamedDependency[SkipValidation[WorkPage]],
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """How far, how good, a favourite or not, and notes; progress and dates stay as they are."""

        async def change(sent: SentForm, own: Own) -> None:
            await said(tracking, actor, MediaItemId(media_id), sent, own)

        return await taken(request, actor, work_page, media_id, change)

    @post("/delete")
    async def forget(
        self,
        request: AnyRequest,
        actor: Me,
        tracking: Keeping,
        work_page: NamedDependency[SkipValidation[WorkPage]],
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """Nothing of it is kept any more; asking twice is fine."""

        async def change(sent: SentForm, _: Own) -> None:
            with suppress(StateNotFound):
                await tracking.forget(actor, MediaItemId(media_id), sent.version)

        return await taken(request, actor, work_page, media_id, change)


async def said(tracking: Tracking, actor: Actor, work_id: MediaItemId, sent: SentForm, own: Own) -> None:
    """The first state of the work, or a change of the one that the form was made from."""
    wish = sent.read(StateSent)
    rating = rating_of(wish.rating, own.scale)
    if sent.version == NONE_SO_FAR:
        first = StateWish(wish.status, rating, wish.is_favorite, wish.notes)
        await tracking.put(actor, work_id, NONE_SO_FAR, first)
    else:
        change = StateChange(wish.status, rating, wish.is_favorite, notes_of(wish.notes, own))
        await tracking.change(actor, work_id, sent.version, change)


def notes_of(typed: str, own: Own) -> str | UnsetType:
    """Notes that a merge joined may be longer than what may be typed: those that are as before stay."""
    kept = own.state.notes if own.state else None
    return UNSET if typed.replace("\r\n", "\n").strip() == (kept or "") else typed


def rating_of(typed: str, scale: Scale) -> float | None:
    """What was typed on that scale, as a rating of ten. Raises Invalid."""
    if not typed.strip():
        return None
    try:
        return scale.of_ten(float(typed.strip().replace(",", ".")))
    except (ValueError, OverflowError) as error:
        raise invalid("/rating", "wrong-type", "This is not a number.") from error


async def taken(
    request: AnyRequest,
    actor: Actor,
    work_page: WorkPage,
    media_id: UUID,
    change: Callable[[SentForm, Own], Awaitable[None]],
) -> Response[Any]:
    """Does it and shows the work again, or the form as it was sent with what stands against it."""
    sent, work_id = await sent_form(request), MediaItemId(media_id)
    try:
        await change(sent, await work_page.own_states.of(actor, work_id))
    except (Invalid, Conflict, Stale, Busy) as refusal:
        return when_again(await work_page.refused(request, actor, work_id, sent, FORM, refusal), refusal)
    return see_other(f"/media/{media_id}#state")
