"""The same page by a minimal Django application: ORM with prefetching on the same tables.

It has our own code make the page, whose templates are faster than Django's, so that the HTML is the same
and the comparison is about everything else.
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings

from app.web.formats.renderings import Renderer
from domain.menus import views
from domain.menus.renderings import Source, Wanted


def application() -> Any:
    """The WSGI application; DATABASE_URL names a superuser's connection, since it knows no policies."""
    _configure(os.environ["SUPERUSER_URL"])
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    django.setup()
    models = _models()
    page = Renderer("http://127.0.0.1", lambda _: b"", "django")

    def show(request: HttpRequest, slug: str = "") -> HttpResponse:
        if not slug:
            return HttpResponse("ready")
        menu = (
            models["Menu"]
            .objects.prefetch_related(
                "courses__items__work__links", "courses__items__work__movie", "pairings"
            )
            .get(slug=slug, status="published", deleted_at=None)
        )
        return HttpResponse(
            page(Source(_shown(menu), "", 1), Wanted(menu.slug, None, "html", "en", gzipped=False))
        )

    urlpatterns.extend([path("", show), path("m/<slug:slug>", show)])
    return get_wsgi_application()


urlpatterns: list[Any] = []


def _configure(url: str) -> None:
    parts = urlsplit(url)
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": parts.path[1:],
                "USER": parts.username,
                "PASSWORD": unquote(parts.password or ""),
                "HOST": dict(parse_qsl(parts.query)).get("host", ""),
                "CONN_MAX_AGE": None,
            }
        },
    )


def _models() -> dict[str, Any]:
    from django.contrib.postgres.fields import ArrayField
    from django.db import models

    def table(name: str, **fields: Any) -> Any:
        schema, _, plain = name.partition(".")
        meta = type("Meta", (), {"db_table": f'"{schema}"."{plain}"', "managed": False, "app_label": "menus",
                                 "ordering": ["position"] if "position" in fields else []})  # fmt: skip
        return type(plain.title().replace("_", ""), (models.Model,), {
            "__module__": __name__, "Meta": meta, **fields})  # fmt: skip

    def key() -> Any:
        return models.UUIDField(primary_key=True)

    def owned_by(model: Any, related: str, column: str) -> Any:
        return models.ForeignKey(model, models.CASCADE, related_name=related, db_column=column)

    text, moment = models.TextField, models.DateTimeField
    user = table("accounts.users", id=key(), username=text())
    table("accounts.profiles", display_name=text(), user=models.OneToOneField(
        user, models.CASCADE, primary_key=True, related_name="profile", db_column="user_id"))  # fmt: skip
    work = table("catalog.media_items", id=key(), media_type=text(), title=text(),
                 release_year=models.SmallIntegerField(), creators=ArrayField(text()),
                 cover_url=text())  # fmt: skip
    table("catalog.external_links", external_key=models.TextField(primary_key=True), source_name=text(),
          url=text(), work=owned_by(work, "links", "media_item_id"))  # fmt: skip
    table("catalog.movie_items", runtime_minutes=models.IntegerField(), work=models.OneToOneField(
        work, models.CASCADE, primary_key=True, related_name="movie", db_column="media_item_id"))  # fmt: skip
    menu = table("menus.menus", id=key(), slug=text(), title=text(), description=text(), status=text(),
                 visibility=text(), version=models.IntegerField(), latest_edition=models.IntegerField(),
                 published_at=moment(), created_at=moment(), updated_at=moment(), deleted_at=moment(),
                 owner=owned_by(user, "menus", "owner_id"))  # fmt: skip
    course = table("menus.courses", id=key(), position=models.IntegerField(), title=text(), intent=text(),
                   menu=owned_by(menu, "courses", "menu_id"))  # fmt: skip
    table("menus.course_items", id=key(), item_key=models.UUIDField(), position=models.IntegerField(),
          annotation=text(), course=owned_by(course, "items", "course_id"),
          work=owned_by(work, "served", "media_item_id"))  # fmt: skip
    table("menus.menu_item_pairings", id=key(), position=models.IntegerField(), relationship=text(),
          narrative=text(), first_item_id=models.UUIDField(), second_item_id=models.UUIDField(),
          menu=owned_by(menu, "pairings", "menu_id"))  # fmt: skip
    return {"Menu": menu}


def _shown(menu: Any) -> views.PublicMenu:
    return views.PublicMenu(
        id=menu.id, slug=menu.slug, title=menu.title, description=menu.description, status=menu.status,
        visibility=menu.visibility, version=menu.version,
        courses=tuple(
            views.CourseView(course.id, course.title, course.intent, tuple(map(_item, course.items.all())))
            for course in menu.courses.all()
        ),
        pairings=tuple(
            views.PairingView(
                each.id, each.first_item_id, each.second_item_id, each.relationship, each.narrative
            )
            for each in menu.pairings.all()
        ),
        edition=views.EditionMark(menu.latest_edition, menu.published_at), lineage=None,
        created_at=menu.created_at, updated_at=menu.updated_at,
        curator=views.Curator(menu.owner.username, menu.owner.profile.display_name),
    )  # fmt: skip


def _item(item: Any) -> views.ItemView:
    work = item.work
    details = {"runtime_minutes": work.movie.runtime_minutes} if hasattr(work, "movie") else {}
    links = tuple(
        views.ExternalLink(each.source_name, each.external_key, each.url) for each in work.links.all()
    )
    served = views.ServedWork(work.id, work.media_type, work.title, work.release_year, tuple(work.creators),
                              work.cover_url, links, details)  # fmt: skip
    return views.ItemView(item.id, item.item_key, work.id, served, item.annotation)
