"""Publishing and sharing in the editor; its history is told by a page."""

from typing import Final

from app.web.island.said import Said, together
from app.web.languages import mark, marks

PUBLISHING: Final[Said] = {
    "where_it_comes_from": mark("Where it comes from, and what others made of it"),
    "publish_and_share": mark("Publish and share"),
    "room_publish": mark("Publish"),
    "room_share": mark("Share the draft"),
    "room_history": mark("History"),
    "share_draft": mark("Share the draft"),
    "publish": mark("Publish"),
    "publish_next": mark("Publish the next edition"),
    "close": mark("Close"),
    "just_a_moment": mark("Just a moment…"),
    "save_first": mark("Not everything is saved yet. Wait until it is, then try again."),
    "no_answer": mark("The service does not answer. Nothing was lost; try again in a moment."),
    "edition_is_out": mark(
        "Edition {number} of {day} is what readers see. "
        "Your changes since then are yours alone until you publish again."
    ),
    "publishing_freezes": mark(
        "Publishing freezes an edition. You can go on changing the menu; "
        "readers keep seeing the edition until you publish the next."
    ),
    "things_to_mend": marks("{n} thing to mend first", "{n} things to mend first"),
    "things_to_better": marks("{n} thing that would make it better", "{n} things that would make it better"),
    "all_in_place": mark("Everything is in its place."),
    "who_finds_it": mark("Who finds it"),
    "found_by_all": mark("Everybody: it stands among the menus"),
    "found_by_link": mark("Only who has the link"),
    "change_visibility_only": mark("Change only who finds it"),
    "visibility_changed": mark("Changed who finds it"),
    "note_on_edition": mark("Note on this edition"),
    "may_stay_empty": mark("May stay empty."),
    "published": mark("Published"),
    "take_it_back": mark("Take it back"),
    "taken_back": mark("Taken back"),
    "taken_back_means": mark(
        "Taken back, it answers nobody but you, at once. "
        "Publishing it again makes the next edition at the same address."
    ),
    "delete_for_good": mark("Delete this menu for good"),
    "delete_means": mark(
        "Its courses, notes, pairings and share links are gone, at once. Nobody can bring it back."
    ),
    "delete_means_published": mark(
        "Its courses, notes, pairings, editions and share links are gone for everybody, at once. Its address "
        "says that the menu was deleted, and is never given to another. Nobody can bring it back."
    ),
    "delete_now": mark("Delete for good"),
    "show_qr": mark("Show it as a QR code"),
    "qr_of": mark("QR code of {address}"),
}

SHARING: Final[Said] = {
    "sharing_is": mark(
        "A private link shows the menu as it stands, also before it is published. It ends by itself."
    ),
    "new_link_once": mark("The new link. It is shown this once: copy it now."),
    "copy": mark("Copy"),
    "copied": mark("Copied"),
    "without_label": mark("Without a label"),
    "opened_of": marks("opened {used} of {n} time", "opened {used} of {n} times"),
    "opened_times": marks("opened {n} time", "opened {n} times"),
    "last_on": mark("last on {moment}"),
    "ends_on": mark("ends on {moment}"),
    "revoke": mark("Revoke"),
    "link_revoked": mark("Revoked the link: {label}"),
    "takes_notes": mark("takes notes"),
    "for_whom": mark("For whom"),
    "what_they_may_do": mark("What they may do"),
    "may_read": mark("Only read"),
    "may_leave_notes": mark("Read and leave notes"),
    "notes_of_guests": mark("Notes from guests"),
    "open_proposals": marks("{n} open proposal", "{n} open proposals"),
    "open_notes": marks("{n} open note", "{n} open notes"),
    "days": mark("Days"),
    "at_most_opened": mark("Opened at most"),
    "make_link": mark("Make a link"),
}

SAID: Final[Said] = together(PUBLISHING, SHARING)
