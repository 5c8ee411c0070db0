"""Styles, scripts and pictures: read and compressed once, served under their hash."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web

_FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_EVER: Final = "public, max-age=31536000, immutable"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    address: str
    content_type: str
    body: bytes
    zipped: bytes


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Read every file of ``static``; keys are file names."""
    found = {}
    for file in sorted(_FOLDER.iterdir()):
        if file.suffix in _TYPES:
            body = file.read_bytes()
            mark = hashlib.sha256(body).hexdigest()[:12]
            found[file.name] = Asset(
                f"/static/{mark}/{file.name}",
                _TYPES[file.suffix],
                body,
                gzip.compress(body, 9, mtime=0),
            )
    return found


def address(name: str) -> str:
    """Give the address of a static file; KeyError if there is none of that name."""
    return assets()[name].address


@routes.get("/static/{mark}/{name}", name="static")
async def static(request: web.Request) -> web.Response:
    """Serve one file. An old mark, from a page kept open over an update, gets the new file."""
    asset = assets().get(request.match_info["name"])
    if asset is None:
        raise web.HTTPNotFound
    current = asset.address == request.path
    headers = {
        hdrs.CONTENT_TYPE: asset.content_type,
        hdrs.CACHE_CONTROL: _FOR_EVER if current else "no-store",
        hdrs.VARY: hdrs.ACCEPT_ENCODING,
    }
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        headers[hdrs.CONTENT_ENCODING] = "gzip"
        return web.Response(body=asset.zipped, headers=headers)
    return web.Response(body=asset.body, headers=headers)
