"""Files by URL: a folder, or an S3 store; every file encrypted before it leaves the process."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from storage.crypto import Keys
from storage.types import Class

StoreError = BaseError


class Files:
    """The file store; keys are ``attachment/<id>``, contents are sealed like a body."""

    def __init__(self, url: str, keys: Keys) -> None:
        parts = urlsplit(url)
        if parts.scheme == "file":
            folder = Path(unquote(parts.path))
            folder.mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(folder)
        else:
            self._store = from_url(url)  # type: ignore[assignment]
        self._keys = keys

    async def put(self, key: str, data: bytes, klass: str = Class.P) -> None:
        """Store one file, sealed for its class. Raises ``StoreError``."""
        await obstore.put_async(self._store, key, self._keys.seal(data, "file", key, klass))

    async def get(self, key: str) -> bytes:
        """Read one file. Raises ``StoreError`` and ``storage.crypto.Unreadable``."""
        result = await obstore.get_async(self._store, key)
        return self._keys.open(bytes(await result.bytes_async()), "file", key)

    async def remove(self, key: str) -> None:
        """Remove one file. Raises ``StoreError``."""
        await obstore.delete_async(self._store, key)
