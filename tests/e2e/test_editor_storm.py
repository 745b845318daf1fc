"""A thousand operations in two tabs of one menu, over a bad network, end with service and screens alike."""

import random
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import Windows
from tests.e2e.table import laid_table

SEED = 1895
BATCHES, BATCH = 50, 20

OPERATE = """async ([seed, times]) => {
  const { desk } = document.getElementById("editor");
  let state = seed;
  const chance = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(chance() * count);
  const pick = (things) => things[below(things.length)];
  const newId = () => {
    const time = Date.now().toString(16).padStart(12, "0");
    const rest = crypto.randomUUID();
    return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(15)}`;
  };
  const works = (draft) => draft.courses.flatMap(({ items }) => items);
  const placed = (list, thing) => list.toSpliced(below(list.length + 1), 0, thing);
  const inCourse = (draft, id, change) => ({
    ...draft,
    courses: draft.courses.map((course) =>
      course.id === id ? { ...course, items: change(course.items) } : course),
  });
  const without = (draft, gone) => ({
    ...draft,
    courses: draft.courses.map((course) => (
      { ...course, items: course.items.filter(({ id }) => id !== gone) })),
  });
  const changes = {
    add: (draft) => {
      const [work, course] = [pick(works(draft)), pick(draft.courses)];
      if (!work || works(draft).length > 60) return draft;
      const item = { ...work, id: newId(), item_key: newId(), annotation: null };
      return inCourse(draft, course.id, (items) => placed(items, item));
    },
    move: (draft) => {
      const [work, course] = [pick(works(draft)), pick(draft.courses)];
      return inCourse(without(draft, work.id), course.id, (items) => placed(items, work));
    },
    moveCourse: (draft) => {
      const course = pick(draft.courses);
      return { ...draft, courses: placed(draft.courses.filter((each) => each !== course), course) };
    },
    addCourse: (draft) => {
      if (draft.courses.length > 6) return draft;
      const course = { id: newId(), title: `Course ${below(99)}`, intent: null, items: [] };
      return { ...draft, courses: placed(draft.courses, course) };
    },
    note: (draft) => {
      const work = pick(works(draft));
      const annotation = `Note ${below(999)}`;
      return {
        ...draft,
        courses: draft.courses.map((course) => ({
          ...course,
          items: course.items.map((item) => (item.id === work.id ? { ...item, annotation } : item)),
        })),
      };
    },
    title: (draft) => ({ ...draft, title: `Title ${below(999)}` }),
    pair: (draft) => {
      const [first, second] = [pick(works(draft)), pick(works(draft))];
      const isPaired = draft.pairings.some(({ first_item_id, second_item_id }) =>
        [first.id, second.id].every((id) => id === first_item_id || id === second_item_id));
      if (first.id === second.id || isPaired) return draft;
      const two = { first_item_id: first.id, second_item_id: second.id };
      const pairing = { id: newId(), ...two, relationship: "echo", narrative: `Why ${below(99)}` };
      return { ...draft, pairings: placed(draft.pairings, pairing) };
    },
    remove: (draft) => {
      const work = pick(works(draft));
      if (works(draft).length < 8) return draft;
      const isLeft = ({ first_item_id, second_item_id }) =>
        first_item_id !== work.id && second_item_id !== work.id;
      return { ...without(draft, work.id), pairings: draft.pairings.filter(isLeft) };
    },
  };
  const kinds = Object.keys(changes);
  for (let turn = 0; turn < times; turn += 1) {
    const luck = chance();
    const choice = () => (chance() < 0.5 ? "mine" : "theirs");
    desk.settle(new Map(desk.conflicts.map(({ key }) => [key, choice()])));
    if (luck < 0.15) desk.undo();
    else if (luck < 0.22) desk.redo();
    else {
      const kind = pick([...kinds, "add", "note", "move"]);
      desk.commit(kind, changes[kind], kind === "note" ? "note" : undefined);
    }
    if (luck > 0.93) await new Promise((done) => setTimeout(done, 100 + below(300)));
  }
}"""
"""Numbers choose; a pause now and then lets saving happen in between, whatever it does then."""

END = """async () => {
  const { desk } = document.getElementById("editor");
  desk.settle(new Map());
  desk.resume();
  const isSaved = await desk.settled();
  await desk.look();
  return isSaved && desk.saving.name === "saved" && desk.version;
}"""

DRAFT = """() => {
  const { title, courses, pairings } = document.getElementById("editor").desk.draft;
  return { title, courses, pairings };
}"""


class BadNetwork:
    """Now and then a request is lost, or its answer, or the service is busy."""

    def __init__(self, context: BrowserContext, chance: random.Random) -> None:
        self._context = context
        self._chance = chance
        self.mishaps = 0
        context.route("**/api/v1/menus/**", self._carry)

    def _carry(self, route: Route) -> None:
        luck = self._chance.random()
        self.mishaps += luck < 0.2
        if luck < 0.05:
            route.abort()
        elif luck < 0.1:
            route.fulfill(status=503, headers={"retry-after": "1"}, json={})
        elif luck < 0.2:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    def mend(self) -> None:
        self._context.unroute_all(behavior="wait")
        self._context.set_offline(False)


def test_a_thousand_operations_end_with_service_and_screens_alike(windows: Windows) -> None:
    first = laid_table(windows, "stormy", {"One": 4, "Two": 4, "Three": 0})
    first.curator.forgives = ("Failed to load resource",)
    context, chance = first.page.context, random.Random(SEED)
    pages = [first.page, context.new_page()]
    pages[1].goto(first.curator.menu)
    expect(pages[1].locator(".editor")).to_be_visible()
    network = BadNetwork(context, chance)
    for batch in range(BATCHES):
        context.set_offline(chance.random() < 0.25)
        page = pages[chance.randrange(2)]
        page.evaluate(OPERATE, [SEED + batch, BATCH])
        if chance.random() < 0.5:
            page.evaluate("document.getElementById('editor').desk.settled()")
    network.mend()
    calm(pages)
    assert network.mishaps > 10
    kept = first.curator.call("GET", f"/api/v1{first.curator.menu.removeprefix('/studio')}")
    assert kept["version"] > 10
    for page in pages:
        assert page.evaluate(DRAFT) == {name: kept[name] for name in ("title", "courses", "pairings")}
        assert on_screen(page) == [
            (course["title"], [item["media"]["title"] for item in course["items"]])
            for course in kept["courses"]
        ]


def calm(pages: list[Page]) -> None:
    """Both have nothing more to say, and the same version."""
    for _ in range(20):
        versions: list[Any] = [page.evaluate(END) for page in pages]
        if versions[0] and versions[0] == versions[1]:
            return
    raise AssertionError(f"no rest: {versions}")


def on_screen(page: Page) -> list[tuple[str, list[str]]]:
    sections = page.locator("section.course").all()
    return [
        (
            section.locator(".heading textarea").first.input_value(),
            section.locator("li.item h3").all_inner_texts(),
        )
        for section in sections
    ]
