"""How works are found by every word that anybody calls them: SQL of what `search_norm` becomes."""

from domain.catalog.titles import LONGEST_SEARCH


def together(*texts: str) -> str:
    """SQL of the words of texts, each once, cut where there are too many."""
    return f"""left((
        SELECT string_agg(word, ' ' ORDER BY place) FROM (
            SELECT word, min(place) AS place
            FROM string_to_table(concat_ws(' ', {", ".join(texts)}), ' ')
                WITH ORDINALITY AS said (word, place)
            GROUP BY word
        ) AS words
    ), {LONGEST_SEARCH})"""  # noqa: S608
