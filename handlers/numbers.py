"""The public number of a submission: eight digits, the last a check digit (Damm).

The number comes from a sequence, permuted under a key so that one number tells nothing of the next
(a Feistel network over 24 bits, walked until it falls in range). After ten million submissions it
grows by a digit.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

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
        for odd, shift in _rounds(key):
            mixed = (right + shift) * odd & 0xFFFFFFFF
            left, right = right, left ^ ((mixed ^ mixed >> 15) * odd >> 9 & mask)
        value = left << half | right
        if value < size:
            return value


@lru_cache(maxsize=4)
def _rounds(key: bytes) -> tuple[tuple[int, int], ...]:
    """Derive the multipliers and offsets of four rounds from the key."""
    drawn = hashlib.blake2b(b"rounds", key=key, digest_size=32).digest()
    words = [int.from_bytes(drawn[at : at + 4], "big") for at in range(0, 32, 4)]
    return tuple((word | 1, shift) for word, shift in zip(words[:4], words[4:], strict=True))
