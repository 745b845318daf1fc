"""What media-menu is about: pure models and use cases, no framework and no database."""
