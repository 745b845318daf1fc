"""The refusals of the domain in the reader's words, by their stable code."""

import re
from collections.abc import Set
from typing import Final

from app.web.languages import Language, mark
from domain.kernel import DomainError, Problem

MOST: Final = "{most}"
"""Stands for the first number in what the domain says: how many letters there may be."""
NUMBER: Final = re.compile(r"\d+")

WORDS: dict[str, str] = {
    "account-banned": mark("This account has been closed by an administrator."),
    "already-merged": mark("This work was merged into another before."),
    "already-reported": mark("You have reported this menu already; somebody will look at it."),
    "already-taken-down": mark("This menu is taken down already."),
    "already-paired": mark("These two works are paired already."),
    "busy": mark("The kitchen is busy. Try again in a few seconds."),
    "change-unknown": mark("Some of this is not on offer any more. This is what is new there now."),
    "conflict": mark("This stands against something else. Look again, then try once more."),
    "country-code-invalid": mark("Choose a country."),
    "course-not-found": mark("This course is no longer on the menu."),
    "custom-not-merged": mark("An item that a person made is not merged."),
    "display-name-invalid": mark("1 to 80 characters on one line."),
    "duplicate-decided": mark("These two works have been merged already."),
    "duplicate-not-found": mark("This question is no longer asked."),
    "editors-only": mark("Only editors may change what everybody sees."),
    "email-invalid": mark("This is not an e-mail address."),
    "email-taken": mark("There is an account with this e-mail address."),
    "empty-course": mark("This course has no works yet."),
    "expiry-invalid": mark("Later than now, and within a year."),
    "forbidden": mark("This is not yours to change."),
    "gone": mark("This has been deleted."),
    "id-taken": mark("This stands on another menu already. Add it anew."),
    "import-conflict": mark(
        "The catalogue holds this work twice, or as another kind. An editor has to look first."
    ),
    "import-rejected": mark("What the source has of this work cannot be taken over."),
    "invalid": mark("Something in what was sent is wrong."),
    "invalid-value": mark("Choose one of those that are offered."),
    "invitation-invalid": mark("This invitation is not good for an account, or not any more."),
    "invitation-required": mark("An account takes an invitation here. Ask the operator for one."),
    "item-not-found": mark("This work is no longer on the menu."),
    "job-not-failed": mark("The job did not fail, or waits again already."),
    "job-not-found": mark("There is no such job."),
    "job-over": mark("The job is over already."),
    "kinds-differ": mark("Works of such different kinds are not one."),
    "limit-reached": mark("There is no room for more."),
    "line-too-long": mark("A line has at most 500 characters."),
    "merge-with-itself": mark("This is the same work already."),
    "missing-field": mark("Something has to stand here."),
    "name-invalid": mark("1 to 80 characters on one line."),
    "no-annotation": mark("Say why this work is here."),
    "no-courses": mark("A menu needs at least one course."),
    "no-description": mark("A sentence or two under the title invite people in."),
    "media-type-unknown": mark("There is no such kind of work here."),
    "no-menu-file": mark("This is no menu.json, or one that this instance cannot read."),
    "no-pairings": mark("Pairings are what makes a menu a story."),
    "anchor-unknown": mark(
        "What this is about was taken off the menu meanwhile. Your words stand here, to be copied."
    ),
    "not-found": mark("It is not here any more."),
    "not-publishable": mark("Some things have to be mended before this can be published."),
    "not-a-fork": mark("This menu was not made from another one."),
    "not-published": mark("The menu is not published."),
    "nothing-to-propose": mark("Yours has nothing that the other has not."),
    "number-out-of-range": mark("This number is too small or too large."),
    "own-follow": mark("This is you. What you publish stands in your studio."),
    "out-of-bounds": mark("This number is too small or too large."),
    "out-of-range": mark("This number is too small or too large."),
    "pairing-invalid": mark("A pairing joins two different works of this menu."),
    "pairing-not-found": mark("This pairing is no longer on the menu."),
    "pairing-without-narrative": mark("A pairing has to say why the two works belong together."),
    "password-changed-meanwhile": mark("The password was changed a moment ago. Sign in again."),
    "password-obvious": mark("This is one of the first that somebody would try."),
    "password-too-long": mark("At most 1024 characters."),
    "password-too-short": mark("At least 10 characters."),
    "proposal-not-found": mark("It was taken back, or proposed anew."),
    "proposals-not-taken": mark("The curator of that menu takes no proposals from you."),
    "proposal-settled": mark("This proposal was answered already."),
    "registration-closed": mark("This installation takes no new accounts. Ask its operator for one."),
    "related-to-itself": mark("A work cannot be related to itself."),
    "relation-exists-inversely": mark("These two works have this relationship the other way round."),
    "nothing-chosen": mark("Choose at least one work."),
    "not-taken-down": mark("This menu is not taken down any more."),
    "nothing-reported": mark("Nobody waits for an answer about this menu any more."),
    "nothing-to-retry": mark("No refused record is kept that could be taken through again."),
    "retry-running": mark("A retry of this run is running already."),
    "run-given-up": mark("Nothing was heard of the retry for too long."),
    "run-not-running": mark("The run has ended already."),
    "run-still-running": mark("The run has not ended yet. Stop it, or wait for its end."),
    "run-stopped": mark("The retry was stopped by somebody else."),
    "same-job-waits": mark("A job for the same thing waits or runs already."),
    "same-work": mark("Choose another work."),
    "scope-not-allowed": mark("Your account may not push records. An administrator can allow it."),
    "scopes-missing": mark("Choose at least one right."),
    "share-terms-invalid": mark("A share link lives from one to 31 days."),
    "source-not-ready": mark(
        "This source has not been set up here. The operator of this installation can do that."
    ),
    "rating-too-fine": mark("One decimal place of ten, no more."),
    "stale": mark(
        "It was changed in another window. This is how it stands now; send yours again if it fits."
    ),
    "state-exists": mark("You keep something of this work already. This is how it stands now."),
    "state-invalid": mark("Something of what you keep of this work is wrong."),
    "tag-invalid": mark("A tag has 1 to 60 characters."),
    "taken-down": mark("An administrator has taken this menu down. Why, is told at the top of this page."),
    "text-invalid": mark("Something is missing, or too long."),
    "text-missing": mark("Something has to stand here."),
    "text-too-long": mark("At most {most} characters fit here."),
    "time-zone-unknown": mark("The name of a time zone, such as Europe/Warsaw."),
    "title-missing": mark("Give it a title."),
    "too-many": mark("At most 100 names fit here."),
    "too-many-api-keys": mark("You have as many working keys as there may be. Revoke one first."),
    "too-many-lines": mark("At most 200 lines fit in at once. Cut some out, and paste them later."),
    "too-many-requests": mark("Too many attempts. Wait a little, then try again."),
    "unauthenticated": mark("You are signed out. Sign in again, then try once more."),
    "upstream-busy": mark("This source takes no more questions just now. Try again in a few seconds."),
    "upstream-id-invalid": mark("This source has no such work."),
    "upstream-missing": mark("This source has no such work any more."),
    "upstream-nonsense": mark("This source gave an answer that makes no sense. Try again later."),
    "upstream-refused": mark(
        "This source does not accept the key of this installation. Its operator has to look."
    ),
    "upstream-unavailable": mark("This source does not answer at the moment. Try again in a minute."),
    "upstream-closed": mark("The menu that this one comes from cannot be read now."),
    "upstream-moved": mark("A newer edition was published meanwhile. This is what is new there now."),
    "username-invalid": mark("3 to 30 letters, digits, _ and -, beginning with a letter."),
    "username-reserved": mark("This username is reserved."),
    "username-taken": mark("Somebody has this username."),
    "work-invalid": mark("Something about this work is wrong."),
    "work-merged": mark("This work was merged with another. Search for it again."),
    "work-not-found": mark("The catalogue has no such work."),
    "work-not-on-menu": mark("Both works have to be on this menu."),
    "work-unknown": mark("The catalogue has no such work."),
    "wrong-credentials": mark("The login or the password is wrong."),
    "wrong-password": mark("This is not your password."),
    "wrong-type": mark("This is not a number."),
    "year-out-of-range": mark("This is not a year of any work."),
    # Of records that were delivered, as administrators read them.
    "encoding-unknown": mark("The line is neither UTF-8 nor Windows-1252."),
    "external-id-invalid": mark("This is not an id of that source."),
    "file-cut": mark("The file ends in the middle of this line."),
    "ids-of-different-works": mark("Its ids belong to different works here."),
    "malformed-json": mark("This is not valid JSON."),
    "may-be-duplicate": mark("A work much like it is there; an editor will be asked."),
    "nul-removed": mark("A sign that cannot be stored was removed."),
    "older-than-stored": mark("A newer record was received before."),
    "payload-too-large": mark("A record holds at most 1 MiB."),
    "quote-without-end": mark("A quote is opened in this line and never closed."),
    "shape-unknown": mark("No mapping reads a record of this form."),
    "time-invalid": mark("A time is like 2026-01-31T12:00:00Z."),
    "unstorable": mark("The database does not take a value of this record."),
}


def explain(problem: Problem, language: Language) -> str:
    """The sentence for a problem; a code without one of its own keeps the domain's English message."""
    return _said(problem.code, problem.message, language)


def field_errors(refusal: DomainError, fields: Set[str], language: Language) -> dict[str, str]:
    """The errors of a form after a refusal, by field name; under "" what none of its fields can show."""
    named = {problem.pointer.rsplit("/", 1)[-1]: explain(problem, language) for problem in refusal.problems}
    shown = {name: words for name, words in named.items() if name in fields}
    return shown or {"": in_words(refusal, language)}


def in_words(refusal: DomainError, language: Language) -> str:
    """One sentence for the whole of a refusal."""
    return _said(refusal.code, refusal.detail, language)


def said(refusal: DomainError, language: Language) -> str:
    """The sentence for a refusal as a whole."""
    return _said(refusal.code, refusal.detail, language)


def _said(code: str, otherwise: str, language: Language) -> str:
    words = WORDS.get(code)
    return language.gettext(words).replace(MOST, _first_number(otherwise)) if words else otherwise


def _first_number(words: str) -> str:
    found = NUMBER.search(words)
    return found[0] if found else ""
