"""The bar of the editor: saving, undo and redo; and what stands in the way of saving."""

from typing import Final

from app.web.island.said import Said
from app.web.languages import mark

SAID: Final[Said] = {
    "this_menu": mark("This menu"),
    "your_menus": mark("Your menus"),
    "forks": mark("Forks"),
    "state_saved": mark("Saved"),
    "state_saving": mark("Saving…"),
    "state_offline": mark("Offline: kept on this device"),
    "state_conflict": mark("Changed elsewhere"),
    "state_signed-out": mark("Signed out"),
    "state_refused": mark("Not saved"),
    "state_gone": mark("No longer there"),
    "undo": mark("Undo"),
    "redo": mark("Redo"),
    "undo_that": mark("Undo: {what}"),
    "redo_that": mark("Redo: {what}"),
    "undone": mark("Undone: {what}"),
    "redone": mark("Done again: {what}"),
    "settled": mark("Put both versions together"),
    "followed": mark("Brought up to date with changes made elsewhere"),
    "restored": mark("Brought back what was not saved the last time"),
    "conflict_told": mark("Some of this was changed elsewhere too. Yours is kept here until you choose."),
    "conflict_look": mark("Look at both versions"),
    "conflict_heading": mark("Changed here and elsewhere"),
    "conflict_about": mark("Choose for each which version stays. All other changes of both sides are kept."),
    "keep_all_mine": mark("Keep all of mine"),
    "take_all_theirs": mark("Take all of the other"),
    "side_mine": mark("Mine, from here"),
    "side_theirs": mark("The other, from elsewhere"),
    "side_removed": mark("Removed"),
    "side_kept": mark("Still there, and changed"),
    "side_empty": mark("Nothing stands here"),
    "settle": mark("Go on with these"),
    "later": mark("Later"),
    "disputed_title": mark("The title of the menu"),
    "disputed_description": mark("The description of the menu"),
    "disputed_course_title": mark("The title of the course {title}"),
    "disputed_course_intent": mark("What the course {title} is for"),
    "disputed_course_existence": mark("The course {title}"),
    "disputed_item_annotation": mark("The note on {title}"),
    "disputed_item_existence": mark("The work {title}"),
    "disputed_pairing_relationship": mark("The relationship of {title}"),
    "disputed_pairing_narrative": mark("What happens between {title}"),
    "disputed_pairing_existence": mark("The pairing of {title}"),
    "session_over": mark("You are signed out. What you write is kept on this device."),
    "session_kept": mark("Nothing was lost. Sign in, and saving goes on."),
    "sign_in_again": mark("Sign in again"),
    "sign_in": mark("Sign in"),
    "username": mark("Username"),
    "password": mark("Password"),
    "somebody_else": mark("Somebody else is signed in in this browser. Sign in as {name} to go on here."),
    "menu_gone": mark("This menu was deleted, or is not yours any more. Take along what you have here."),
    "copy_all": mark("Copy as text"),
    "copied_all": mark("Copied"),
    "download_all": mark("Download as text"),
    "not_taken": mark("Something could not be saved:"),
    "part_missing": mark(
        "This part of the editor has not come yet, and the service does not answer. Try again in a moment."
    ),
    "no_room_here": mark(
        "This device has no room for what is not saved yet. Leave this page open until it is."
    ),
}
