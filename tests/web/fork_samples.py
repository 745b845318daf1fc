"""Sample data of forks: a family in three generations, and offers of every kind."""

from datetime import timedelta

from msgspec.structs import replace

from domain.kernel import MenuId
from domain.menus.keyed import keyed
from domain.menus.offers import Clash, offers
from domain.menus.proposals import ProposalLine, ProposedChanges
from domain.menus.pulling import UpstreamChanges
from domain.menus.views import Ancestor, Curator, Descendant, Family
from tests.web.past_samples import OTHER
from tests.web.samples import MENU, NOW, ident

SOURCE = Ancestor(
    menu_id=MenuId(ident(720)),
    title="مائدة الغرباء",
    curator="زينب",
    slug="the-table-of-strangers-8s2k1mzq",
    edition=3,
    is_available=True,
    is_mine=False,
    forked_at=NOW - timedelta(days=80),
)
FORGOTTEN = Ancestor(
    None, "Small hours", "", "small-hours-1mzq8s2k", 1, False, False, NOW - timedelta(days=300)
)


def fork(number: int, parent: MenuId, depth: int, title: str, *, is_mine: bool = False) -> Descendant:
    return Descendant(
        menu_id=MenuId(ident(number)),
        parent_id=parent,
        depth=depth,
        title=title,
        curator="Bartłomiej Źdźbło-Przybyszewski",
        slug=f"fork-{number}",
        status="draft" if is_mine else "published",
        edition=depth,
        is_mine=is_mine,
        forked_at=NOW - timedelta(days=depth),
    )


FIRST = fork(721, MENU.id, 1, "The Long Way Home, with more rain")
FAMILY = Family(
    ancestors=(SOURCE, FORGOTTEN),
    descendants=(
        FIRST,
        fork(722, FIRST.menu_id, 2, "The Long Way Home, dry"),
        fork(723, MenuId(ident(722)), 3, "باد", is_mine=True),
        fork(724, MENU.id, 1, "Powroty"),
    ),
    is_whole=False,
)

CLASHES = (None, Clash("both-changed", "What stood there."), Clash("removed-here"), Clash("served-here"))
FOUND = offers(keyed(MENU), keyed(OTHER), keyed(MENU))
UPSTREAM = UpstreamChanges(
    slug="the-table-of-strangers-8s2k1mzq",
    title="مائدة الغرباء",
    from_edition=1,
    to_edition=3,
    version=14,
    changes=tuple(
        replace(offer, key=f"{offer.key}.{number}", clash=clash)
        for number, clash in enumerate(CLASHES)
        for offer in FOUND
    ),
)

PROPOSER = Curator("bartlomiej", "Bartłomiej Źdźbło-Przybyszewski")
WAITING = ProposalLine(
    id=ident(730),
    side="received",
    menu_id=MENU.id,
    menu_title=MENU.title,
    curator=Curator("ada", "Ada"),
    fork_id=FIRST.menu_id,
    title="The Long Way Home, with more rain",
    proposer=PROPOSER,
    message="Two films for the dark months,\nand a note on why the record comes last.",
    status="open",
    taken=2,
    answer=None,
    created_at=NOW - timedelta(days=2),
    settled_at=None,
)
ACCEPTED = replace(
    WAITING, id=ident(731), status="accepted", settled_at=NOW, answer="Thank you: the rain was missing."
)
DECLINED = replace(
    WAITING,
    id=ident(732),
    title="باد",
    proposer=None,
    message=None,
    status="declined",
    taken=0,
    settled_at=NOW,
)
PROPOSALS = (WAITING, ACCEPTED, DECLINED)
PROPOSED = ProposedChanges(WAITING, 14, (*UPSTREAM.changes[:6], *UPSTREAM.changes[-6:]))
