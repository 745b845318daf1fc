"""The word that a page begins with after something was done: `?done=saved`."""

from typing import Final

from app.web.answers import AnyRequest
from app.web.languages import Language, mark

NOTICES: Final = {
    "archived": mark("Put away. You find it among the archived ones."),
    "declined": mark("Nothing was taken over, and whoever proposed it is told so."),
    "deleted": mark("The menu is deleted."),
    "duplicated": mark("The copy stands here as a draft of its own."),
    "forked": mark("This is your fork. Change what you like; nobody sees it until you publish it."),
    "dismissed": mark("The menu stands as it is; whoever reported it has been heard."),
    "kept-apart": mark("They stay two works; nobody will be asked again."),
    "lifted": mark("Its curator may publish it again."),
    "merged": mark("Merged: what pointed at either points at one work now."),
    "job-cancelled": mark("The job is cancelled."),
    "job-queued": mark("The job waits to be run again."),
    "heard-again": mark("They can propose to you again."),
    "muted": mark("Nothing more comes from them. What they proposed before still waits for your answer."),
    "note-removed": mark("The note is gone."),
    "note-reopened": mark("The note stands at its place again."),
    "note-resolved": mark("Done with. The note stands below, among the resolved ones."),
    "password": mark("The password is changed, and every other session has ended."),
    "proposed": mark("Proposed. The other curator finds it beside their menu."),
    "retried": mark("The refused records were taken through again. This is what became of them."),
    "revoked": mark("The key is revoked: no program gets in with it any more."),
    "signed-out-there": mark("Signed out there."),
    "signed-out-elsewhere": mark("Every other session has ended."),
    "stopped": mark("The run is stopped. What is in stays."),
    "restored": mark("The menu stands as it did then. What stood there until now is in its history."),
    "taken-down": mark("The menu is closed to readers, and its curator sees why."),
    "taken": mark("Taken over. What stood there until now is in the history of the menu."),
    "withdrawn": mark("Taken back. Nobody else sees it any more."),
    "saved": mark("Saved."),
    "unarchived": mark("Back among your menus."),
}


def saying(page: str, done: str, more: str = "") -> str:
    """The address of a page that begins with that word: reading and the keyboard go on from there."""
    return f"{page}?done={done}{more}#notice"


def notice_of(request: AnyRequest, language: Language) -> str:
    """What was done before this page was asked for; nothing for words of one's own making."""
    words = NOTICES.get(request.query_params.get("done", ""))
    return language.gettext(words) if words else ""
