"""A curator's note as HTML: a small Markdown without headings, images or raw HTML, and with tame links."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "br", "blockquote"}
RULES = ["emphasis", "balance_pairs", "link", "autolink", "list", "blockquote", "newline", "escape", "entity"]

MOST_SIGNS = 400
"""Signs of links and emphasis in one text; matching them takes the square of their number."""

_markdown = MarkdownIt("zero", {"breaks": True, "html": False}).enable(RULES)
_plain = MarkdownIt("zero", {"breaks": True, "html": False}).enable("newline")


def annotation_html(source: str | None) -> str:
    """The note as safe HTML; links are http(s) only and carry rel="nofollow ugc noopener".

    What consists of little but signs is shown as it was typed.
    """
    if not source:
        return ""
    is_text = sum(map(source.count, "[*_")) <= MOST_SIGNS
    return nh3.clean(
        (_markdown if is_text else _plain).render(source),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    ).strip()
