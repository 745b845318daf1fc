"""Pairings in the editor."""

from typing import Final

from app.web.island.said import Said
from app.web.languages import mark, marks

SAID: Final[Said] = {
    "pairings": mark("Pairings"),
    "pairings_are": mark(
        "What happens between two works. Readers find it in the margin, beside the first of the two."
    ),
    "pair_two_works": mark("Pair two works"),
    "one_work": mark("One work"),
    "the_other": mark("The other"),
    "choose_a_work": mark("Choose a work"),
    "relationship": mark("Relationship"),
    "relation_echo": mark("echo"),
    "relation_contrast": mark("contrast"),
    "relation_answer": mark("answer"),
    "relation_source": mark("source"),
    "relation_counterpoint": mark("counterpoint"),
    "relation_rest": mark("rest"),
    "what_happens_between_them": mark("What happens between them"),
    "add_pairing": mark("Add pairing"),
    "cancel": mark("Cancel"),
    "with": mark("with"),
    "narrative_of": mark("Narrative of {first} with {second}"),
    "move_pairing_up": mark("Move the pairing of {first} with {second} up"),
    "move_pairing_down": mark("Move the pairing of {first} with {second} down"),
    "remove_pairing": mark("Remove the pairing of {first} with {second}"),
    "paired": mark("Paired {first} with {second}"),
    "pairing_changed": mark("Changed the pairing of {first} with {second}"),
    "pairing_moved": mark("Moved the pairing of {first} with {second}"),
    "pairing_now_at": mark("The pairing of {first} with {second} is {place} of {count} now"),
    "pairing_removed": mark("Removed the pairing of {first} with {second}"),
    "not_paired_yet": marks("{n} work is not paired yet:", "{n} works are not paired yet:"),
    "pair_it": mark("pair it"),
    "two_works_are_enough": mark("Two works on the menu are enough to begin."),
}
