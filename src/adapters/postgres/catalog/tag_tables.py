"""The tables of tags and of who put them where, as statements see them."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Table, Text, Uuid

from adapters.postgres.catalog.tables import ITEM
from adapters.postgres.tables import metadata

tags = Table(
    "tags",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    schema="catalog",
)

media_item_tags = Table(
    "media_item_tags",
    metadata,
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("tag_id", Uuid, ForeignKey("catalog.tags.id", ondelete="CASCADE"), primary_key=True),
    schema="catalog",
)

user_tags = Table(
    "user_tags",
    metadata,
    Column("user_id", Uuid, ForeignKey("accounts.users.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    schema="catalog",
)

user_media_item_tags = Table(
    "user_media_item_tags",
    metadata,
    Column("user_id", Uuid, primary_key=True),
    Column("tag_id", Uuid, primary_key=True),
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    ForeignKeyConstraint(
        ["user_id", "tag_id"], ["catalog.user_tags.user_id", "catalog.user_tags.id"], ondelete="CASCADE"
    ),
    schema="catalog",
)
