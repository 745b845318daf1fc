"""Covers on disk, in folders by the beginning of their names; a file is there whole or not at all."""

import asyncio
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from domain.catalog.covers import FILE, WIDTHS, Picture


class CoversOnDisk:
    """The port CoverFiles, below one directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    async def keep(self, picture: Picture) -> None:
        await asyncio.to_thread(self._write, picture)

    async def read(self, file: str) -> bytes | None:
        return await asyncio.to_thread(self._read, file) if FILE.fullmatch(file) else None

    async def lost(self, names: Collection[str]) -> frozenset[str]:
        return await asyncio.to_thread(self._lost, names)

    def _lost(self, names: Collection[str]) -> frozenset[str]:
        return frozenset(
            name for name in names if not all(self._path(f"{name}-{width}.webp").exists() for width in WIDTHS)
        )

    def _write(self, picture: Picture) -> None:
        for width, content in picture.files.items():
            path = self._path(f"{picture.name}-{width}.webp")
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def _read(self, file: str) -> bytes | None:
        try:
            return self._path(file).read_bytes()
        except FileNotFoundError:
            return None

    def _path(self, file: str) -> Path:
        return self._directory / file[:2] / file
