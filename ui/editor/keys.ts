/** Every key that does something in the editor, for its help: each room adds its own. */

/** Keys pressed together are parted by spaces: "Ctrl Z". */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly word: string;
}

export interface Part {
  readonly word: string;
  readonly shortcuts: readonly Shortcut[];
}

export const KEYS: readonly Part[] = [
  {
    word: "keys_anywhere",
    shortcuts: [
      { keys: ["/"], word: "key_find" },
      { keys: ["Ctrl Z"], word: "key_undo" },
      { keys: ["Ctrl Shift Z", "Ctrl Y"], word: "key_redo" },
      { keys: ["F6"], word: "key_selected" },
      { keys: ["?"], word: "key_help" },
    ],
  },
  {
    word: "find_works",
    shortcuts: [
      { keys: ["↑", "↓"], word: "find_lesson_arrows" },
      { keys: ["Enter"], word: "find_lesson_enter" },
    ],
  },
  {
    word: "keys_grip",
    shortcuts: [
      { keys: ["↑", "↓"], word: "key_move" },
      { keys: ["Home", "End"], word: "key_move_far" },
      { keys: ["Ctrl ↑", "Ctrl ↓"], word: "key_move_course" },
      { keys: ["Delete"], word: "key_remove" },
      { keys: ["Esc"], word: "key_call_off" },
    ],
  },
  {
    word: "keys_cover",
    shortcuts: [
      { keys: ["Space"], word: "key_select" },
      { keys: ["↑", "↓"], word: "key_select_next" },
      { keys: ["Shift ↑", "Shift ↓"], word: "key_select_range" },
      { keys: ["Esc"], word: "key_select_none" },
    ],
  },
  {
    word: "keys_words",
    shortcuts: [
      { keys: ["Enter"], word: "key_next_field" },
      { keys: ["Esc"], word: "key_leave_field" },
    ],
  },
];

/** The names on the keyboard before the curator. */
export function keyNames(keys: string, isMac: boolean): readonly string[] {
  return keys.split(" ").map((key) => (isMac && key === "Ctrl" ? "⌘" : key));
}
