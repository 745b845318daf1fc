"""What the catalogue's constraints refuse, in the domain's words."""

from adapters.postgres.constraints import Refusals
from domain.catalog.errors import LinkTaken, RelationExistsInversely, WorkNotFound

CATALOG_REFUSALS: Refusals = {
    "external_links_pk": LinkTaken,
    "media_item_tags_media_item_id_fk": WorkNotFound,
    "relationships_pair_uq": RelationExistsInversely,
    "user_media_item_tags_media_item_id_fk": WorkNotFound,
}
