"""The refusals of the domain in the reader's words, by their stable code."""

from app.web.languages import Language, mark
from domain.kernel import Problem

WORDS: dict[str, str] = {
    "title-missing": mark("Give it a title."),
}


def explain(problem: Problem, language: Language) -> str:
    """The sentence for a problem; a code without one of its own keeps the domain's English message."""
    words = WORDS.get(problem.code)
    return language.gettext(words) if words else problem.message
