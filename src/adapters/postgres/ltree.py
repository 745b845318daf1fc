"""Columns of labelled paths (the extension ltree), which are texts to the rest of the service."""

from typing import Any

from sqlalchemy import ColumnElement, Text, func, type_coerce
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType


class Ltree(UserDefinedType[str]):
    """A path such as `film.short`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "LTREE"

    def bind_expression(self, bindvalue: Any) -> ColumnElement[Any]:
        """Sent as text: the driver would have to ask the database about the type first."""
        return func.text2ltree(type_coerce(bindvalue, Text()))

    def column_expression(self, column: Any) -> ColumnElement[Any]:
        return func.ltree2text(column)


ischema_names["ltree"] = Ltree
