"""How many examples tests of properties look at: those of a run of everything, or fewer in between."""

from hypothesis import HealthCheck, settings

HUNDRED = 100

settings.register_profile(
    "gate",
    max_examples=HUNDRED,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""The same examples in every run, however long one takes: neither luck nor a busy machine fails a test."""
settings.register_profile("quick", settings.get_profile("gate"), max_examples=15)
settings.register_profile("search", settings.get_profile("gate"), max_examples=1_000, derandomize=False)
settings.load_profile("gate")


def looking_at(examples: int) -> settings:
    """That many; more or fewer as the chosen profile has it."""
    return settings(max_examples=max(1, examples * settings.default.max_examples // HUNDRED))
