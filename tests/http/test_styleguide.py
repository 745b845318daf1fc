"""The design system has a page where somebody works on pages, and nowhere else."""

from pathlib import Path

import pytest

from tests.postgres import Database
from tests.service import running_service, words


async def test_the_design_system_is_shown_where_it_is_switched_on(
    shared_database: Database, tmp_path: Path
) -> None:
    running = running_service(shared_database, tmp_path, styleguide=True)
    async with running as service, service.browser() as browser:
        shown = await browser.open("/styleguide")
        assert shown.status_code == 200
        assert "Fields that were refused" in words(shown.text)
        assert "Pola z błędem" in words((await browser.open("/styleguide?lang=pl")).text)


@pytest.mark.parametrize(
    ("base_url", "styleguide"),
    [("http://127.0.0.1:8000", False), ("https://menus.example.org", True)],
    ids=["not switched on", "open to others"],
)
async def test_everywhere_else_there_is_no_such_page(
    shared_database: Database, tmp_path: Path, base_url: str, styleguide: bool
) -> None:
    running = running_service(shared_database, tmp_path, base_url, styleguide=styleguide)
    async with running as service, service.browser() as browser:
        refused = await browser.get("/styleguide")
        nothing = await browser.get("/nothing-of-that-name")
        assert (refused.status_code, refused.text) == (404, nothing.text)
