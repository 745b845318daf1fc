"""Steps that tests of the studio begin with."""

import re

from tests.service import Browser


async def new_menu(browser: Browser, username: str = "ada", title: str = "Small hours") -> str:
    """A new person's new menu; the browser looks at its editor, whose path this gives."""
    await browser.register(username)
    await browser.open("/studio")
    return str((await browser.submit("/studio/menus", title=title, description="")).headers["location"])


def ids(browser: Browser, kind: str) -> list[str]:
    """The ids of the courses, items or pairings on the editor's page, in order."""
    return re.findall(rf'(?:section|li)[^>]* id="{kind}-([0-9a-f-]{{36}})"', browser.page.text)
