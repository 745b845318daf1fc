"""What notes of guests on a draft show: none, some, a long one, one about what is gone, a refused one."""

from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from app.web.forms import FormState
from app.web.languages import Language
from app.web.reading.drafts import Guest, place_of
from app.web.specimens.desk import desk_menu
from app.web.specimens.works import NOW, RIGHT_TO_LEFT, ident
from domain.kernel import UserId
from domain.menus.notes import DraftNote
from domain.menus.views import CourseView


class Guests(Struct, frozen=True):
    """Somebody who left notes on a course, somebody who has not yet, and a note about what is `gone`."""

    course: CourseView
    new: Guest
    known: Guest
    gone: DraftNote
    refused: FormState


def guests(language: Language) -> Guests:
    said, menu = language.gettext, desk_menu(language)
    course = menu.courses[0]
    note = DraftNote(
        id=ident(9_100),
        menu_id=menu.id,
        owner_id=UserId(UUID(int=2)),
        token_id=ident(9_101),
        visit_id=ident(9_102),
        author_name="Marta",
        anchor_kind="course",
        anchor_id=course.id,
        anchor_title=course.title,
        body=said("Both leave the important note out, and trust you to hear it."),
        created_at=NOW,
    )
    done = replace(note, id=ident(9_103), body=said("A better ending."), resolved_at=NOW)
    other = replace(note, id=ident(9_104), body=RIGHT_TO_LEFT, author_name="زینب")
    new = Guest("/shared/menu", "", "", {}, ())
    return Guests(
        course=course,
        new=new,
        known=replace(new, name="Marta", notes={note.anchor: [note, done, other]}),
        gone=note,
        refused=FormState(
            place_of("course", course.id),
            {"body": note.body, "author_name": ""},
            {"author_name": said("Something has to stand here.")},
        ),
    )
