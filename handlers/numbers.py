"""The public number of a submission: eight digits, the last a check digit (Damm).

The number comes from a sequence, permuted under a key so that one number tells nothing of the next
(a Feistel network over 24 bits, walked until it falls in range). After ten million submissions it
grows by a digit.
"""

from __future__ import annotations

import hashlib

from stdnum import damm

_FIRST = 10_000_000


def public_number(value: int, key: bytes) -> str:
    """Turn the ``value``-th place of the sequence (from 0) into its public number."""
    width, low, size = 7, 0, _FIRST
    while value >= low + size:
        width, low, size = width + 1, low + size, 9 * (low + size)
    digits = str(low + _permute(value - low, size, key)).zfill(width)
    return digits + damm.calc_check_digit(digits)


def is_number(text: str) -> bool:
    """Say whether the digits are a well-formed number: length and check digit."""
    return len(text) >= 8 and text.isascii() and text.isdigit() and bool(damm.is_valid(text))


def _permute(value: int, size: int, key: bytes) -> int:
    half = (max(size - 1, 1).bit_length() + 1) // 2
    mask = (1 << half) - 1
    while True:
        left, right = value >> half, value & mask
        for turn in range(4):
            digest = hashlib.blake2b(
                bytes([turn]) + right.to_bytes(8, "big"), key=key, digest_size=8
            ).digest()
            left, right = right, left ^ (int.from_bytes(digest, "big") & mask)
        value = left << half | right
        if value < size:
            return value
