"""A store that is filled once, and copied for every test that begins with it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.store.office import Office, PostgresqlStore, SqliteStore


class Copies:
    """What one way of filling made of a store of either kind, with the key that signed it."""

    def __init__(self, folder: Path) -> None:
        """Keep the copies in a folder that outlives the tests."""
        self._folder = folder
        self._databases: dict[str, str] = {}

    def fill(self, office: Office, filled: Callable[[Office], None]) -> None:
        """Bring the empty store of an office to where `filled` brings it."""
        store = office.store
        key = self._folder / f"{filled.__name__}-{type(store).__name__}"
        data = office.refundry.folder / "data"
        if not key.exists():
            filled(office)
            gc.collect()  # nobody may be connected to what is copied
            shutil.copytree(data, key)
            if isinstance(store, SqliteStore):
                shutil.copy2(store.path, key.with_suffix(".sqlite"))
            elif isinstance(store, PostgresqlStore):
                self._databases[key.name] = store.server.new_database(template=store.database)
            return
        shutil.copytree(key, data)
        if isinstance(store, SqliteStore):
            shutil.copy2(key.with_suffix(".sqlite"), store.path)
        elif isinstance(store, PostgresqlStore):
            store.move_to(store.server.new_database(template=self._databases[key.name]))
