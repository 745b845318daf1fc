"""What those components show that are bound to their page, by subject."""

from msgspec import Struct

from app.web.languages import Language
from app.web.specimens.guests import Guests, guests
from app.web.specimens.offered import Offered, offered
from app.web.specimens.office import Office, office
from app.web.specimens.stories import Stories, stories
from app.web.specimens.studio import Studio, studio
from app.web.specimens.work_page import WorkParts, work_parts


class Parts(Struct, frozen=True):
    studio: Studio
    stories: Stories
    guests: Guests
    offered: Offered
    work: WorkParts
    office: Office


def parts(language: Language) -> Parts:
    return Parts(
        studio(language),
        stories(language),
        guests(language),
        offered(language),
        work_parts(language),
        office(language),
    )
