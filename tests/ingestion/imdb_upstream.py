"""IMDb's files as they are from day to day, and questions to which two loads of them answer the same."""

from collections.abc import Sequence
from random import Random

from tests.ingestion.imdb_house import Files, aka, crew, person, rating, title

TYPES = ("movie", "tvSeries", "videoGame")

CATALOGUE = """
    SELECT link.external_key, item.media_type, item.media_class::text, item.title, item.original_title,
        item.title_norm, item.search_norm, item.sort_key, item.release_date::text, item.genres, item.creators,
        item.popularity, item.is_adult, item.metadata::text, item.missing_since IS NOT NULL,
        film.runtime_minutes, film.avg_rating, film.num_votes, film.directors,
        source.raw_payload::text, source.payload_hash, source.payload_notes, source.leads,
        source.mapping_version, source.missing_since IS NOT NULL
    FROM catalog.external_links AS link
    JOIN catalog.media_items AS item ON item.id = link.media_item_id
    LEFT JOIN catalog.movie_items AS film ON film.media_item_id = item.id
    LEFT JOIN catalog.media_sources AS source ON source.external_id = link.external_key
    ORDER BY 1
"""
TITLES = "SELECT external_id, position, title, language, region FROM catalog.titles ORDER BY 1, 2"
CREDITS = """
    SELECT external_key, role, position, name, credit.source_name FROM catalog.credits AS credit
    JOIN catalog.external_links AS link USING (media_item_id) ORDER BY 1, 2, 3
"""
RECORDS = """
    SELECT dense_rank() OVER (ORDER BY run_id), position, external_id, outcome, reason, problems::text,
        media_item_id IS NOT NULL
    FROM ingestion.run_records ORDER BY run_id, position
"""
COUNTS = "SELECT status, counts::text FROM ingestion.runs ORDER BY id"


class Upstream:
    """Files that are somewhat different every day, with everything that can be wrong with their lines."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._titles = {number: self._title(number) for number in range(1, 121)}
        self._ratings = {number: self._rating(number) for number in range(1, 121, 2)}

    def write(self, files: Files) -> None:
        titles = list(self._titles.values())
        repeated = [title(number, "Again") for number in self._some(range(1, 121), 4)]
        self._chance.shuffle(titles)
        files.write([*titles, *repeated, *ODD], [*self._ratings.values(), rating(7), rating(999), "tt\t1"])
        if self._chance.random() < 0.5:
            files.basics.write_bytes(files.basics.read_bytes().replace(b"\n", b"\r\n"))
        files.beside(
            akas=[
                aka(number, ordering, self._name(), self._chance.choice(("PL", "DE", r"\N")))
                for number in range(1, 121)
                for ordering in (1, 2)
            ],
            crew=[
                crew(number, f"nm{self._chance.randint(1, 9):07d}", "nm0000003")
                for number in range(1, 121, 3)
            ],
            names=[person(number, f"Somebody {number}") for number in range(1, 9)],
        )

    def change(self) -> None:
        """A day later: some lines say something else, some are new, some are gone."""
        for number in self._some(self._titles, 12):
            self._titles[number] = self._title(number)
        for number in self._some(self._ratings, 6):
            self._ratings[number] = self._rating(number)
        for number in self._some(self._titles, 3):
            del self._titles[number]
        for number in self._some(self._ratings, 3):
            del self._ratings[number]
        for number in self._some(range(1, 151), 5):
            self._titles[number] = self._title(number)
            self._ratings[number] = self._rating(number)

    def _some(self, numbers: Sequence[int] | dict[int, str | bytes] | dict[int, str], most: int) -> list[int]:
        return self._chance.sample(list(numbers), most)

    def _title(self, number: int) -> str | bytes:
        if self._chance.random() < 0.3:
            return self._chance.choice(TROUBLED)(number)
        kind = self._chance.choice((*TYPES, "movie", "movie", "short"))
        return title(
            number, self._name(), self._name(), kind=kind, year=str(self._chance.randint(1900, 2020))
        )

    def _rating(self, number: int) -> str:
        average = self._chance.choice(("7.6", "1.0", "10.0", "8.1", "12"))
        return rating(number, average, str(self._chance.randint(0, 900)))

    def _name(self) -> str:
        return self._chance.choice(("Pociąg", "Night train", "Knife", '"Quoted"', "a\u0301 b", " x ")) + str(
            self._chance.randint(1, 99)
        )


TROUBLED = (
    lambda number: title(number, "Nul\0led"),
    lambda number: title(number, "Back\\slash and \r return"),
    lambda number: title(number, year="MCMLIX", adult="2", minutes="-1"),
    lambda number: title(number, genres="x" * 300),
    lambda number: title(number, r"\N"),
    lambda number: title(number, "x" * 1_001),
    lambda number: title(number, "Fine", "y" * 1_001),
    lambda number: title(number, kind=r"\N"),
    lambda number: title(number) + "\tmore",
    lambda number: title(number, "Knöpfe").encode("latin-1"),
    lambda number: title(number, "L" * 70_000),
)
ODD = ["", "tt12\tmovie", title(0, "Zero"), "nm0000001" + title(1)[9:], b"\xff\xfe", title(10**8, "Eight")]

EVERYTHING = (CATALOGUE, TITLES, CREDITS, RECORDS, COUNTS)
