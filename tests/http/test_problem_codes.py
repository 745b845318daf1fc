"""Every code that an answer can carry is documented, once, in words that say what it means."""

from collections import Counter
from pathlib import Path

from app.http.problem_codes import as_markdown, field_codes, registered
from domain.kernel import NotFound

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"


def test_the_reference_is_current() -> None:
    """`python -m app.http.problem_codes > docs/reference/errors.md` makes it so."""
    assert REFERENCE.read_text() == as_markdown()


def test_every_code_says_what_it_means() -> None:
    assert [each.code for each in registered() if len(each.explanation) < 10] == []
    assert [code for code, message in field_codes().items() if not message] == []


def test_no_code_means_two_things() -> None:
    statuses = Counter(each.code for each in registered())
    assert [code for code, times in statuses.items() if times > 1] == []


def test_only_one_404_leaves() -> None:
    assert [each.code for each in registered() if each.status == 404] == [NotFound.code]
