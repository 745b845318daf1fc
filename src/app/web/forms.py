"""What a form shows again after a refusal: the values typed, and what is wrong with each."""

import msgspec


class FormState(msgspec.Struct, frozen=True):
    """One form of a page, by name; errors under "" are about the form as a whole."""

    name: str = ""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}

    def value(self, field: str, otherwise: object = "") -> str:
        """What was typed, or else what is stored."""
        return self.values.get(field, "" if otherwise is None else str(otherwise))


def form_named(form: FormState | None, name: str) -> FormState:
    """The refused form when it is the one of this name, else an untouched one."""
    return form if form is not None and form.name == name else FormState(name)
