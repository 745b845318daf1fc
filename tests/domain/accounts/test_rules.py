"""What makes an account, a profile and a key good ones."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.accounts.model import Profile, password_as_hashed
from domain.accounts.proofs import API_KEY_LONGEST, ApiKey, Visitor
from domain.accounts.service import Application, account_from
from domain.kernel import Invalid, UserId

SOMEBODY = UserId(UUID(int=1))
NOW = datetime(2030, 1, 1, tzinfo=UTC)
GOOD = {"email": "ada@example.org", "username": "ada", "password": "a long enough one"}
PROFILE = Profile(
    display_name="Ada", country_code="PL", locale="en", time_zone="Europe/Warsaw", rating_scale="ten",
    shows_adult=False, settings={}, onboarding_step=0, onboarding_started_at=None,
    onboarding_completed_at=None,
)  # fmt: skip


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.pointer, problem.code) for problem in refusal.value.problems}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        account_from(Application(email="ada", username="1", password="short", display_name=" "), SOMEBODY)
    assert codes(refusal) == {
        ("/email", "email-invalid"),
        ("/username", "username-invalid"),
        ("/password", "password-too-short"),
        ("/display_name", "display-name-invalid"),
    }


@pytest.mark.parametrize(
    "email",
    [
        "",
        "a@b",
        "@example.org",
        "a b@example.org",
        "a@@example.org",
        "a@example..org",
        "a.@example.org",
        "a@exam\u200bple.org",
        "a\n@example.org",
        "x" * 65 + "@example.org",
        "a@" + "x" * 250 + ".org",
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(Invalid) as refusal:
        account_from(Application(**(GOOD | {"email": email})), SOMEBODY)
    assert ("/email", "email-invalid") in codes(refusal)


@pytest.mark.parametrize(
    "email", ["a@example.org", "żółw@przykład.pl", "a.b+c@sub.example.org", "a'b@example.org"]
)
def test_addresses_of_all_countries_are_taken(email: str) -> None:
    assert account_from(Application(**(GOOD | {"email": f"  {email} "})), SOMEBODY).email == email


@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("ab", "username-invalid"),
        ("1ada", "username-invalid"),
        ("ada.l", "username-invalid"),
        ("żaba", "username-invalid"),
        ("a" * 31, "username-invalid"),
        ("Admin", "username-reserved"),
    ],
)
def test_usernames_are_plain_and_not_the_services_own(username: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        account_from(Application(**(GOOD | {"username": username})), SOMEBODY)
    assert codes(refusal) == {("/username", code)}


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ninechars", "password-too-short"),
        ("x1" * 513, "password-too-long"),
        ("ada@example.org", "password-obvious"),
        ("Qwertyuiop", "password-obvious"),
        ("ada1234567", "password-obvious"),
        ("ababababababab", "password-obvious"),
    ],
)
def test_the_first_guesses_are_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        account_from(Application(**(GOOD | {"password": password})), SOMEBODY)
    assert codes(refusal) == {("/password", code)}


def test_a_password_is_the_same_however_its_letters_were_composed() -> None:
    assert password_as_hashed("żo\u0301łw ") == password_as_hashed("z\u0307ółw ") == "żółw "


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"country_code": "pl"}, "country-code-invalid"),
        ({"time_zone": "../../etc/passwd"}, "time-zone-unknown"),
        ({"time_zone": "Europe/Nowhere"}, "time-zone-unknown"),
        ({"onboarding_step": -1}, "onboarding-step-invalid"),
        ({"display_name": "a\u202eb"}, "display-name-invalid"),
        ({"settings": {"a": "x" * 9000}}, "settings-too-large"),
    ],
)
def test_a_profile_holds_what_makes_sense(change: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Profile(**({name: getattr(PROFILE, name) for name in Profile.__struct_fields__} | change))
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_the_introduction_begins_once_and_ends_once() -> None:
    begun = PROFILE.at_step(1, NOW).at_step(2, NOW + timedelta(days=1))
    assert begun.onboarding_started_at == NOW
    done = begun.onboarded(True, NOW).onboarded(True, NOW + timedelta(days=1))
    assert done.onboarding_completed_at == NOW
    assert done.onboarded(False, NOW).onboarding_completed_at is None


@pytest.mark.parametrize(
    "lifetime", [timedelta(0), timedelta(days=-1), API_KEY_LONGEST + timedelta(seconds=1)]
)
def test_a_key_ends_within_a_year(lifetime: timedelta) -> None:
    with pytest.raises(Invalid) as refusal:
        ApiKey(
            id=UUID(int=2), user_id=SOMEBODY, name="laptop", scopes=frozenset({"read"}), hint="mm_abcd",
            created_at=NOW, expires_at=NOW + lifetime,
        )  # fmt: skip
    assert codes(refusal) == {("/expires_at", "expiry-invalid")}


@pytest.mark.parametrize(
    ("address", "network", "subscriber"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_addresses_are_kept_coarse_and_counted_by_subscriber(
    address: str, network: str, subscriber: str
) -> None:
    visitor = Visitor(address)
    assert (visitor.network, visitor.subscriber) == (network, subscriber)
