"""Forks through the API: made from a published menu, and where one comes from."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import Struct

from app.http.access import SIGNED_IN
from app.http.etags import etag_of
from app.http.idempotency import REPLAYED
from app.http.menus import Me, Wanted, shown
from domain.kernel import MenuId
from domain.menus.commands import NewFork, Taking
from domain.menus.forking import Forking
from domain.menus.offers import Clash, Kind, Offer
from domain.menus.pulling import Pulling, UpstreamChanges
from domain.menus.readers import FamilyReader
from domain.menus.views import Family, MenuView

Forker = NamedDependency[SkipValidation[Forking]]
Puller = NamedDependency[SkipValidation[Pulling]]
Genealogist = NamedDependency[SkipValidation[FamilyReader]]


MOST_SHOWN = 500


class FamilyController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/lineage"
    opt = SIGNED_IN
    tags = ("forks",)

    @get()
    async def show_lineage(self, actor: Me, family_reader: Genealogist, menu_id: FromPath[UUID]) -> Family:
        """Where the menu comes from, and the forks of it and of those: one's own, and published ones."""
        return await family_reader.family(actor, MenuId(menu_id), MOST_SHOWN)


class OfferView(Struct, frozen=True):
    """A change on offer: `change` is what a difference of that kind says, from mine to theirs."""

    key: str
    kind: Kind
    change: dict[str, Any]
    clash: Clash | None


class UpstreamView(Struct, frozen=True):
    """What leads from the edition that a fork has followed to the newest, as far as the fork has it not."""

    slug: str
    title: str
    from_edition: int
    to_edition: int
    version: int
    changes: tuple[OfferView, ...]


class UpstreamChangesController(Controller):
    path = "/api/v1/menus/{menu_id:uuid}/upstream-changes"
    opt = SIGNED_IN
    tags = ("forks",)

    @get()
    async def show_upstream_changes(
        self, actor: Me, pulling: Puller, menu_id: FromPath[UUID]
    ) -> Response[UpstreamView]:
        """What the menu that this was made from did since, and this has not; and where both were at it."""
        found = await pulling.offered(actor, MenuId(menu_id))
        return Response(upstream_view(found), headers={"etag": etag_of(found.version)})

    @post(status_code=200)
    async def take_upstream_changes(
        self, actor: Me, pulling: Puller, wanted: Wanted, menu_id: FromPath[UUID], data: JSONBody[Taking]
    ) -> Response[MenuView]:
        """Take over some or all of them; what stood until then is kept as a revision."""
        return shown(menu := await pulling.take(actor, MenuId(menu_id), wanted, data), menu)


class ForksController(Controller):
    path = "/api/v1/public/menus/{slug:str}/forks"
    opt = SIGNED_IN
    tags = ("forks",)

    @post(middleware=[REPLAYED])
    async def fork_menu(
        self, actor: Me, forking: Forker, slug: FromPath[str], data: JSONBody[NewFork]
    ) -> Response[MenuView]:
        """A new draft of one's own with all that an edition has, and its credit; at most 30 an hour."""
        return shown(menu := await forking.fork(actor, slug, data), menu)


def upstream_view(found: UpstreamChanges) -> UpstreamView:
    changes = offer_views(found.changes)
    return UpstreamView(found.slug, found.title, found.from_edition, found.to_edition, found.version, changes)


def offer_views(found: Iterable[Offer]) -> tuple[OfferView, ...]:
    return tuple(
        OfferView(each.key, each.kind, msgspec.to_builtins(each.change), each.clash) for each in found
    )
