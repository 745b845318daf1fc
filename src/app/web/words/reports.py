"""What pages call the reasons of reports, and what was decided about them."""

from typing import Final

from app.web.languages import Language, mark
from domain.menus.reports import Decision, ReportReason

REASONS: Final[dict[ReportReason, str]] = {
    "spam": mark("Advertising, or a trap for readers"),
    "hateful": mark("Hatred, threats or harassment"),
    "sexual": mark("Sexual content without a warning"),
    "personal-data": mark("Private details of somebody"),
    "copyright": mark("Copied without permission"),
    "other": mark("Something else"),
}
DECISIONS: Final[dict[Decision, str]] = {
    "dismissed": mark("Left as it is"),
    "taken-down": mark("Taken down"),
    "lifted": mark("Let go again"),
}


def report_reason(reason: ReportReason, language: Language) -> str:
    """What is wrong, in a few words."""
    return language.gettext(REASONS[reason])


def decision_word(decision: Decision, language: Language) -> str:
    """What became of the menu."""
    return language.gettext(DECISIONS[decision])
