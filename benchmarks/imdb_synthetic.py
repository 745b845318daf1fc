"""Makes files of IMDb's shape for measuring: letters, lengths and gaps as in real ones, titles invented."""

import random
from collections.abc import Iterator
from pathlib import Path

WORDS = {
    "plain": "the of a night love man girl house last day blood king story life dead my in and lost world"
    " city dark summer heart american dream return secret woman war time fire river brother island road black"
    " white"
    " murder moon winter garden silent stranger golden shadow children devil star kingdom wedding train",
    "polish": "Żółć ślub łódź noc dzień miłość świat córka życie źródło król pociąg księżyc gęś ósmy zakręt",
    "foreign": "Amélie Ångström été señor niño über Mädchen façade Москва ночь 愛 夢 東京 사랑 गीत ليلة",
    "genres": "Drama Comedy Documentary Action Romance Thriller Crime Horror Adventure Sci-Fi Family",
}
PLAIN, POLISH, FOREIGN, GENRES = (text.split() for text in WORDS.values())
TITLE_HEADER = (
    "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
)
RATING_HEADER = "tconst\taverageRating\tnumVotes\n"
AKA_HEADER = "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
CREW_HEADER = "tconst\tdirectors\twriters\n"
NAME_HEADER = "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
REGIONS = ("PL", "DE", "FR", "ES", "US", "GB", "JP", "BR", "RU", "XWW")


def write_files(directory: Path, titles: int, seed: int = 20) -> tuple[Path, Path]:
    """title.basics.tsv of so many films, and title.ratings.tsv for four in ten of them."""
    chance = random.Random(seed)
    basics, ratings = directory / "title.basics.tsv", directory / "title.ratings.tsv"
    with basics.open("w", encoding="utf-8") as out, ratings.open("w", encoding="utf-8") as rated:
        out.write(TITLE_HEADER)
        rated.write(RATING_HEADER)
        for number in range(1, titles + 1):
            tconst = f"tt{number * 7:07d}"
            out.write(title_line(chance, tconst))
            if chance.random() < 0.4:
                votes = min(int(5 * chance.paretovariate(0.6)), 3_000_000)
                rated.write(f"{tconst}\t{chance.uniform(1, 10):.1f}\t{votes}\n")
    return basics, ratings


def changed(basics: Path, share: float, seed: int) -> Path:
    """A copy of title.basics.tsv in which so many of its films have another year."""
    chance = random.Random(seed)
    copy = basics.with_name(f"title.basics.{seed}.tsv")
    with basics.open(encoding="utf-8") as lines, copy.open("w", encoding="utf-8") as out:
        out.write(next(lines))
        for line in lines:
            fields = line.split("\t")
            if chance.random() < share:
                fields[5] = str(1880 + seed)
            out.write("\t".join(fields))
    return copy


def write_files_beside(directory: Path, works: int, seed: int = 6) -> tuple[Path, Path, Path]:
    """title.akas.tsv with four names for each film, title.crew.tsv, and name.basics.tsv with all and more."""
    chance = random.Random(seed)
    akas, crews, people = (directory / f"{name}.tsv" for name in ("title.akas", "title.crew", "name.basics"))
    with akas.open("w", encoding="utf-8") as out, crews.open("w", encoding="utf-8") as made:
        out.write(AKA_HEADER)
        made.write(CREW_HEADER)
        names = titles(chance)
        for number in range(1, works + 1):
            tconst = f"tt{number * 7:07d}"
            for ordering, region in enumerate(chance.sample(REGIONS, 4), 1):
                out.write(f"{tconst}\t{ordering}\t{next(names)}\t{region}\t\\N\timdbDisplay\t\\N\t0\n")
            directors, writers = (f"nm{chance.randint(1, works):07d}" for _ in range(2))
            made.write(f"{tconst}\t{directors}\t{writers},{directors}\n")
    with people.open("w", encoding="utf-8") as out:
        out.write(NAME_HEADER)
        for number in range(1, works * 2 + 1):
            name = f"{chance.choice(PLAIN).title()} {chance.choice(PLAIN + POLISH).title()}"
            out.write(f"nm{number:07d}\t{name}\t\\N\t\\N\tdirector\t\\N\n")
    return akas, crews, people


def title_line(chance: random.Random, tconst: str) -> str:
    title = next(titles(chance))
    original = title if chance.random() < 0.8 else next(titles(chance))
    year = chance.randint(1900, 2026) if chance.random() < 0.95 else r"\N"
    minutes = chance.randint(40, 220) if chance.random() < 0.7 else r"\N"
    genres = ",".join(chance.sample(GENRES, chance.choice((1, 1, 2, 3)))) if chance.random() < 0.9 else r"\N"
    return f"{tconst}\tmovie\t{title}\t{original}\t0\t{year}\t\\N\t{minutes}\t{genres}\n"


def titles(chance: random.Random) -> Iterator[str]:
    """Endless titles: mostly plain, some in quotes that may lack their end, some in other letters."""
    while True:
        words = chance.choices(PLAIN, k=chance.choice((1, 2, 2, 3, 3, 4, 5, 7)))
        words.append(f"{chance.choice(PLAIN)}{chance.choice(PLAIN)}")
        kind = chance.random()
        if kind < 0.05:
            words[0] = chance.choice(POLISH)
        elif kind < 0.12:
            words[-1] = chance.choice(FOREIGN)
        title = " ".join(words).capitalize()
        if kind > 0.98:
            title = f'"{title}"' if kind > 0.99 else f'"{title}'
        yield title
