"""The demo: a catalogue of real works, three menus and their curator, loaded like anybody's."""

from app.demo.loading import CURATOR, DemoReport, load

__all__ = ["CURATOR", "DemoReport", "load"]
