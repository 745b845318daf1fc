"""Writes share links; statements name the owner, and policies check it again."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy import Uuid, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.menus.guest_tables import menu_share_tokens
from domain.kernel import MenuId
from domain.menus.errors import ShareTokenNotFound
from domain.menus.sharing import ShareLink

ME = func.accounts.current_user_id(type_=Uuid)


class PgShareLinks:
    """Links to drafts, by the digest of their token."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, link: ShareLink, digest: bytes) -> None:
        row = {**asdict(link), "token_hash": digest}
        await self._connection.execute(insert(menu_share_tokens), row)

    async def of(self, menu_id: MenuId) -> tuple[ShareLink, ...]:
        links = menu_share_tokens
        columns = [links.c[name] for name in ShareLink.__struct_fields__]
        query = select(*columns).where(links.c.menu_id == menu_id, links.c.owner_id == ME)
        rows = await self._connection.execute(query.order_by(links.c.created_at.desc(), links.c.id.desc()))
        return tuple(ShareLink(**row) for row in rows.mappings())

    async def revoke(self, menu_id: MenuId, link_id: UUID, at: datetime) -> None:
        links = menu_share_tokens.c
        its = (links.id == link_id) & (links.menu_id == menu_id) & (links.owner_id == ME)
        revoke = update(menu_share_tokens).where(its, links.revoked_at.is_(None)).values(revoked_at=at)
        if not (await self._connection.execute(revoke)).rowcount:
            raise ShareTokenNotFound
