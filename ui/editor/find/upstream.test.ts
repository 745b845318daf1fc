import { expect, test } from "vitest";
import { answering, KEYS, listed, titled } from "./finding.fixtures";
import { Upstream, type Preview, type Source } from "./upstream.svelte";

const source = (source_name: string, kind: string, is_ready = true): Source => ({
  source_name, title: source_name, media_types: [kind], url: "https://example.org/", attribution: "Data from there.", is_ready,
});
const preview = (media_item_id: string | null): Preview => ({
  external_id: "OL1W", media_type: "book", title: "Found", year: 1969, creators: [], canonical_url: null, media_item_id,
});

test("only sources that are set up can be asked, and the one for the kind comes first", async () => {
  const { client } = answering({ body: listed(source("tmdb", "film"), source("igdb", "game", false), source("books", "book")) });
  const upstream = new Upstream(client, KEYS);
  await upstream.learn();
  expect(upstream.sources.map(({ source_name }) => source_name)).toEqual(["tmdb", "books"]);
  upstream.begin("dune", "book");
  expect(upstream.source?.source_name).toBe("books");
});

test("a work is imported by its id and is in the catalogue from then on; one that is there is only fetched", async () => {
  const work = titled("Found");
  const { client, sent } = answering(
    { body: listed(source("books", "book")) },
    { body: listed(preview(null)) },
    { status: 201, body: work },
    { body: work },
  );
  const upstream = new Upstream(client, KEYS);
  await upstream.learn();
  upstream.begin("found", null);
  await upstream.search();
  expect(await upstream.take(upstream.found!.previews[0]!)).toEqual(work);
  expect(sent.at(-1)).toMatchObject({ method: "POST", path: "/api/v1/upstream/books/imports", body: { external_id: "OL1W" } });
  expect(upstream.found!.previews[0]!.media_item_id).toBe(work.id);
  await upstream.take(upstream.found!.previews[0]!);
  expect(sent.at(-1)).toMatchObject({ method: "GET", path: `/api/v1/media/${work.id}` });
});

test("a source that is away says so, and what was typed stays", async () => {
  const { client } = answering({ body: listed(source("books", "book")) }, { status: 503, body: {} });
  const upstream = new Upstream(client, KEYS);
  await upstream.learn();
  upstream.begin("found", null);
  await upstream.search();
  expect(upstream.trouble).toBe("upstream_silent");
  expect(upstream.typed).toBe("found");
});
