"""Keeps a menu as it stands before a change, when that is worth it."""

from datetime import datetime

from domain.menus.comparing import Blank, differences
from domain.menus.differences import Tally, tally
from domain.menus.model import Menu
from domain.menus.ports import Workspace
from domain.menus.revisions import is_due, revision_of


async def remember(work: Workspace, menu: Menu, now: datetime, *, at_any_rate: bool = False) -> None:
    """To be called before the next version is saved. What is in the history already is not kept twice."""
    newest = await work.revisions.newest(menu.id)
    if (newest and newest.version == menu.version) or not (at_any_rate or is_due(menu, newest, now)):
        return
    past = await work.revisions.view(menu.id, newest.version) if newest else Blank()
    done = tally(differences(past, await work.menus.view(menu.id)))
    if done != Tally():
        await work.revisions.keep(revision_of(menu, done, now))
