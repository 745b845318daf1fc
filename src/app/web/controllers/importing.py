"""A menu from a file in the studio: chosen, brought in, and a word on each of its works."""

from typing import Any, Final

import msgspec
from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.access import BY_SESSION
from app.http.bodies import MENU_UPLOAD
from app.http.errors import status_of
from app.http.identity import Identity
from app.http.imports import Importing
from app.http.json_guard import check_json
from app.web.answers import AnyRequest, page, spoken, when_again
from app.web.forms import FormState
from app.web.refusals import explain, in_words
from domain.kernel import DomainError
from domain.menus.files import MenuFile, NoMenuFile

PATH: Final = "/studio/imports"
Who = NamedDependency[SkipValidation[Identity]]


class MenuImportPages(Controller):
    path = PATH
    opt = {**BY_SESSION, "accepts": MENU_UPLOAD}  # noqa: RUF012 - Litestar's way

    @get()
    async def show(self, request: AnyRequest) -> Response[str]:
        """Room for a file."""
        return await page(request, "import.html")

    @post(status_code=200)
    async def bring_in(self, request: AnyRequest, identity: Who, importing_menus: Importing) -> Response[Any]:
        """The new draft, and what became of its works; or why there is none."""
        try:
            imported = await importing_menus.bring_in(identity.actor, await sent_file(request))
        except DomainError as refusal:
            return await refused(request, identity, refusal)
        return await page(request, "import.html", here=PATH, imported=imported)


async def sent_file(request: AnyRequest) -> MenuFile:
    """The file that the form carries. Raises NoMenuFile, and what no document may hold."""
    upload = (await request.form()).get("file")
    if not isinstance(upload, UploadFile):
        raise NoMenuFile
    body = await upload.read()
    check_json(body)
    try:
        return msgspec.json.decode(body, type=MenuFile)
    except msgspec.DecodeError as error:  # a document of another shape is a kind of it
        raise NoMenuFile from error


async def refused(request: AnyRequest, identity: Identity, refusal: DomainError) -> Response[str]:
    language = spoken(request, identity)
    words = in_words(refusal, language)
    if refusal.problems:
        first = refusal.problems[0]
        words = f"{words} {first.pointer}: {explain(first, language)}"
    state = FormState("import", errors={"": words})
    answer = await page(request, "import.html", status=status_of(refusal), here=PATH, form=state)
    return when_again(answer, refusal)
