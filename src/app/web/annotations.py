"""A curator's note as HTML: a small Markdown without headings, images or raw HTML, and with tame links."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "br", "blockquote"}
RULES = ["emphasis", "balance_pairs", "link", "autolink", "list", "blockquote", "newline", "escape", "entity"]

_markdown = MarkdownIt("zero", {"breaks": True, "html": False}).enable(RULES)


def annotation_html(source: str | None) -> str:
    """The note as safe HTML; links are http(s) only and carry rel="nofollow ugc noopener"."""
    if not source:
        return ""
    return nh3.clean(
        _markdown.render(source),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    ).strip()
