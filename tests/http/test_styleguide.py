"""The design system has a page where somebody works on pages, and nowhere else."""

from pathlib import Path

import pytest

from tests.postgres import Database
from tests.service import Browser, running_service, words

ROOMS = ("/styleguide", "/styleguide/editor", "/styleguide/history")


async def test_the_design_system_is_shown_where_it_is_switched_on(
    shared_database: Database, tmp_path: Path
) -> None:
    running = running_service(shared_database, tmp_path, styleguide=True)
    async with running as service, service.browser() as browser:
        shown = await browser.open("/styleguide")
        assert shown.status_code == 200
        assert "Fields that were refused" in words(shown.text)
        assert "Pola z błędem" in words((await browser.open("/styleguide?lang=pl")).text)
        policies = {path: await policy(browser, path) for path in ("/", "/login", *ROOMS)}
    framed = {path for path, found in policies.items() if found["frame-ancestors"] != "'none'"}
    assert framed == {"/styleguide/editor"}
    assert policies["/styleguide/editor"]["frame-ancestors"] == "'self'"
    assert {path: found["frame-src"] for path, found in policies.items() if "frame-src" in found} == {
        "/styleguide": "'self'"
    }


async def policy(browser: Browser, path: str) -> dict[str, str]:
    """What the answer allows, by directive."""
    told = (await browser.get(path)).headers["content-security-policy"]
    return {name: allowed for name, _, allowed in (each.strip().partition(" ") for each in told.split(";"))}


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
        nothing = await browser.get("/nothing-of-that-name")
        for room in ROOMS:
            refused = await browser.get(room)
            assert (refused.status_code, refused.text) == (404, nothing.text)
