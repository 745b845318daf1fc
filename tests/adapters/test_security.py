"""Passwords are slow to check and never crowd out the rest; tokens can be told from other text."""

import asyncio
import re

import pytest
from argon2 import PasswordHasher

from adapters.security import tokens
from adapters.security.passwords import Argon2Passwords
from domain.accounts.refusals import TooManyAttempts


async def test_only_the_right_password_is_right() -> None:
    passwords = Argon2Passwords()
    known = await passwords.hash("a long enough one")
    assert known.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify(known, "a long enough one") == "right"
    assert await passwords.verify(known, "a long enough one ") == "wrong"
    assert await passwords.verify("not a hash", "a long enough one") == "wrong"


async def test_a_hash_of_other_parameters_is_right_but_dated() -> None:
    dated = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("a long enough one")
    assert await Argon2Passwords().verify(dated, "a long enough one") == "right-but-dated"


async def test_nobodys_password_is_wrong_and_costs_a_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    genuine = PasswordHasher.verify

    def watched(hasher: PasswordHasher, known: str, password: str) -> bool:
        checked.append(known)
        return genuine(hasher, known, password)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    assert await Argon2Passwords().verify(None, "a long enough one") == "wrong"
    assert [known[:30] for known in checked] == ["$argon2id$v=19$m=19456,t=2,p=1"]


async def test_a_full_queue_refuses_at_once_and_empties_again() -> None:
    passwords = Argon2Passwords(threads=1, queue=2)
    crowd = await asyncio.gather(
        *(passwords.hash("a long enough one") for _ in range(8)), return_exceptions=True
    )
    assert sum(isinstance(each, TooManyAttempts) for each in crowd) == 5
    assert await passwords.hash("a long enough one")


@pytest.mark.parametrize("prefix", ["", "mm_", "mms_"])
def test_a_token_has_its_prefix_256_random_bits_and_a_checksum(prefix: str) -> None:
    token = tokens.new_token(prefix)
    assert re.fullmatch(prefix + r"[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}", token)
    assert tokens.looks_valid(token, prefix)
    assert tokens.new_token(prefix) != token
    assert len(tokens.digest(token)) == 32


@pytest.mark.parametrize(
    "damage",
    [
        lambda token: token[:-1],
        lambda token: token + "a",
        lambda token: token.swapcase(),
        lambda token: token.replace("mm_", "mms_"),
        lambda token: "mm_" + "ż" * 49,
        lambda token: token + "\n",
        lambda token: token[:10] + ("a" if token[10] != "a" else "b") + token[11:],
        lambda token: "",
    ],
)
def test_a_damaged_token_is_told_without_asking_anybody(damage) -> None:  # type: ignore[no-untyped-def]
    assert not tokens.looks_valid(damage(tokens.new_token("mm_")), "mm_")


async def test_a_password_that_everybody_knows_opens_nothing() -> None:
    hashed = await Argon2Passwords().hash("a table for two")
    passwords = Argon2Passwords(refused=frozenset({"a table for two"}))
    assert await passwords.verify(hashed, "a table for two") == "wrong"
