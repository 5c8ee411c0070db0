"""Photos and voice notes: what they really are, without where they were taken, sealed and stored.

A phone writes the place, the time and its own serial number into a photo. What is kept is drawn
anew from the pixels alone. Nobody has read the file yet, so it is sealed for the narrowest class.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import struct
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import puremagic
from aiohttp import web
from PIL import Image, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from bot.channels.base import Busy
from storage.crypto import INCOMING
from storage.files import Files, StoreError

_PHOTO_TYPES: Final = {"image/jpeg", "image/png", "image/webp", "image/gif"}
_PHOTO_FORMATS: Final = [
    str(file.format) for file in (GifImageFile, JpegImageFile, PngImageFile, WebPImageFile)
]
# what Pillow's readers raise for pictures that somebody made up or a line cut off
_BROKEN: Final = (
    Image.DecompressionBombError,
    ArithmeticError,
    EOFError,
    IndexError,
    OSError,
    SyntaxError,
    ValueError,
    struct.error,
)
_PHOTO_SIDE: Final = 2560  # pixels of the longer side that are kept
_PHOTO_PIXELS: Final = 60_000_000  # more than any telephone's, little enough for our memory
# what browsers record into and telephones save, as it is called afterwards; a container that could
# hold pictures too is taken for the sound in it
_VOICE_TYPES: Final = {
    "application/ogg": "audio/ogg",
    "audio/ogg": "audio/ogg",
    "video/webm": "audio/webm",
    "audio/webm": "audio/webm",
    "application/x-matroska": "audio/webm",
    "video/mp4": "audio/mp4",
    "audio/mp4": "audio/mp4",
    "audio/mpeg": "audio/mpeg",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
}
_AMR: Final = b"#!AMR"  # older telephones' recordings, which puremagic knows by no media type
# a large photo takes 60 MB while it is drawn: never many at once
_drawers = ThreadPoolExecutor(2, "photos")


async def keep(files: Files, owner: str, data: bytes) -> dict[str, Any]:
    """Store one file and describe it as the web channel's ``media``.

    ``owner`` (visitor and message id) and the content name it, so that a repeated message finds
    its own file. Raises HTTPUnsupportedMediaType for what is neither photo nor voice, ``Busy`` if
    the store does not take it now.
    """
    kind, content_type = _sniff(data)
    mark = hashlib.blake2b(owner.encode("utf-8", "surrogatepass"), digest_size=16)
    mark.update(data)
    if kind == "photo":
        data = await asyncio.get_running_loop().run_in_executor(_drawers, _redrawn, data)
    stored = f"attachment/{mark.hexdigest()}"
    try:
        await files.put(stored, data, INCOMING)
    except (StoreError, OSError) as error:
        raise Busy("the file store does not take the file") from error
    return {"kind": kind, "content_type": content_type, "size": len(data), "stored": stored}


def _sniff(data: bytes) -> tuple[str, str]:
    """Say what a file is from its first bytes: kind and media type."""
    if data.startswith(_AMR):
        return "voice", "audio/amr"
    try:
        types = [found.mime_type for found in puremagic.magic_string(data[:4096])]
    except (puremagic.PureError, ValueError):
        types = []
    for name in types:
        if name in _PHOTO_TYPES:
            return "photo", "image/jpeg"
        if name in _VOICE_TYPES:
            return "voice", _VOICE_TYPES[name]
    raise web.HTTPUnsupportedMediaType


def _redrawn(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=_PHOTO_FORMATS) as image:
            if image.width * image.height > _PHOTO_PIXELS:
                raise web.HTTPUnsupportedMediaType
            image.draft("RGB", (_PHOTO_SIDE, _PHOTO_SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_PHOTO_SIDE, _PHOTO_SIDE))
            # a new picture: whatever else the file carried stays behind
            clean = Image.new("RGB", upright.size, "white")
            opaque = upright.convert("RGBA")
            clean.paste(opaque, mask=opaque.getchannel("A"))
    except _BROKEN as error:
        raise web.HTTPUnsupportedMediaType from error
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
