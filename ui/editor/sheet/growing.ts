/** Fields as high as their words, in browsers too whose style sheets cannot say so. */
import type { Attachment } from "svelte/attachments";

const isNative = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

export function growing(value: string): Attachment<HTMLTextAreaElement> | undefined {
  void value;
  return isNative ? undefined : fit;
}

function fit(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
