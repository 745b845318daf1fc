"""What a page tells in the words of schema.org: a list in order, works by type, nothing that runs."""

import re
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from app.web.formats.links import Addresses
from app.web.formats.profiles import Profile
from app.web.rendering import render
from app.web.words.facts import KINDS
from domain.menus.views import Credit, Curator
from tests.web import samples

SCHEMA_ORG = {
    "ProfilePage": {"@id", "mainEntity"},
    "ItemList": {
        "@context", "@id", "name", "description", "url", "image", "mainEntityOfPage", "numberOfItems",
        "itemListOrder", "itemListElement",
    },
    "ListItem": {"position", "item", "name", "url"},
    "WebPage": {"@id", "author", "contributor", "datePublished"},
    "Person": {"name", "alternateName", "url"},
    "Organization": {"name"},
    "MusicGroup": {"name"},
    "PerformingGroup": {"name"},
    "Movie": {"name", "url", "sameAs", "director", "datePublished"},
    "TVSeries": {"name", "url", "sameAs", "creator", "datePublished"},
    "Book": {"name", "url", "sameAs", "author", "datePublished"},
    "Periodical": {"name", "url", "sameAs", "publisher", "datePublished"},
    "VideoGame": {"name", "url", "sameAs", "creator", "datePublished"},
    "MusicAlbum": {"name", "url", "sameAs", "byArtist", "datePublished"},
    "AudioObject": {"name", "url", "sameAs", "creator", "datePublished"},
    "Event": {"name", "url", "sameAs", "performer"},
}  # fmt: skip
"""Types of schema.org with those of their properties that a menu uses, as schema.org defines them."""
OF_KIND = {
    "film": "Movie",
    "tv": "TVSeries",
    "book": "Book",
    "magazine": "Periodical",
    "game": "VideoGame",
    "music": "MusicAlbum",
    "audio": "AudioObject",
    "event": "Event",
}


def told(menu: Any, locale: str = "en") -> dict[str, Any]:
    """What the page of a menu tells; it has to be the one thing of its sort on it."""
    sharing = Addresses("https://menus.example", menu, "1", locale)
    page = render("menu.html", locale, menu=menu, sharing=sharing, content_hash="", cached=True)
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(script)
    return msgspec.json.decode(script)  # type: ignore[no-any-return]


def check(thing: Any) -> None:
    """Every type is one of schema.org's, with no property but its own."""
    if isinstance(thing, list):
        for each in thing:
            check(each)
    elif isinstance(thing, dict):
        assert thing.keys() - {"@type"} <= SCHEMA_ORG[thing["@type"]], thing
        for each in thing.values():
            check(each)


def with_kind(media_type: str, title: str = "Solaris") -> Any:
    course = samples.MENU.courses[0]
    item = course.items[0]
    media = replace(item.media, media_type=media_type, title=title, creators=("Ann", "Bob"), release_year=972)
    changed = replace(course, items=(replace(item, media=media), *course.items[1:]))
    return replace(samples.MENU, courses=(changed, *samples.MENU.courses[1:]))


def test_a_menu_is_a_list_of_its_works_in_order() -> None:
    list_ = told(samples.MENU)
    check(list_)
    assert (list_["@context"], list_["@type"]) == ("https://schema.org", "ItemList")
    titles = [item.media.title for course in samples.MENU.courses for item in course.items]
    assert [each["item"]["name"] for each in list_["itemListElement"]] == titles
    assert [each["position"] for each in list_["itemListElement"]] == list(range(1, len(titles) + 1))
    assert list_["numberOfItems"] == len(titles)


@pytest.mark.parametrize("media_type", KINDS)
def test_every_kind_of_work_has_its_type(media_type: str) -> None:
    list_ = told(with_kind(media_type))
    check(list_)
    work = list_["itemListElement"][0]["item"]
    assert work["@type"] == OF_KIND[media_type]
    assert work.get("datePublished", "0972") == "0972"
    assert any(isinstance(value, list) and value[0].get("name") == "Ann" for value in work.values())


def test_no_title_ends_the_script() -> None:
    title = '</script><script>alert(1)</script> & "quotes" \u2028 <!--'
    assert told(with_kind("film", title))["itemListElement"][0]["item"]["name"] == title


def test_people_have_an_address_where_they_have_a_page_for_certain() -> None:
    credited = Credit(Curator("ewa", "Ewa"), 2)
    menu = replace(samples.MENU, credits=(credited, Credit(None, 2)))
    list_ = told(menu)
    check(list_)
    ewa = {"@type": "Person", "name": "Ewa"}
    assert list_["mainEntityOfPage"]["contributor"] == [ewa], "she may have nothing public"
    assert list_["mainEntityOfPage"]["author"]["url"].startswith("https://menus.example/c/")
    assert "url" not in told(replace(menu, visibility="unlisted"))["mainEntityOfPage"]["author"]


def test_a_curators_page_tells_who_it_is_about_and_their_menus_in_order() -> None:
    menus = tuple(replace(each, title=f"</script> {each.title}") for each in samples.DIRECTORY)
    profile = Profile("https://menus.example", menus, "en")
    page = render("curator.html", "en", profile=profile, follows=None, is_first=True, next_cursor=None)
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    about, list_ = msgspec.json.decode(script)["@graph"]
    check([about, list_])
    assert (about["mainEntity"]["name"], about["@id"]) == ("Ada Wiśniewska", "https://menus.example/c/ada")
    assert [each["name"] for each in list_["itemListElement"]] == [each.title for each in menus]
    assert list_["itemListElement"][1]["url"] == "https://menus.example/m/menu-1"
