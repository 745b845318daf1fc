"""A form that was sent: its fields as typed wishes for use cases, and as it is shown after a refusal."""

from typing import Any, TypeVar

import msgspec

from app.http.csrf import FIELD
from app.http.etags import NO_VERSION
from app.http.requests import problem_of
from app.web.answers import AnyRequest
from app.web.forms import FormState
from app.web.languages import Language
from app.web.refusals import field_errors
from domain.kernel import DomainError, Invalid

T = TypeVar("T")
VERSION = "version"
TAKE = "take."
THEIRS = "theirs"
"""A change of another menu's is ticked: `take.work-note:01a1...=theirs`."""
DIGITS = 9
"""A version has no more."""


class SentForm(msgspec.Struct, frozen=True):
    """The fields of a form that was sent; of one that came several times the first counts."""

    values: dict[str, str]
    version: int = NO_VERSION

    def ticked(self) -> list[str]:
        """The keys of changes that are to be taken over."""
        wanted = (name for name, value in self.values.items() if value == THEIRS)
        return [name.removeprefix(TAKE) for name in wanted if name.startswith(TAKE)]

    def read(self, kind: type[T], **more: Any) -> T:
        """Its fields, and more, as a wish of that type. Raises Invalid that points at a field."""
        known = {name: self.values[name] for name in _fields(kind) if name in self.values}
        try:
            return msgspec.convert({**known, **more}, kind, strict=False)
        except msgspec.ValidationError as error:
            problem = problem_of(str(error))
            raise Invalid("Something in what was sent is wrong.", problem) from error

    def refused(
        self, name: str, refusal: DomainError, language: Language, unsent: frozenset[str] = frozenset()
    ) -> FormState:
        """The form as it is shown again; `name` is what templates call it.

        `unsent` are fields that browsers leave out when nothing is ticked.
        """
        return FormState(name, self.values, field_errors(refusal, unsent | self.values.keys(), language))


async def sent_form(request: AnyRequest) -> SentForm:
    """The form that the request carries."""
    fields = await request.form()
    values = {field: str(fields[field]) for field in fields if field not in {FIELD, VERSION}}
    return SentForm(values, _version(str(fields.get(VERSION, ""))))


async def form_of(request: AnyRequest) -> SentForm:
    """The same, and an empty one of a request that only asks for a page."""
    return await sent_form(request) if request.method == "POST" else SentForm({})


def _version(text: str) -> int:
    """What is no version at all is a stale one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else NO_VERSION


def _fields(kind: type) -> tuple[str, ...]:
    fields: tuple[str, ...] = kind.__struct_fields__  # type: ignore[attr-defined]
    return fields
