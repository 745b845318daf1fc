"""Accounts of files in columns: every line stands in exactly one, and the columns add up."""

from typing import ClassVar

from msgspec import Struct


class InColumns(Struct, frozen=True):
    """An account whose fields named in `columns` are its columns."""

    columns: ClassVar[tuple[str, ...]]

    @property
    def counts(self) -> dict[str, int]:
        """The columns, in order."""
        return {column: getattr(self, column) for column in self.columns}

    @property
    def total(self) -> int:
        """The sum of the columns."""
        return sum(self.counts.values())
