"""Fork, edit both sides, propose, accept: what a pull the other way would give, and both are one again."""

from random import Random
from uuid import UUID

from hypothesis import given
from uuid_utils.compat import uuid7

from domain.kernel import MenuId
from domain.menus.keyed import Keyed, keyed, written
from domain.menus.merging import merged
from domain.menus.model import Menu
from domain.menus.offers import offers
from domain.menus.proposals import Proposal
from domain.menus.taking import taken, with_what_they_need
from tests.domain.menus.test_any_pull import CHANCE, LENGTH, Sides, content, names, sides
from tests.examples import looking_at
from tests.factories import NOW, view_of


def proposed(given_sides: Sides) -> Proposal:
    fork, base = given_sides.mine, given_sides.base
    return Proposal(
        id=uuid7(),
        fork_id=fork.id,
        proposer_id=fork.owner_id,
        menu_id=MenuId(base.id),
        base_edition=1,
        document=view_of(fork),
        courses=given_sides.courses,
        created_at=NOW,
    )


def on_offer(proposal: Proposal, base: Menu, mine: Menu) -> tuple[Keyed, Keyed, Keyed]:
    return proposal.beside(view_of(base), view_of(mine), {})


def without_order(menu: Keyed) -> object:
    works = {key: (item.media_item_id, item.annotation) for key, item in menu.works.items()}
    pairings = {pair: words.said for pair, words in menu.pairings.items()}
    return menu.title, menu.description, dict(menu.courses), menu.course_of, works, pairings


@looking_at(25)
@given(CHANCE, LENGTH, LENGTH)
def test_accepting_all_of_a_proposal_gives_what_pulling_it_would(
    chance: Random, there: int, here: int
) -> None:
    given_sides = sides(chance, there, here)
    before, source, fork = given_sides.three
    proposal = proposed(given_sides)
    base, theirs, mine = on_offer(proposal, given_sides.base, given_sides.theirs)
    both = merged(base, theirs, mine)
    assert content(both) == content(merged(before, fork, source))
    result = taken(mine, both, names(offers(base, theirs, mine)))
    menu, came = written(result, given_sides.theirs, {}, uuid7, base.courses)
    assert content(keyed(view_of(menu), came)) == content(both)
    settled = proposal.taken_over(1, came)
    assert offers(*on_offer(settled, given_sides.base, menu)) == ()
    now, fork = keyed(view_of(menu)), keyed(view_of(given_sides.mine), settled.courses)
    assert without_order(merged(before, now, fork)) == without_order(now), "a pull makes both one again"


@looking_at(20)
@given(CHANCE, LENGTH, LENGTH)
def test_accepting_some_and_then_the_rest_doubles_nothing(chance: Random, there: int, here: int) -> None:
    given_sides = sides(chance, there, here)
    proposal, menu = proposed(given_sides), given_sides.theirs
    served: set[UUID] = set()
    for share in (0.5, 1):
        base, theirs, mine = on_offer(proposal, given_sides.base, menu)
        both = merged(base, theirs, mine)
        wanted = {each for each in names(offers(base, theirs, mine)) if chance.random() < share}
        menu, came = written(taken(mine, both, wanted), menu, {}, uuid7, base.courses)
        proposal = proposal.taken_over(len(with_what_they_need(mine, both, wanted)), came)
        served = {item.item_key for item in menu.items()}
        assert served == set(taken(mine, both, wanted).works)
    one = merged(*given_sides.three[:1], *given_sides.three[:0:-1])
    assert served == set(one.works)
    assert len(menu.courses) == len(one.courses)
