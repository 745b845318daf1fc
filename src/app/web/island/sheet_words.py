"""The menu as it will look, edited in place; and the frame around it."""

from typing import Final

from app.web.island.said import Said, together
from app.web.languages import mark, marks

HEAD: Final[Said] = {
    "title": mark("Title"),
    "title_changed": mark("Changed the title"),
    "description": mark("For whom, and when"),
    "description_asks": mark("For whom is it, and when should it be served?"),
    "description_changed": mark("Changed for whom it is"),
    "makers_and_others": mark("{names} and others"),
}
COURSES: Final[Said] = {
    "course_title": mark("Title of course {number}"),
    "course_intent": mark("Intent of course {number}"),
    "intent_asks": mark("What should happen to the guest here?"),
    "course_changed": mark("Changed the course {title}"),
    "move_course": mark("Move the course {title}"),
    "works_of_course": mark("Works of {title}"),
    "more_for": mark("More for {title}"),
    "rename_course": mark("Rename"),
    "add_course_above": mark("Add a course above"),
    "add_course_below": mark("Add a course below"),
    "duplicate_course": mark("Duplicate"),
    "fold_all": mark("Fold all courses"),
    "unfold_all": mark("Unfold all courses"),
    "remove_course": mark("Remove this course"),
    "course_is_empty": mark("Nothing is served here yet."),
    "add_works": mark("Add works"),
    "add_course": mark("Add a course"),
    "first_course": mark("Lay the first course"),
    "course_is_a_step": mark(
        "A course is a step of the evening: an opening, a main plate, something sweet at the end. "
        "Its intent says what should happen there."
    ),
    "begin_with_three": mark("Begin with these three"),
    "three_opening": mark("An opening"),
    "three_main": mark("The main plate"),
    "three_sweet": mark("Something sweet at the end"),
    "new_course": mark("New course"),
    "course_added": mark("Added a course"),
    "courses_added": marks("Added {n} course", "Added {n} courses"),
    "course_duplicated": mark("Duplicated {title}"),
    "copy_of": mark("{title}, once more"),
    "course_moved": mark("Moved the course {title}"),
    "course_removed": mark("Removed the course {title}"),
    "course_now_at": mark("{title}, now course {place} of {count}"),
}
WORKS: Final[Said] = {
    "note_on": mark("Your note on {title}"),
    "note_asks": mark("Why is it on the menu?"),
    "note_changed": mark("Changed the note on {title}"),
    "move_work": mark("Move {title}"),
    "move_works": marks("Move {n} work", "Move {n} works"),
    "move_to": mark("Move to…"),
    "move_up": mark("Move up"),
    "move_down": mark("Move down"),
    "pair_with": mark("Pair with…"),
    "open_its_page": mark("Open its page"),
    "remove_work": mark("Remove from the menu"),
    "remove_works": marks("Remove {n} work", "Remove {n} works"),
    "one_moved": mark("Moved {title}"),
    "many_moved": marks("Moved {n} work", "Moved {n} works"),
    "one_moved_to": mark("Moved {title} to {course}"),
    "many_moved_to": marks("Moved {n} work to {course}", "Moved {n} works to {course}"),
    "one_removed": mark("Removed {title}"),
    "many_removed": marks("Removed {n} work", "Removed {n} works"),
    "undo_by_keys": mark("Ctrl+Z brings it back."),
    "work_now_at": mark("{title}, now {place} of {count} in {course}"),
    "works_now_at": marks(
        "{n} work, now {place} of {count} in {course}",
        "{n} works, now {place} to {last} of {count} in {course}",
    ),
    "no_further": mark("It goes no further that way."),
    "grip_help": mark("Arrow keys move it, Home and End move it far, Delete removes it."),
}
MOVING: Final[Said] = {
    "course": mark("Course"),
    "place": mark("Place"),
    "at_the_beginning": mark("At the beginning"),
    "after": mark("After {title}"),
    "at_the_end_after": mark("At the end, after {title}"),
    "move": mark("Move"),
}
SELECTION: Final[Said] = {
    "selection": mark("The selected works"),
    "select_work": mark("Select {title}"),
    "selected": marks("{n} selected", "{n} selected"),
    "selection_by_keys": mark("F6 leads to what can be done with it."),
    "selection_cleared": mark("Nothing is selected any more"),
    "remove": mark("Remove"),
    "clear": mark("Clear"),
}
FRAME: Final[Said] = {
    "studio": mark("Studio"),
    "find_works": mark("Find works"),
    "keys": mark("keys"),
    "keys_heading": mark("Keys"),
    "keys_anywhere": mark("Anywhere"),
    "key_find": mark("find works"),
    "key_undo": mark("undo"),
    "key_redo": mark("do it again"),
    "key_selected": mark("to what can be done with the selected works, and back"),
    "key_help": mark("this list"),
    "keys_grip": mark("On a grip"),
    "key_move": mark("move it, and on into the next course"),
    "key_move_far": mark("to the beginning or the end of the course"),
    "key_move_course": mark("into the course before or after"),
    "key_remove": mark("remove it"),
    "key_call_off": mark("while it is dragged: leave it where it was"),
    "keys_cover": mark("On a cover"),
    "key_select": mark("select the work"),
    "key_select_next": mark("to the next cover"),
    "key_select_range": mark("select on the way"),
    "key_select_none": mark("select nothing"),
    "keys_words": mark("In the words"),
    "key_next_field": mark("from a title to what stands below"),
    "key_leave_field": mark("back to the grip"),
}
SAID: Final[Said] = together(HEAD, COURSES, WORKS, MOVING, SELECTION, FRAME)
