"""From whom I take no proposals, under /api/v1/proposals."""

from uuid import UUID

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import SIGNED_IN
from app.http.menus import Me
from domain.kernel import Page
from domain.menus.muting import Muted, Muting

Muter = NamedDependency[SkipValidation[Muting]]


class MutesController(Controller):
    path = "/api/v1/proposals"
    opt = SIGNED_IN
    tags = ("forks",)

    @get("/muted")
    async def list_muted(self, actor: Me, muting: Muter) -> Page[Muted]:
        """Curators from whom I take no proposals, last muted first; five hundred at most."""
        return Page(await muting.muted(actor))

    @post("/{proposal_id:uuid}/mute", status_code=204)
    async def mute_proposer(self, actor: Me, muting: Muter, proposal_id: FromPath[UUID]) -> None:
        """Take nothing more from whoever made this proposal to me, for any menu. What waits already stays."""
        await muting.mute(actor, proposal_id)

    @delete("/muted/{mute_id:uuid}")
    async def hear_again(self, actor: Me, muting: Muter, mute_id: FromPath[UUID]) -> None:
        """Take proposals from them again."""
        await muting.hear_again(actor, mute_id)
