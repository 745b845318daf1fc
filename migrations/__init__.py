"""The one chain of revisions; policies, doors and triggers are plain SQL beside them."""
