"""Where a work is served and what it is paired with, over HTTP and on its page."""

from uuid_utils.compat import uuid7

from tests.http.curators import Curator, Document, client_of
from tests.postgres import as_superuser
from tests.service import Service, words

MEDIA = "/api/v1/media"


def laid(first: str, second: str) -> Document:
    """Two works in a course, and why."""
    ids = [str(uuid7()) for _ in range(4)]
    items = [{"id": ids[n], "media_item_id": work} for n, work in enumerate((first, second))]
    pairing = {"id": ids[2], "first_item_id": ids[0], "second_item_id": ids[1]}
    return {
        "courses": [{"id": ids[3], "title": "Dusk", "items": items}],
        "pairings": [{**pairing, "relationship": "echo", "narrative": "Both <wait>."}],
    }


async def published(curator: Curator, title: str, first: str, second: str) -> str:
    """The slug of a menu of these two works."""
    path = await curator.menu(title)
    answer = await curator.send("PUT", f"{path}/content", laid(first, second))
    assert answer.status_code == 200, answer.text
    return str((await curator.published(path))["slug"])


async def test_anybody_reads_the_company_of_a_work(service: Service, curator: Curator) -> None:
    solaris, stalker = str(await curator.work("Solaris")), str(await curator.work("Stalker"))
    slugs = [await published(curator, title, solaris, stalker) for title in ("Noir", "Rouge", "Bleu")]
    async with client_of(service.application) as anybody:
        first = await anybody.get(f"{MEDIA}/{solaris}/menus?limit=2")
        assert first.headers["access-control-allow-origin"] == "*"
        page = first.json()
        assert [line["menu"]["slug"] for line in page["items"]] == [slugs[2], slugs[1]]
        assert page["items"][0]["course"] == "Dusk"
        cursor = page["next_cursor"]
        assert f"menus?limit=2&cursor={cursor}" in first.headers["link"]
        rest = (await anybody.get(f"{MEDIA}/{solaris}/menus?cursor={cursor}")).json()
        assert [line["menu"]["title"] for line in rest["items"]] == ["Noir"]
        assert rest["next_cursor"] is None
        paired = (await anybody.get(f"{MEDIA}/{stalker}/pairings?quotations=1")).json()
        assert paired["count"] == 1
        (pair,) = paired["items"]
        assert (pair["media"]["id"], pair["count"], len(pair["quotations"])) == (solaris, 3, 1)
        assert pair["quotations"][0]["narrative"] == "Both <wait>."
        shown = await anybody.get(f"/media/{solaris}")
        told = words(shown.text)
        assert "Paired with Stalker" in told
        assert "Both <wait>." in told
        assert "Served in 3 public menus" in told
        assert f'href="/m/{slugs[0]}#w-' in shown.text
        everything = words((await anybody.get(f"/media/{solaris}/menus")).text)
        assert "Noir by Somebody" in everything


async def test_what_is_hidden_or_merged_keeps_no_company_of_its_own(
    service: Service, curator: Curator, stranger: Curator
) -> None:
    solaris, copy = str(await curator.work("Solaris")), str(await curator.work("Solyaris"))
    tape = (await curator.made(MEDIA, {"title": "A tape", "media_type": "music"}))["id"]
    slug = await published(curator, "Noir", copy, tape)
    for list_name in ("menus", "pairings"):
        assert (await stranger.client.get(f"{MEDIA}/{tape}/{list_name}")).status_code == 404
        assert (await curator.client.get(f"{MEDIA}/{tape}/{list_name}")).status_code == 200
    assert (await stranger.client.get(f"/media/{tape}/menus")).status_code == 404
    merged = f"UPDATE catalog.media_items SET merged_into = '{solaris}' WHERE id = '{copy}'"
    await as_superuser(service.database, merged)
    led = await stranger.client.get(f"{MEDIA}/{copy}/menus?limit=5")
    assert (led.status_code, led.headers["location"]) == (308, f"{MEDIA}/{solaris}/menus?limit=5")
    page = await stranger.client.get(f"/media/{copy}/menus")
    assert (page.status_code, page.headers["location"]) == (308, f"/media/{solaris}/menus")
    found = (await stranger.client.get(f"{MEDIA}/{solaris}/menus")).json()
    assert [line["menu"]["slug"] for line in found["items"]] == [slug]
