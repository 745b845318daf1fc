"""Every page with sample data, as files: `uv run python -m tests.web.preview FOLDER`, then open and judge."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from app.web.formats.links import Addresses
from app.web.formats.profiles import Profile
from app.web.forms import FormState
from app.web.languages import language
from app.web.pages import Search, StaleEdit
from app.web.reading.directory import Asked
from app.web.reading.own_states import Own
from app.web.reading.story import story_of
from app.web.rendering import render
from app.web.specimens.frames import GROUPS
from app.web.specimens.guide import guides
from app.web.specimens.parts import parts
from app.web.static_files import STATIC
from app.web.studio.history import Compared
from app.web.studio.pasting import Pasted
from app.web.studio.starters import STARTERS
from app.web.studio.wanted import Wanted
from app.web.words.states import SCALES
from domain.menus.balance import balance
from domain.menus.company import Company
from domain.menus.differences import Differences
from domain.menus.muting import Muted
from domain.menus.notes import NoteTally
from domain.menus.proposals import ProposedChanges
from domain.menus.renderings import Gates, StoryPage
from domain.menus.views import Credit, Family, MenuView, PublicMenu
from tests.web import (
    follow_samples,
    fork_samples,
    note_samples,
    office_samples,
    past_samples,
    report_samples,
    samples,
    studio_samples,
)


class PageShown(NamedTuple):
    name: str
    template: str
    context: dict[str, Any]


NEWER = "A newer edition was published meanwhile. This is what is new there now."
SIGNED_IN = {"viewer": samples.VIEWER, "csrf_token": "token"}
ANOTHER = {**SIGNED_IN, "viewer": replace(samples.VIEWER, username="kuba")}


def pages() -> Iterator[PageShown]:
    """Each template at least once, with its empty and refused states."""
    yield from reading()
    yield from studio()
    yield from past()
    yield from accounts()
    yield from catalogue()
    yield from administration()
    yield from reports()
    yield from jobs()
    yield from office()
    yield from workshop()
    for status in (403, 404, 410, 429, 500, 503, 400):
        yield PageShown(f"error-{status}", "error.html", {"status": status})


def reading() -> Iterator[PageShown]:
    """What anybody reads."""
    public = {"cached": True, "content_hash": "sha256:4c1fa09e77d2b0a1"}
    yield from places()
    others = (Credit(fork_samples.PROPOSER, 2), Credit(None, 2))
    forked = replace(samples.MENU, fork_count=3, lineage=samples.NAMELESS, credits=others)
    for name, menu in (("", samples.MENU), ("-long", samples.long_menu()), ("-forked", forked)):
        shown = {**public, "menu": menu, "sharing": Addresses("https://menus.example", menu, "1", "en")}
        yield PageShown(f"menu{name}", "menu.html", shown)
        yield PageShown(f"embed{name}", "embed.html", shown)
    yield from story()
    own = {**SIGNED_IN, "menu": samples.MENU, "mine": samples.mine(samples.MENU)}
    yield PageShown("mine", "mine.html", own)
    yield from following()
    refused = FormState("fork", {}, {"": "Too many attempts. Wait a little, then try again."})
    yield PageShown("fork", "fork.html", {**SIGNED_IN, "menu": samples.MENU})
    yield PageShown("fork-refused", "fork.html", {**SIGNED_IN, "menu": samples.MENU, "form": refused})
    yield from reporting()
    draft = {"curator": samples.CURATOR, "shared_until": samples.NOW, "cached": True, "guest": None}
    yield PageShown("draft", "draft.html", {**draft, "menu": samples.MENU})
    yield PageShown("draft-bare", "draft.html", {**draft, "menu": samples.bare_menu()})
    noting = {**draft, "menu": samples.MENU, "guest": note_samples.guest(*note_samples.LEFT)}
    yield PageShown("draft-notes", "draft.html", {**noting, "form": note_samples.REFUSED})
    lost = {"guest": note_samples.guest(), "form": note_samples.LOST, "is_lost": True}
    over = {"body": note_samples.LONG, "languages": {}, "cached": True}
    yield PageShown("draft-notes-over", "visit_over.html", over)
    yield PageShown("draft-notes-lost", "draft.html", {**noting, **lost, "menu": samples.bare_menu()})


def story() -> Iterator[PageShown]:
    """A menu as a story: beginning, works, pairings told and waiting, the end."""

    def shown(name: str, step: int, gates: Gates = "ask", menu: PublicMenu = samples.MENU) -> PageShown:
        sharing = Addresses("https://menus.example", menu, "1", "en")
        told = {"menu": menu, "story": story_of(menu, StoryPage(step, gates)), "sharing": sharing}
        return PageShown(f"story{name}", "story.html", {**told, "cached": True})

    yield shown("", 0)
    yield shown("-work", 12)
    yield shown("-pairing", 3, "open")
    yield shown("-waiting", 5, "own")
    yield shown("-end", 41, menu=samples.long_menu())


def following() -> Iterator[PageShown]:
    """What a reader follows."""
    news = {"news": follow_samples.NEWS, "next_cursor": "abc", "is_first": True}
    yield PageShown("following", "following.html", {**SIGNED_IN, **news, "followed": follow_samples.FOLLOWED})
    none = {"news": (), "next_cursor": None, "is_first": True, "followed": ()}
    yield PageShown("following-none", "following.html", {**SIGNED_IN, **none})
    asked = {**ANOTHER, "curator": samples.CURATOR, "menu": samples.MENU}
    is_so = {"follows_menu": True, "follows_curator": False}
    yield PageShown("follow", "follow.html", {**asked, **is_so})
    other = {"menu": None, "follows_menu": False, "follows_curator": True}
    yield PageShown("follow-curator", "follow.html", {**asked, **other})
    yield PageShown("follow-oneself", "follow.html", {**asked, **other, **SIGNED_IN})
    full = FormState("follow", {}, {"": "There is no room for more."})
    yield PageShown("follow-refused", "follow_refused.html", {**SIGNED_IN, "form": full})


def places() -> Iterator[PageShown]:
    """Where menus are found: the front page and the pages of curators."""
    front = {"canonical": "https://menus.example/", "asked": Asked(), "next_cursor": None}
    many = {"menus": samples.DIRECTORY, "next_cursor": "abc"}
    yield PageShown("home", "home.html", {**front, **many})
    yield PageShown("home-signed-in", "home.html", {**front, **SIGNED_IN, **many})
    yield PageShown("home-empty", "home.html", {**front, "menus": ()})
    found = {**front, "canonical": "", "asked": Asked("solaris", "film", "forked")}
    yield PageShown("home-found", "home.html", {**found, "menus": samples.DIRECTORY[:1]})
    yield PageShown("home-none", "home.html", {**found, "menus": ()})
    yield PageShown("home-none-of-kind", "home.html", {**found, "asked": Asked("", "event"), "menus": ()})
    profile = Profile("https://menus.example", samples.DIRECTORY, "en")
    whole = {"profile": profile, "follows": None, "is_first": True, "next_cursor": "abc"}
    yield PageShown("curator", "curator.html", whole)
    yield PageShown("curator-oneself", "curator.html", {**SIGNED_IN, **whole, "follows": False})
    long_name = replace(samples.CURATOR, display_name="Wszystkie filmy, " * 8)
    last = tuple(replace(each, curator=long_name) for each in samples.DIRECTORY[4:])
    later = {"profile": replace(profile, menus=last), "follows": True, "is_first": False, "next_cursor": None}
    yield PageShown("curator-last", "curator.html", {**ANOTHER, **later})
    yield PageShown("nobody", "nobody.html", {})


def studio() -> Iterator[PageShown]:
    """The curator's pages."""
    none_left = NoteTally()
    quiet = {
        **SIGNED_IN,
        "search": Search(),
        "check": samples.FINE,
        "shares": (),
        "notes": none_left,
        "proposals": 0,
    }
    busy = {
        **quiet,
        "notes": note_samples.TALLY,
        "proposals": 2,
        "shares": samples.SHARES,
        "ended_shares": samples.ENDED_SHARES,
        "new_share_url": "https://menus.example/s/mms_3kV9xQ2mA7tYbN4cL8wZ",
    }
    found = Search(q="paris", results=samples.FOUND)
    bare = {**weighed(samples.bare_menu()), "check": samples.UNREADY}
    yield from foyer()
    yield from welcome()
    shown = {**busy, **weighed(samples.MENU), "search": found}
    yield PageShown("studio-menu", "studio_menu.html", shown)
    closed = {**quiet, **weighed(replace(samples.MENU, status="draft", take_down=report_samples.TAKE_DOWN))}
    yield PageShown("studio-menu-taken-down", "studio_menu.html", {**closed, "check": report_samples.CHECK})
    yield PageShown("studio-menu-plain", "studio_menu.html", {**shown, "has_editor": False})
    yield PageShown("studio-menu-bare", "studio_menu.html", {**quiet, **bare})
    nothing = {**weighed(samples.long_menu()), "search": Search(q="zzz")}
    yield PageShown("studio-menu-long", "studio_menu.html", {**quiet, **nothing})
    refused = {**weighed(samples.MENU), "check": samples.UNREADY, "form": refused_pairing()}
    yield PageShown("studio-menu-refused", "studio_menu.html", {**quiet, **refused})
    pasting = {**SIGNED_IN, "menu": samples.MENU, "served": {samples.FAR.items[0].media_item_id}}
    yield PageShown("paste", "paste.html", {**pasting, "pasted": Pasted()})
    yield PageShown("paste-review", "paste.html", {**pasting, "pasted": samples.PASTED})
    none = Pasted(text="Something that nobody made", is_review=True)
    late = FormState("paste", {}, {"": "Choose at least one work."})
    yield PageShown("paste-none", "paste.html", {**pasting, "pasted": none, "form": late})
    yield PageShown("import", "import.html", {**SIGNED_IN, "imported": samples.IMPORTED})
    refused_file = FormState(
        "import", errors={"": "This is no menu.json, or one that this instance cannot read."}
    )
    yield PageShown("import-refused", "import.html", {**SIGNED_IN, "form": refused_file})
    yield PageShown("resume", "resume.html", {**SIGNED_IN, "kept": samples.KEPT, "languages": {}})
    yield PageShown("conflict", "conflict.html", {**SIGNED_IN, "menu": samples.MENU, "edit": stale_edit()})


def reporting() -> Iterator[PageShown]:
    """A reader's report, and the thanks for it."""
    asked = {"menu": samples.MENU}
    typed = {"reason": "other", "words": ""}
    errors = {
        "": "Too many attempts. Wait a little, then try again.",
        "words": "Something has to stand here.",
    }
    yield PageShown("report", "report.html", asked)
    refused = FormState("report", typed, errors)
    yield PageShown("report-refused", "report.html", {**SIGNED_IN, **asked, "form": refused})
    yield PageShown("reported", "reported.html", {"slug": samples.MENU.slug})


def weighed(menu: MenuView) -> dict[str, Any]:
    """A menu with its balance."""
    return {"menu": menu, "balance": balance(samples.servings_of(menu))}


def past() -> Iterator[PageShown]:
    """The history of a menu: busy, in the middle of it, and before it begins."""
    busy = {**SIGNED_IN, "menu": samples.MENU, "editions": past_samples.EDITIONS, "days": past_samples.DAYS}
    changed = Compared("edition-2", "now", past_samples.DIFFERENCES, asked=True)
    yield PageShown("history", "history.html", {**busy, "compared": changed, "next_cursor": "abc"})
    since = Compared("revision-12", "now", Differences(), True, past_samples.DAYS[0].revisions[1])
    yield PageShown("history-alike", "history.html", {**busy, "compared": since, "next_cursor": None})
    told = {"compared": replace(changed, asked=False), "next_cursor": None}
    yield PageShown("history-unasked", "history.html", {**busy, **told})
    public = {"slug": samples.MENU.slug, "editions": past_samples.PUBLIC_EDITIONS}
    new, old, first = past_samples.PUBLIC_EDITIONS
    yield PageShown("editions", "editions.html", public)
    yield PageShown("editions-one", "editions.html", {**public, "editions": (first,)})
    two = {**public, "old": old, "new": new, "differences": past_samples.DIFFERENCES}
    yield PageShown("changes", "changes.html", two)
    yield PageShown("changes-none", "changes.html", {**two, "differences": Differences()})
    yield PageShown("changes-first", "changes.html", {**two, "old": None, "new": first, "editions": (first,)})
    kin = {**SIGNED_IN, "menu": samples.MENU}
    yield PageShown("lineage", "lineage.html", {**kin, "family": fork_samples.FAMILY})
    yield PageShown("lineage-empty", "lineage.html", {**kin, "family": Family((), (), is_whole=True)})
    following = {**kin, "upstream": fork_samples.UPSTREAM, "own_changes": fork_samples.FOUND}
    following |= {"proposal": None, "answered": None}
    yield PageShown("upstream", "upstream.html", {**following, "proposal": fork_samples.WAITING})
    late = FormState("upstream", {}, {"": NEWER})
    nothing = replace(fork_samples.UPSTREAM, changes=())
    answered = {"own_changes": (), "proposal": None, "answered": fork_samples.ACCEPTED}
    yield PageShown("upstream-none", "upstream.html", {**kin, "upstream": nothing, **answered})
    yield PageShown("upstream-closed", "upstream.html", {**kin, "upstream": None})
    yield PageShown("upstream-late", "upstream.html", {**following, "form": late})
    muted = (Muted(samples.ident(700), fork_samples.PROPOSER, samples.NOW),)
    heard = {**kin, "proposals": fork_samples.PROPOSALS, "next_cursor": "abc", "muted": muted}
    yield PageShown("proposals", "proposals.html", heard)
    gone = FormState("proposal", {}, {"": "It was taken back, or proposed anew."})
    looked = {**kin, "proposed": fork_samples.PROPOSED}
    yield PageShown("proposal", "proposal.html", {**looked, "form": gone})
    settled = ProposedChanges(fork_samples.ACCEPTED, None, ())
    yield PageShown("proposal-settled", "proposal.html", {**kin, "proposed": settled})
    books = {"": note_samples.BOOK, "-none": note_samples.EMPTY}
    for state, book in books.items():
        yield PageShown(f"notes{state}", "notes.html", {**kin, "book": book})
    fresh = {"editions": (), "days": (), "compared": None, "next_cursor": None}
    yield PageShown("history-empty", "history.html", {**busy, **fresh})


def foyer() -> Iterator[PageShown]:
    """A curator's own menus."""

    def shown(name: str, menus: Any, wanted: Wanted | None = None, **more: Any) -> PageShown:
        context = {**SIGNED_IN, "menus": menus, "wanted": wanted or Wanted(), **more}
        return PageShown(f"studio{name}", "studio.html", context)

    bills = studio_samples.BILLS
    yield shown("", bills, next_cursor="abc", welcome=2)
    yield shown("-many", studio_samples.MANY, Wanted(sort="title"))
    undone = {"notice": "Put away. You find it among the archived ones.", "moved": str(bills[0].id)}
    yield shown("-archived", studio_samples.ARCHIVED, Wanted(show="archived"), **undone)
    yield shown("-none", (), Wanted(q="zzz", show="draft"))
    yield shown("-put-away", (), has_archived=True, served=None)
    refused = FormState("menu-new", {"title": "x"}, {"title": "At most 200 characters fit here."})
    yield shown("-refused", bills[:2], form=refused)
    yield shown("-empty", (), has_archived=False, served=samples.DIRECTORY[0])


def welcome() -> Iterator[PageShown]:
    """The three steps of a newcomer."""
    begun = {**SIGNED_IN, "menu": samples.bare_menu(), "search": Search(), "starters": STARTERS}
    laid = {**begun, "menu": samples.MENU}
    blank = FormState("welcome-1", {"title": ""}, {"title": "Something has to stand here."})
    first = {**begun, "step": 1, "furthest": 1, "menu": None}
    yield PageShown("welcome-1", "welcome/step_1.html", first)
    yield PageShown("welcome-1-refused", "welcome/step_1.html", {**first, "form": blank})
    second = {"step": 2, "furthest": 2}
    yield PageShown("welcome-2", "welcome/step_2.html", {**begun, **second})
    none = Search(q="zzz")
    yield PageShown("welcome-2-none", "welcome/step_2.html", {**begun, **second, "search": none})
    found = Search(q="paris", results=samples.FOUND)
    gone = FormState("welcome-2", {}, {"": "The catalogue has no such work."})
    yield PageShown(
        "welcome-2-found", "welcome/step_2.html", {**laid, **second, "search": found, "form": gone}
    )
    third = {"step": 3, "furthest": 3}
    unready = {**third, "check": samples.UNREADY}
    yield PageShown("welcome-3", "welcome/step_3.html", {**laid, **unready, "menu": samples.long_menu()})
    yield PageShown("welcome-3-done", "welcome/step_3.html", {**laid, **third, "check": samples.FINE})
    yield PageShown("welcome-3-bare", "welcome/step_3.html", {**begun, **unready})


def refused_pairing() -> FormState:
    first = str(samples.LEAVING.items[0].id)
    values = {"relationship": "echo", "first_item_id": first, "narrative": "Both end on a road."}
    errors = {"second_item_id": "Choose another work.", "": "These two works are paired already."}
    return FormState("pairing-new", values, errors)


def stale_edit() -> StaleEdit:
    typed = {"title": "Leaving is easy", "intent": "Two quiet things, and then a door."}
    present = {"title": "Leaving is the easy part"}
    return StaleEdit("/studio/menus/1/courses/2", typed, present, {"position": "1"})


def accounts() -> Iterator[PageShown]:
    """Signing in, and one's own settings."""
    wrong = FormState("login", {"login": "ada"}, {"": "The login or the password is wrong."})
    yield PageShown("login", "login.html", {})
    yield PageShown("login-refused", "login.html", {"form": wrong, "next": "/studio"})
    yield PageShown("login-kept", "login.html", {"kept": samples.KEPT, "next": "/studio", "languages": {}})
    yield PageShown("login-kept-long", "login.html", {"kept": samples.KEPT_LONG, "languages": {}})
    short = FormState("register", {"email": "ada"}, {"email": "This is not an e-mail address."})
    yield PageShown("register", "register.html", {"form": short})
    yield PageShown("register-closed", "register.html", {"registration": "closed"})
    used = FormState(
        "register",
        {"invitation": "mmi_a"},
        {"invitation": "This invitation is not good for an account, or not any more."},
    )
    yield PageShown("register-invited", "register.html", {"registration": "invite", "form": used})
    mine = {"me": samples.ME, "sessions": samples.SESSIONS, "api_keys": samples.API_KEYS}
    fresh = {"new_api_key": "mm_3kV9xQ2mA7tYbN4cL8wZ3kV9xQ2mA7tYbN4cL8wZ3kV9x_a1b2c3"}
    yield PageShown("settings", "settings/profile.html", {**SIGNED_IN, **mine, "notice": "Saved."})
    empty = FormState("profile", {"display_name": ""}, {"display_name": "1 to 80 characters on one line."})
    yield PageShown("settings-refused", "settings/profile.html", {**SIGNED_IN, **mine, "form": empty})
    yield PageShown("settings-security", "settings/security.html", {**SIGNED_IN, **mine})
    alone = {**mine, "sessions": samples.SESSIONS[:1]}
    guess = FormState("password", {}, {"current": "This is not your password."})
    yield PageShown(
        "settings-security-refused", "settings/security.html", {**SIGNED_IN, **alone, "form": guess}
    )
    yield PageShown("settings-keys", "settings/api_keys.html", {**SIGNED_IN, **mine, **fresh})
    none = {**mine, "api_keys": (), "me": replace(samples.ME, may_ingest=False)}
    wish = FormState("api-key", {"name": "Backup", "days": "30"}, {"scopes": "Choose at least one right."})
    yield PageShown(
        "settings-keys-none", "settings/api_keys.html", {**SIGNED_IN, **none, "form": wish, "ticked": ()}
    )


def catalogue() -> Iterator[PageShown]:
    """Search, and one work."""
    found = Search(q="paris", media_type="", results=samples.FOUND * 2, next_cursor="abc")
    classes = {"classes": samples.CLASSES}
    yield PageShown("catalog", "catalog.html", {**SIGNED_IN, **classes, "search": found})
    wanted = Search(media_type="film", media_class="film.short", creator="Wim Wenders", results=samples.FOUND)
    wanted = replace(wanted, year_from=1984, year_to=1999, genre="Drama", language="de", sort="newest")
    yield PageShown("catalog-class", "catalog.html", {**classes, "search": wanted})
    none = {"search": Search(q="zzz", media_type="book"), "elsewhere": samples.UPSTREAMS, "classes": ()}
    yield PageShown("catalog-none", "catalog.html", none)
    yield PageShown("catalog-little", "catalog.html", {**SIGNED_IN, **none})
    yield PageShown("elsewhere", "elsewhere.html", {**SIGNED_IN, "elsewhere": samples.ELSEWHERE})
    slow = replace(samples.ELSEWHERE, results=(), refused="This source does not answer at the moment.")
    yield PageShown("elsewhere-refused", "elsewhere.html", {**SIGNED_IN, "elsewhere": slow})
    nothing = replace(samples.ELSEWHERE, results=())
    yield PageShown("elsewhere-none", "elsewhere.html", {**SIGNED_IN, "elsewhere": nothing})
    tagged = Search(tag="slow", results=samples.FOUND)
    yield PageShown("catalog-tagged", "catalog.html", {**classes, "search": tagged})
    yield PageShown("catalog-untagged", "catalog.html", {"classes": (), "search": Search(tag="slow")})
    yield PageShown("media", "media.html", {**SIGNED_IN, "media": samples.WORK, "around": samples.around()})
    kept = samples.around(own=Own(samples.KEPT_STATE, SCALES["five"]))
    yield PageShown("media-kept", "media.html", {**SIGNED_IN, "media": samples.WORK, "around": kept})
    fine = FormState(
        "state", {"status": "paused", "rating": "7.33"}, {"rating": "One decimal place of ten, no more."}
    )
    nothing_kept = samples.around(own=Own(None, SCALES["ten"]))
    telling = {**SIGNED_IN, "media": samples.WORK, "around": nothing_kept, "form": fine}
    yield PageShown("media-telling", "media.html", telling)
    relating = samples.around(is_editor=True, search=Search(q="paris", results=samples.FOUND))
    refused = FormState("relate", {"notes": "Both."}, {"": "A work cannot be related to itself."})
    editor = {**SIGNED_IN, "media": samples.WORK, "around": relating, "form": refused, "may_merge": True}
    yield PageShown("media-editor", "media.html", editor)
    alone = samples.around(company=Company(0, (), 0, ()))
    yield PageShown("media-unserved", "media.html", {"media": samples.WORK, "around": alone})
    serving = {"media": samples.WORK, "lines": samples.SERVED_IN, "next_cursor": "abc"}
    yield PageShown("media-menus", "media_menus.html", serving)
    unserved = {"media": samples.WORK, "lines": (), "next_cursor": None}
    yield PageShown("media-menus-none", "media_menus.html", unserved)
    yield PageShown("universe", "universe.html", {"media": samples.WORK, "universe": samples.UNIVERSE})
    origins = {"sources": samples.SOURCES, "fields": samples.FIELDS, "counted": ("popularity",)}
    read = {"media": samples.WORK, **origins}
    yield PageShown("media-sources", "media.html", {**read, "around": samples.around()})
    pinning = {**SIGNED_IN, **read, "around": samples.around(is_editor=True)}
    yield PageShown("media-sources-editor", "media.html", pinning)


def administration() -> Iterator[PageShown]:
    """What administrators see of duplicates."""
    admin = {**SIGNED_IN, "viewer": office_samples.ADMIN}
    queue = {**admin, "asked_for": "open", "questions": samples.QUESTIONS, "next_cursor": "abc"}
    yield PageShown("duplicates", "admin/duplicates.html", queue)
    none = {**admin, "asked_for": "open", "questions": (), "next_cursor": None}
    yield PageShown("duplicates-none", "admin/duplicates.html", none)
    both = {"first": samples.WORK, "second": samples.DOUBLE, "chosen": samples.WORK.id}
    late = FormState("merge", {}, {"": "This work was merged into another before."})
    yield PageShown("merge", "admin/merge.html", {**admin, **both, "form": late})


def reports() -> Iterator[PageShown]:
    """What readers reported, and what administrators decided about it."""
    admin = {**SIGNED_IN, "viewer": office_samples.ADMIN, "asked": {}, "more": "", "next_cursor": "abc"}
    shown = {**admin, "cases": report_samples.CASES}
    yield PageShown("reports", "admin/reports.html", shown)
    silent = FormState("case-menu-1", {"reason": ""}, {"reason": "Something has to stand here."})
    yield PageShown("reports-refused", "admin/reports.html", {**shown, "form": silent})
    late = FormState("case-gone", {}, {"": "Nobody waits for an answer about this menu any more."})
    none = {**admin, "cases": (), "next_cursor": None, "form": late}
    yield PageShown("reports-none", "admin/reports.html", none)
    past = {**admin, "asked": {"show": "decided"}, "more": "show=decided&"}
    yield PageShown("reports-decided", "admin/reports.html", {**past, "rulings": report_samples.RULINGS})
    yield PageShown("reports-undecided", "admin/reports.html", {**past, "rulings": (), "next_cursor": None})
    yield PageShown("reports-closed", "admin/reports.html", {**admin, "closed": True})


def jobs() -> Iterator[PageShown]:
    """What workers do, for administrators."""
    admin = {**SIGNED_IN, "viewer": samples.ADMIN}
    nothing = {"asked": {}, "more": "", "filter": FormState("jobs"), "next_cursor": None}
    asked = {"name": "fetch-cover"}
    some = {
        "asked": asked,
        "more": "name=fetch-cover&",
        "filter": FormState("jobs", asked),
        "next_cursor": "abc",
    }
    full = {"jobs": samples.JOBS, "schedules": samples.SCHEDULES, "now": samples.NOW}
    yield PageShown("jobs", "admin/jobs.html", {**admin, **some, **full})
    yield PageShown("jobs-none", "admin/jobs.html", {**admin, **nothing, **full, "jobs": ()})
    yield PageShown("jobs-closed", "admin/jobs.html", {**admin, **nothing, "closed": True})


def office() -> Iterator[PageShown]:
    """The administration."""
    admin = {**SIGNED_IN, "viewer": office_samples.ADMIN, "asked": {}, "more": ""}
    editor = {**admin, "viewer": office_samples.EDITOR}
    runs, paged = office_samples.RUNS, {"next_cursor": "abc", "is_first": False}
    latest = {"reported": report_samples.CASES[:2], "running": runs[:1], "failed": runs[2:3], "latest": runs}
    nothing = {"reported": (), "running": (), "failed": (), "latest": (), "drawing": office_samples.QUIET}
    yield PageShown("admin", "admin/overview.html", {**admin, **latest, "drawing": office_samples.DRAWING})
    yield PageShown("admin-quiet", "admin/overview.html", {**admin, **nothing})
    choices = {
        "source_name": ("imdb", "tmdb"),
        "kind": ("push",),
        "status": ("failed",),
        "requester": ("ada",),
    }
    yield PageShown("admin-runs", "admin/runs.html", {**admin, **paged, "runs": runs, "choices": choices})
    none = {"runs": (), "choices": choices, "next_cursor": None, "is_first": True}
    yield PageShown("admin-runs-none", "admin/runs.html", {**editor, **none, "asked": {"kind": "push"}})
    records = {"records": office_samples.RECORDS, "refusal": "", **paged}
    yield PageShown("admin-run", "admin/run.html", {**admin, **records, "run": office_samples.RUN})
    live = {**records, "run": office_samples.LIVE, "refusal": "No.", "asked": {"outcome": "rejected"}}
    yield PageShown("admin-run-live", "admin/run.html", {**editor, **live})
    bare = {"records": (), "refusal": "", "next_cursor": None, "is_first": True}
    yield PageShown("admin-run-bare", "admin/run.html", {**admin, **bare, "run": office_samples.BARE})
    troubles = {
        "troubles": office_samples.TROUBLES,
        "choices": {"source_name": ("tmdb",), "code": ("timeout",)},
    }
    drawn = {**admin, **troubles, **paged, "drawing": office_samples.DRAWING}
    yield PageShown("admin-errors", "admin/errors.html", drawn)
    fine = {**drawn, "troubles": (), "drawing": office_samples.QUIET, "asked": {"day": "2026-11-14"}}
    yield PageShown("admin-errors-none", "admin/errors.html", fine)
    yield PageShown("admin-errors-closed", "admin/errors.html", {**admin, "drawing": None})


def workshop() -> Iterator[PageShown]:
    """The design system, with a few of its frames; its language is that of the page."""
    english = language("en")
    shown = {"guides": guides(english), "parts": parts(english), "groups": GROUPS[:2]}
    yield PageShown("styleguide", "styleguide.html", shown)


def said(context: dict[str, Any], locale: str) -> dict[str, Any]:
    """The sample with what the service would have said in that language: refusals, the notice, headings."""
    words, spoken = language(locale).gettext, dict(context)
    if form := context.get("form"):
        spoken["form"] = replace(form, errors={name: words(error) for name, error in form.errors.items()})
    if notice := context.get("notice"):
        spoken["notice"] = words(notice)
    if around := context.get("around"):
        groups = [(words(heading), works) for heading, works in around.groups]
        choices = [(relation, words(choice)) for relation, choice in around.choices]
        spoken["around"] = replace(around, groups=groups, choices=choices)
    return spoken


def write(folder: Path) -> list[Path]:
    """One HTML file a page and language, beside a copy of the static files."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(STATIC, folder / "static")
    written = []
    for page in pages():
        for locale in ("en", "pl"):
            path = folder / f"{page.name}.{locale}.html"
            path.write_text(render(page.template, locale, **said(page.context, locale)), encoding="utf-8")
            written.append(path)
    return written


if __name__ == "__main__":
    sys.stdout.write("\n".join(map(str, write(Path(sys.argv[1])))) + "\n")
