"""Terms of share links: how long, how often, and until when."""

from datetime import timedelta

import pytest

from domain.menus.errors import ShareTermsInvalid
from domain.menus.sharing import MOST_HOURS, expiry
from tests.factories import NOW, ShareLinkFactory


@pytest.mark.parametrize("hours", [1, 168, MOST_HOURS])
def test_a_link_lives_between_an_hour_and_a_month(hours: int) -> None:
    assert expiry(NOW, hours) == NOW + timedelta(hours=hours)


@pytest.mark.parametrize("hours", [-1, 0, MOST_HOURS + 1])
def test_another_life_is_refused_and_pointed_at(hours: int) -> None:
    with pytest.raises(ShareTermsInvalid) as refusal:
        expiry(NOW, hours)
    assert [(each.pointer, each.code) for each in refusal.value.problems] == [
        ("/expires_in_hours", "out-of-range")
    ]


@pytest.mark.parametrize("uses", [-1, 0, 1_000_001])
def test_a_link_allows_one_use_at_least(uses: int) -> None:
    with pytest.raises(ShareTermsInvalid) as refusal:
        ShareLinkFactory.build(max_uses=uses)
    assert [(each.pointer, each.code) for each in refusal.value.problems] == [("/max_uses", "out-of-range")]


@pytest.mark.parametrize(
    ("facts", "is_alive"),
    [
        ({}, True),
        ({"max_uses": 2, "use_count": 1}, True),
        ({"max_uses": 2, "use_count": 2}, False),
        ({"use_count": 1_000}, True),
        ({"revoked_at": NOW}, False),
        ({"expires_at": NOW}, False),
        ({"expires_at": NOW + timedelta(microseconds=1)}, True),
    ],
)
def test_a_link_is_alive_until_revoked_expired_or_used_up(facts: dict[str, object], is_alive: bool) -> None:
    assert ShareLinkFactory.build(**facts).is_alive(NOW) is is_alive
