"""Row ids: UUIDv7, so that they rise with time and batches keep their order."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """Make a UUIDv7 (RFC 9562) as 32 hexadecimal digits."""
    return uuid_utils.uuid7().hex
