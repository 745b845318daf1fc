"""Sample data of reports: a busy case, a quiet one, one of a menu that is gone; decisions of every kind."""

from datetime import timedelta

from domain.kernel import Problem
from domain.menus.editions import PublishCheck
from domain.menus.reports import CaseView, ReportReason, ReportView, RulingView
from domain.menus.views import TakeDown
from tests.web.samples import NOW, ident

WHY = (
    "The third course names the street and the number of a private person.\n\n"
    "Take that out, write to us, and we let you publish it again."
)
TAKE_DOWN = TakeDown(WHY, NOW)
CHECK = PublishCheck(False, (Problem("", "taken-down", WHY),), (), 14)

TAKEN_DOWN = RulingView(
    ident(951), "the-long-way-home-8s2k1mzq", "The Long Way Home", "taken-down", WHY, "ada",
    NOW - timedelta(days=2), 4, in_force=True,
)  # fmt: skip
DISMISSED = RulingView(
    ident(952), "menu-1", "مائدة الغرباء", "dismissed", "", "ada", NOW - timedelta(days=9), 1, in_force=False
)
LIFTED = RulingView(
    ident(953), "menu-2", "For Marta, who says she hates musicals and everything like them", "lifted",
    "The address is gone.", None, NOW - timedelta(days=30), 0, in_force=False,
)  # fmt: skip
RULINGS = (TAKEN_DOWN, DISMISSED, LIFTED)


def report(number: int, reason: ReportReason, words: str, reporter: str | None = None) -> ReportView:
    return ReportView(ident(960 + number), reason, words, reporter, 2, NOW - timedelta(hours=number))


CASES = (
    CaseView(
        slug="menu-1",
        title="The Long Way Home",
        curator="bartlomiej_z",
        status="published",
        is_taken_down=False,
        report_count=24,
        first_at=NOW - timedelta(days=3),
        reports=(
            report(1, "personal-data", WHY, "marta"),
            report(2, "other", "https://example.org/" + "a-very-long-address-without-any-place-to-break" * 3),
            report(3, "spam", ""),
        ),
        rulings=(DISMISSED, LIFTED),
    ),
    CaseView(
        "menu-2", "مائدة الغرباء", "zaynab", "draft", False, 1, NOW, (report(4, "copyright", "شعر"),), ()
    ),
    CaseView("menu-3", "Small hours", None, None, False, 1, NOW, (report(5, "hateful", "All of it."),), ()),
    CaseView(
        "menu-4", "Dawn", "cleo", "draft", True, 1, NOW, (report(6, "sexual", "Course 2."),), (TAKEN_DOWN,)
    ),
)
