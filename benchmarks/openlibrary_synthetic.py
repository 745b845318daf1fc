"""Makes dumps of Open Library's shape for measuring: lengths and gaps as in real ones, titles invented."""

import json
import random
from itertools import pairwise
from pathlib import Path

from benchmarks.imdb_synthetic import PLAIN, titles

CHANGED = "2010-04-14T02:53:24.620268"


def write_works(path: Path, works: int, authors: int = 50_000, seed: int = 7) -> Path:
    """A plain works dump, about 500 bytes a line."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        for number in range(1, works + 1):
            key = f"/works/OL{number * 3}W"
            record = json.dumps(_work(chance, key, authors), ensure_ascii=False)
            out.write(f"/type/work\t{key}\t2\t{CHANGED}\t{record}\n")
    return path


def write_authors(path: Path, authors: int, seed: int = 8) -> Path:
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        for number in range(1, authors + 1):
            key = f"/authors/OL{number}A"
            name = f"{chance.choice(PLAIN).title()} {chance.choice(PLAIN).title()}son"
            record = {"type": {"key": "/type/author"}, "name": name, "key": key, "revision": 1}
            out.write(f"/type/author\t{key}\t1\t{CHANGED}\t{json.dumps(record)}\n")
    return path


def _work(chance: random.Random, key: str, authors: int) -> dict[str, object]:
    record: dict[str, object] = {
        "type": {"key": "/type/work"},
        "key": key,
        "title": next(titles(chance)),
        "created": {"type": "/type/datetime", "value": CHANGED},
        "last_modified": {"type": "/type/datetime", "value": CHANGED},
        "latest_revision": 2,
        "revision": 2,
    }
    if chance.random() < 0.8:
        role = {"type": {"key": "/type/author_role"}}
        record["authors"] = [{"author": {"key": f"/authors/OL{chance.randint(1, authors)}A"}, **role}]
    if chance.random() < 0.5:
        words = chance.choices(PLAIN, k=chance.randint(2, 9))
        record["subjects"] = [" ".join(pair).title() for pair in pairwise(words)]
    if chance.random() < 0.2:
        record["covers"] = [chance.randint(1, 10**7)]
    if chance.random() < 0.1:
        record["description"] = {"type": "/type/text", "value": " ".join(chance.choices(PLAIN, k=80))}
    return record
