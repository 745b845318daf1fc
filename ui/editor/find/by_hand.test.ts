import { expect, test } from "vitest";
import { answering, KEYS, titled } from "./finding.fixtures";
import { ByHand } from "./by_hand.svelte";

const refusal = (...errors: { pointer: string; code: string; message: string }[]) => ({
  status: 422,
  body: { code: "work-invalid", detail: "Something about this work is wrong.", errors },
});

test("a work is sent as its fields say, and they are empty for the next", async () => {
  const { client, sent } = answering({ status: 201, body: titled("Home movie") });
  const hand = new ByHand(client, KEYS);
  hand.begin(" Home movie ", "film");
  hand.makers = "Ada, , Grace Hopper ";
  hand.year = "1999";
  expect((await hand.send())?.title).toBe("Home movie");
  const body = { media_type: "film", title: "Home movie", creators: ["Ada", "Grace Hopper"], release_year: 1999 };
  expect(sent).toMatchObject([{ method: "POST", path: "/api/v1/media", body }]);
  expect([hand.title, hand.makers, hand.year]).toEqual(["", "", ""]);
});

test("what is refused stands at its field, in words by its code, and nothing typed is lost", async () => {
  const { client, sent } = answering(
    refusal(
      { pointer: "/title", code: "text-missing", message: "english" },
      { pointer: "/creators/0", code: "odd", message: "At most 300 characters fit here." },
    ),
  );
  const hand = new ByHand(client, KEYS);
  hand.makers = "x";
  hand.year = "soon";
  expect(await hand.send()).toBeUndefined();
  expect(hand.errors).toEqual({ title: "Write something.", creators: "At most 300 characters fit here." });
  expect([hand.makers, hand.year]).toEqual(["x", "soon"]);
  expect(sent[0]!.body).toMatchObject({ release_year: "soon" });
});

test("the same work sent again has the same key, another one has another", async () => {
  const { client, sent } = answering({ status: 503, body: {} });
  const hand = new ByHand(client, KEYS);
  hand.title = "Lost on the way";
  await hand.send();
  expect(hand.trouble).not.toBe("");
  await hand.send();
  hand.title = "Something else";
  await hand.send();
  const [first, again, other] = sent.map(({ key }) => key);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});
