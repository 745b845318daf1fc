"""A menu that goes out as a file and comes in again is the same menu, with ids of its own."""

from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from uuid_utils.compat import uuid7

from domain.kernel import UserId
from domain.menus.errors import AlreadyPaired, IdTaken, PairingInvalid, TextInvalid
from domain.menus.files import MenuFile, file_of
from domain.menus.importing import drafted, works_of
from domain.menus.model import Menu
from domain.menus.views import Curator, EditionMark, MenuView, PublicMenu
from tests.factories import NOW, CourseFactory, ItemFactory, MenuFactory, PairingFactory, view_of

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "menu.schema.json"
"""What the service tells: a test of imports holds it to that."""
CHECKED = Draft202012Validator(msgspec.json.decode(SCHEMA.read_bytes()))
WORDS = some.text(min_size=1, max_size=30).filter(str.strip)


def a_menu(seed: int, words: list[str]) -> Menu:
    """Any number of courses, works (some of them twice) and pairings, with any words."""
    chance = Random(seed)
    works = [uuid7() for _ in range(5)]
    courses = [
        CourseFactory.of(
            *(
                ItemFactory.build(
                    media_item_id=chance.choice(works), annotation=chance.choice([None, *words])
                )
                for _ in range(chance.randrange(5))
            ),
            title=chance.choice(words),
            intent=chance.choice([None, *words]),
        )
        for _ in range(chance.randrange(5))
    ]
    menu = MenuFactory.of(*courses, title=words[0], description=chance.choice([None, *words]))
    items = list(menu.items())
    pairs = (
        {tuple(sorted(chance.sample(range(len(items)), 2))) for _ in range(3)} if len(items) > 1 else set()
    )
    pairings = [
        PairingFactory.of(items[first], items[second], relationship="echo", narrative=chance.choice(words))
        for first, second in chance.sample(sorted(pairs), len(pairs))
    ]
    return menu.changed(pairings=tuple(pairings))


def public(view: MenuView) -> PublicMenu:
    facts = {name: getattr(view, name) for name in MenuView.__struct_fields__}
    return PublicMenu(**{**facts, "edition": EditionMark(1, NOW)}, curator=Curator("ewa", "Ewa"))


def sent(menu: Menu) -> bytes:
    """As it leaves one instance."""
    file = file_of(
        public(view_of(menu)), "sha256:0", url="https://a.example/m/x", schema="https://a.example/s"
    )
    return msgspec.json.encode(file)


def content(menu: Menu) -> Any:
    """All that is said, in order, without the ids that only this copy has."""
    keys = {item.id: item.item_key for item in menu.items()}
    courses = [
        (
            each.title,
            each.intent,
            [(item.item_key, item.media_item_id, item.annotation) for item in each.items],
        )
        for each in menu.courses
    ]
    pairings = [
        (keys[each.first_item_id], keys[each.second_item_id], each.relationship, each.narrative)
        for each in menu.pairings
    ]
    return menu.title, menu.description, courses, pairings


def received(body: bytes) -> Menu:
    return drafted(msgspec.json.decode(body, type=MenuFile), UserId(uuid7()), "a-slug", NOW, uuid7)


@given(seed=some.integers(0, 2**32), words=some.lists(WORDS, min_size=1, max_size=4))
def test_out_and_in_again_is_the_identity_of_content(seed: int, words: list[str]) -> None:
    menu = a_menu(seed, words)
    body = sent(menu)
    CHECKED.validate(msgspec.json.decode(body))
    copy = received(body)
    assert content(copy) == content(menu)
    mine = {menu.id, *(each.id for each in (*menu.courses, *menu.items(), *menu.pairings))}
    theirs = {copy.id, *(each.id for each in (*copy.courses, *copy.items(), *copy.pairings))}
    assert not mine & theirs
    assert len(works_of(msgspec.json.decode(body, type=MenuFile))) == len(
        {item.media_item_id for item in menu.items()}
    )


def damaged(**facts: Any) -> MenuFile:
    """The file of a menu of two courses with something else in it."""
    document = msgspec.json.decode(sent(MenuFactory.paired()))
    return msgspec.convert({**document, **facts}, MenuFile)


def refusal_of(file: MenuFile) -> tuple[type[Exception], list[str]]:
    with pytest.raises((TextInvalid, IdTaken, PairingInvalid, AlreadyPaired)) as refused:
        drafted(file, UserId(uuid7()), "a-slug", NOW, uuid7)
    return refused.type, [problem.pointer for problem in refused.value.problems]


def test_what_is_wrong_in_a_file_is_pointed_at() -> None:
    whole = msgspec.json.decode(sent(MenuFactory.paired()))
    courses, (pairing,) = whole["courses"], whole["pairings"]
    long = {**courses[1], "title": "x" * 201}
    assert refusal_of(damaged(courses=[courses[0], long], pairings=[])) == (TextInvalid, ["/courses/1/title"])
    stranger = {**pairing, "second_item_id": str(uuid7())}
    assert refusal_of(damaged(courses=courses, pairings=[stranger])) == (
        PairingInvalid,
        ["/pairings/0/second_item_id"],
    )
    assert refusal_of(damaged(courses=courses, pairings=[pairing, pairing]))[0] is AlreadyPaired
    assert refusal_of(damaged(courses=[courses[0], courses[0]], pairings=[]))[0] is IdTaken


@pytest.mark.parametrize("missing", ["format", "format_version", "title"])
def test_what_is_no_menu_file_is_not_taken_for_one(missing: str) -> None:
    document = msgspec.json.decode(sent(MenuFactory.paired()))
    del document[missing]
    assert not CHECKED.is_valid(document)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(document, MenuFile)
