"""The bar of the editor: saving, undo and redo; and what stands in the way of saving."""

from typing import Final

from app.web.island.said import Said
from app.web.languages import mark

SAID: Final[Said] = {
    "this_menu": mark("This menu"),
    "your_menus": mark("Your menus"),
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
}
