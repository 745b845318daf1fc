"""Refusals of menus: each with the code that programs know it by."""

import inspect

from domain.kernel import Conflict, DomainError, Forbidden, Gone, Invalid, NotFound
from domain.menus import errors

CODES: dict[type[DomainError], dict[str, str]] = {
    NotFound: {
        "MenuNotFound": "not-found",
        "CourseNotFound": "course-not-found",
        "ItemNotFound": "item-not-found",
        "PairingNotFound": "pairing-not-found",
        "EditionNotFound": "edition-not-found",
        "RevisionNotFound": "revision-not-found",
        "ShareTokenNotFound": "share-token-not-found",
        "NotAFork": "not-a-fork",
        "NoteNotFound": "note-not-found",
        "ProposalNotFound": "proposal-not-found",
    },
    Gone: {"MenuGone": "gone"},
    Invalid: {
        "TextInvalid": "text-invalid",
        "WorkUnknown": "work-unknown",
        "PairingInvalid": "pairing-invalid",
        "NotAPermutation": "not-a-permutation",
        "ShareTermsInvalid": "share-terms-invalid",
        "ChangeUnknown": "change-unknown",
        "AnchorUnknown": "anchor-unknown",
    },
    Forbidden: {"NotesNotAllowed": "notes-not-allowed", "ProposalsNotTaken": "proposals-not-taken"},
    Conflict: {
        "TooMany": "limit-reached",
        "AlreadyPaired": "already-paired",
        "IdTaken": "id-taken",
        "NotPublishable": "not-publishable",
        "NotPublished": "not-published",
        "UpstreamClosed": "upstream-closed",
        "UpstreamMoved": "upstream-moved",
        "TakenDown": "taken-down",
        "AlreadyReported": "already-reported",
        "NothingReported": "nothing-reported",
        "AlreadyTakenDown": "already-taken-down",
        "NotTakenDown": "not-taken-down",
        "ProposalSettled": "proposal-settled",
        "NothingToPropose": "nothing-to-propose",
        "OwnFollow": "own-follow",
    },
}


def test_every_refusal_has_its_kind_and_its_code() -> None:
    stated = {
        name: (kind, error.code)
        for name, error in inspect.getmembers(errors, inspect.isclass)
        if error.__module__ == errors.__name__ and issubclass(error, DomainError)
        for kind in error.__bases__
    }
    assert stated == {name: (kind, code) for kind, codes in CODES.items() for name, code in codes.items()}


def test_no_refusal_can_be_mistaken_for_a_library_s_own_error() -> None:
    for error in inspect.getmembers(errors, inspect.isclass):
        assert not issubclass(error[1], ValueError | TypeError)


def test_a_work_that_is_unknown_is_pointed_at_wherever_it_stands() -> None:
    refusal = errors.WorkUnknown("/courses/0/items/1/media_item_id", "/media_item_id")
    assert [(each.pointer, each.code) for each in refusal.problems] == [
        ("/courses/0/items/1/media_item_id", "work-unknown"),
        ("/media_item_id", "work-unknown"),
    ]
