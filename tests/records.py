"""Records as sources send them."""

import json


def record(external_id: str, payload: object, **envelope: object) -> bytes:
    """A record as it is sent."""
    return json.dumps({"external_id": external_id, "payload": payload, **envelope}).encode()


def film(title: str, **facts: object) -> dict[str, object]:
    """A payload of the media-menu shape."""
    return {"media_type": "film", "title": title, **facts}
