"""What people and programs touch: HTTP API, pages, command line, and the wiring of it all."""
