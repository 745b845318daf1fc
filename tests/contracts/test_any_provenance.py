"""Whatever two sources send and an editor pins: the work is what the rule makes of it."""

from itertools import count
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.catalog.views import FieldView
from domain.kernel import Actor, MediaItemId
from tests.examples import looking_at
from tests.postgres import Database
from tests.records import film, record
from tests.seeding import a_person
from tests.works import WorksHouse

VALUES: dict[str, Any] = {
    "title": st.sampled_from(["Stalker", "Сталкер", "Zona"]),
    "language": st.sampled_from(["ru", "en", "pl"]),
    "genres": st.sampled_from([["Drama"], ["Drama", "War"]]),
    "description": st.sampled_from(["A walk.", "A zone."]),
    "release_date": st.sampled_from(["1979", "1979-05", "1979-05-25", "1980-01-01"]),
    "details.runtime_minutes": st.sampled_from([161, 162]),
}
FACTS = st.fixed_dictionaries(
    {"title": VALUES["title"]}, optional={name: value for name, value in VALUES.items() if name != "title"}
)
PUSH = st.tuples(st.sampled_from(["media-menu", "tmdb"]), FACTS)
PIN = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just("pin"), st.just(name), VALUES[name])
)
UNPIN = st.tuples(st.just("unpin"), st.sampled_from(sorted(VALUES)))
numbers = count(1)


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


class Rule:
    """The record that made a work leads, others fill; no record takes a value away; a pin holds."""

    def __init__(self) -> None:
        self.row: dict[str, Any] = {}
        self.sent: dict[str, dict[str, Any]] = {}
        self.pins: dict[str, Any] = {}

    def push(self, source: str, facts: dict[str, Any]) -> None:
        if self.sent.get(source) == facts:
            return
        self.sent[source] = facts
        leads = source == next(iter(self.sent))
        for name, value in facts.items():
            if name not in self.pins and (leads or name not in self.row):
                self.row[name] = value

    def pin(self, name: str, value: Any) -> None:
        self.row[name] = self.pins[name] = value

    def unpin(self, name: str) -> None:
        if name in self.pins:
            del self.pins[name], self.row[name]
            self.row |= next(({name: facts[name]} for facts in self.sent.values() if name in facts), {})


def payload(source: str, facts: dict[str, Any], number: int) -> dict[str, Any]:
    """The facts as that source writes them; both name the work by one id of IMDb."""
    imdb, minutes = f"tt{number:07}", facts.get("details.runtime_minutes")
    if source == "media-menu":
        plain = {name: value for name, value in facts.items() if "." not in name}
        return film(**plain, external_ids={"imdb": imdb}, details={"runtime_minutes": minutes})
    return {
        "title": facts["title"],
        "imdb_id": imdb,
        "original_language": facts.get("language"),
        "genres": [{"name": genre} for genre in facts.get("genres", ())],
        "overview": facts.get("description"),
        "release_date": facts.get("release_date"),
        "runtime": minutes,
    }


def told(rule: Rule, name: str) -> tuple[Any, bool, str | None]:
    """The value that stands, whether it is pinned, and who says so."""
    value, is_pinned = rule.row.get(name), name in rule.pins
    saying = (source for source, facts in rule.sent.items() if value is not None and facts.get(name) == value)
    return value, is_pinned, "editor" if is_pinned else next(saying, None)


def shown(field: FieldView) -> tuple[Any, bool, str | None]:
    return field.value or None, field.pinned, field.source_name


@looking_at(40)
@example(
    ("media-menu", {"title": "Zona"}),
    [("pin", "language", "pl"), ("unpin", "language"), ("media-menu", {"title": "Zona", "language": "pl"})],
)
@given(PUSH, st.lists(st.one_of(PUSH, PIN, UNPIN), max_size=8))
async def test_a_work_is_the_rule_applied_to_sources_and_pins(
    house: WorksHouse, database: Database, first: Any, steps: list[Any]
) -> None:
    editor = Actor((await a_person(database)).user_id, "editor")
    number, rule = next(numbers), Rule()
    work_id: MediaItemId | None = None
    for what, *rest in [first, *steps]:
        if what in {"media-menu", "tmdb"}:
            key = f"movie/{number}" if what == "tmdb" else str(number)
            report = await house.push(record(key, payload(what, rest[0], number)), source=what)
            assert report.rejected == 0, report
            work_id = work_id or report.results[0].media_item_id
            rule.push(what, rest[0])
        elif work_id is not None:
            await getattr(house.pinning, what)(editor, work_id, *rest)
            getattr(rule, what)(*rest)
        assert work_id is not None
        fields = {each.field: each for each in (await house.provenance.of(None, work_id)).fields}
        assert {name: shown(fields[name]) for name in VALUES} == {name: told(rule, name) for name in VALUES}
