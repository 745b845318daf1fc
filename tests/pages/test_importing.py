"""A menu brought in by a form: what became of its works is said, and what is no menu is refused in words."""

from typing import Any

import httpx
import msgspec
import pytest

from tests.pages.steps import ids, new_menu
from tests.service import Browser, Service, hidden_fields, words

PATH = "/studio/imports"


async def a_file(service: Service, curator: Browser) -> bytes:
    """The menu.json of a published menu with one work."""
    menu = await new_menu(curator, title="Żółta noc")
    await curator.submit(f"{menu}/courses", title="First", intent="")
    (course,) = ids(curator, "course")
    work = await service.add_work("Solaris")
    await curator.submit(f"{menu}/items", course_id=course, media_item_id=work)
    await curator.submit(f"{menu}/publish", visibility="public", note="")
    slug = curator.page.text.partition('href="/m/')[2].partition('"')[0]
    return (await curator.get(f"/m/{slug}/menu.json")).content


async def bring_in(browser: Browser, file: bytes) -> httpx.Response:
    await browser.open(PATH)
    fields = hidden_fields(browser.page.text, PATH)
    return await browser.post(PATH, data=fields, files={"file": ("menu.json", file)})


async def test_a_file_becomes_a_draft_of_ones_own(service: Service) -> None:
    async with service.browser() as curator, service.browser() as other:
        file = await a_file(service, curator)
        await other.register("bob")
        await other.open("/studio")
        assert f'href="{PATH}"' in other.page.text
        answer = await bring_in(other, file)
        assert answer.status_code == 200
        assert "Solaris the same work" in words(answer.text)
        editor = answer.text.partition('href="/studio/menus/')[2].partition('"')[0]
        assert "Żółta noc" in (await other.get(f"/studio/menus/{editor}")).text


def changed(file: bytes, **facts: Any) -> bytes:
    return msgspec.json.encode({**msgspec.json.decode(file), **facts})


async def test_what_is_wrong_with_a_file_is_said(service: Service) -> None:
    async with service.browser() as curator:
        file = await a_file(service, curator)
        for bad in (
            b"",
            b"{",
            b"[]",
            b"\xff",
            b'{"title": "x"}',
            changed(file, format_version=2),
            b"[" * 500,
        ):
            answer = await bring_in(curator, bad)
            assert answer.status_code in {400, 422}, bad[:50]
            assert 'role="alert"' in answer.text
        refused = await bring_in(curator, changed(file, title=" "))
        assert refused.status_code == 422
        assert "/title: Something has to stand here." in words(refused.text)


@pytest.mark.parametrize("body", [b"", b"garbage", b"--x\r\n\r\n"])
async def test_a_form_that_is_none_breaks_nothing(service: Service, body: bytes) -> None:
    async with service.browser() as curator, service.browser() as nobody:
        await curator.register()
        headers = {"content-type": "multipart/form-data; boundary=x", "origin": service.base_url}
        for browser in (curator, nobody):
            answer = await browser.post(PATH, content=body, headers=headers)
            assert answer.status_code < 500


async def test_a_file_that_is_too_large_is_refused(service: Service) -> None:
    async with service.browser() as curator:
        await curator.register()
        assert (await bring_in(curator, b" " * (3 << 20))).status_code == 413
