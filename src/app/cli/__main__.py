"""Lets `python -m app.cli` be the same program as `media-menu`."""

from app.cli import main

main(prog_name="media-menu")
