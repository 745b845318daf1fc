"""The HTTP side: thin controllers, and the foundations that every one of them stands on."""
