/** Whether two drafts say the same, as the service sees it: it trims texts and brings them into NFC. */
import type { Course, Draft, Item, Pairing } from "./menu";

/** A text as it is compared: blanks around it, ways of spelling a letter and kinds of line ends make no difference. */
function compared(text: string | null): string {
  return (text ?? "").replace(/\r\n?/g, "\n").replaceAll("\u034f", "").normalize("NFC").trim();
}

export function sameText(one: string | null, other: string | null): boolean {
  return one === other || compared(one) === compared(other);
}

function sameList<T>(one: readonly T[], other: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return one === other || (one.length === other.length && one.every((each, index) => same(each, other[index]!)));
}

export function sameItem(one: Item, other: Item): boolean {
  return (
    one === other ||
    (one.id === other.id &&
      one.item_key === other.item_key &&
      one.media_item_id === other.media_item_id &&
      sameText(one.annotation, other.annotation))
  );
}

export function sameCourse(one: Course, other: Course): boolean {
  return one === other || (one.id === other.id && sameCourseFacts(one, other) && sameList(one.items, other.items, sameItem));
}

export function sameCourseFacts(one: Course, other: Course): boolean {
  return sameText(one.title, other.title) && sameText(one.intent, other.intent);
}

export function samePairing(one: Pairing, other: Pairing): boolean {
  return (
    one === other ||
    (one.id === other.id &&
      one.first_item_id === other.first_item_id &&
      one.second_item_id === other.second_item_id &&
      samePairingFacts(one, other))
  );
}

export function samePairingFacts(one: Pairing, other: Pairing): boolean {
  return sameText(one.relationship, other.relationship) && sameText(one.narrative, other.narrative);
}

export function sameHead(one: Draft, other: Draft): boolean {
  return sameText(one.title, other.title) && sameText(one.description, other.description);
}

export function sameContent(one: Draft, other: Draft): boolean {
  return sameList(one.courses, other.courses, sameCourse) && sameList(one.pairings, other.pairings, samePairing);
}

export function sameDraft(one: Draft, other: Draft): boolean {
  return one === other || (sameHead(one, other) && sameContent(one, other));
}
