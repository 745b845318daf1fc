"""Notes on drafts: what they say, and what they can be about."""

import pytest
from uuid_utils.compat import uuid7

from domain.kernel import MenuId, UserId
from domain.menus.errors import TextInvalid
from domain.menus.notes import AUTHOR, BODY, DraftNote, anchors
from tests.factories import NOW, MenuFactory, view_of


def a_note(author_name: str = "Ewa", body: str = "Why this one?") -> DraftNote:
    menu, owner = MenuId(uuid7()), UserId(uuid7())
    about = ("item", uuid7(), "Solaris")
    return DraftNote(uuid7(), menu, owner, uuid7(), uuid7(), author_name, *about, body, NOW)  # type: ignore[arg-type]


def test_a_name_is_one_line_and_a_note_keeps_its_lines() -> None:
    note = a_note(" Ewa\n  Nowak ", " One.\r\n\r\n  Two. ")
    assert (note.author_name, note.body) == ("Ewa Nowak", "One.\n\n  Two.")


@pytest.mark.parametrize(
    ("author_name", "body", "pointer", "code"),
    [
        (" \n", "x", "/author_name", "text-missing"),
        ("x" * (AUTHOR + 1), "x", "/author_name", "text-too-long"),
        ("x", "\n", "/body", "text-missing"),
        ("x", "x" * (BODY + 1), "/body", "text-too-long"),
    ],
)
def test_nothing_and_too_much_are_refused(author_name: str, body: str, pointer: str, code: str) -> None:
    with pytest.raises(TextInvalid) as refusal:
        a_note(author_name, body)
    assert [(each.pointer, each.code) for each in refusal.value.problems] == [(pointer, code)]
    assert a_note("x" * AUTHOR, "x" * BODY)


def test_every_course_work_and_pairing_can_be_spoken_of_by_what_stays_of_it() -> None:
    menu = view_of(MenuFactory.paired())
    [pairing] = menu.pairings
    assert list(anchors(menu).items()) == [
        *(
            line
            for course in menu.courses
            for line in (
                (("course", course.id), course.title),
                *((("item", item.item_key), "Solaris") for item in course.items),
            )
        ),
        (("pairing", pairing.id), "Solaris + Solaris"),
    ]
