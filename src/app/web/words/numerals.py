"""Numbers the way a printed menu says them: roman courses, spelled-out counts, named editions."""

from app.web.languages import Language, mark

ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

MENUS_OF_COURSES = (
    mark("A menu in one course"),
    mark("A menu in two courses"),
    mark("A menu in three courses"),
    mark("A menu in four courses"),
    mark("A menu in five courses"),
    mark("A menu in six courses"),
    mark("A menu in seven courses"),
    mark("A menu in eight courses"),
    mark("A menu in nine courses"),
    mark("A menu in ten courses"),
)
EDITIONS = (
    mark("first edition"),
    mark("second edition"),
    mark("third edition"),
    mark("fourth edition"),
    mark("fifth edition"),
    mark("sixth edition"),
)


def roman(number: int) -> str:
    """Roman numeral of a course, from 1."""
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def menu_of_courses(count: int, language: Language) -> str:
    """A menu in five courses; a draft may have none."""
    if not count:
        return language.gettext("A menu in the making")
    if count <= len(MENUS_OF_COURSES):
        return language.gettext(MENUS_OF_COURSES[count - 1])
    return language.ngettext("A menu in %(n)d course", "A menu in %(n)d courses", count) % {"n": count}


def edition_name(number: int, language: Language) -> str:
    """Second edition; from the seventh on, edition 7."""
    if number <= len(EDITIONS):
        return language.gettext(EDITIONS[number - 1])
    return language.gettext("edition %(number)d") % {"number": number}
