"""Encryption at rest: AES-GCM with a key id, every ciphertext bound to its table, column and row.

Three rings, one per class, and a fourth (I) for what has come in and is not triaged yet, all
derived from ``SECRET_KEY``; S from ``SEALED_KEY`` where it is set, so that only workers and the
sealed page need to hold it. Layout of a ciphertext: ring letter, key number, 12 bytes of nonce,
AES-GCM output. A keyed hash finds an address without its path in clear.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.types import Class

KEY_NUMBER: Final = 1
INCOMING: Final = "I"  # the ring of what nobody has triaged: raw messages and uploads
NONCES_AT_ONCE: Final = 512


class Unreadable(Exception):
    """A stored body that the keys at hand do not open; the argument names table, column and row."""


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"baraza", info=purpose.encode()).derive(secret)


class Keys:
    """The keys of one installation."""

    def __init__(self, secret: str, sealed: str = "") -> None:
        master = secret.encode()
        self._nonces: list[bytes] = []
        self._rings = {
            letter: AESGCM(
                _derive(sealed.encode() if sealed and letter == "S" else master, f"ring {letter} 1")
            )
            for letter in "PRSI"
        }
        self._lane_key = _derive(master, "lane")
        self._code_key = _derive(master, "code")
        self.number_key = _derive(master, "number")
        self.cookie_key = _derive(master, "cookie").hex()

    def seal(self, text: str | bytes, where: str, row: str, klass: str = Class.P) -> bytes:
        """Encrypt a text or bytes for one place: ``where`` is ``table.column``, ``row`` the id."""
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        nonce = self._nonce()
        bound = f"{where}|{row}".encode()
        head = klass.encode() + bytes([KEY_NUMBER])
        return head + nonce + self._rings[klass].encrypt(nonce, data, bound)

    def _nonce(self) -> bytes:
        """Take 12 random bytes, drawn many at once: the call costs more than the sealing."""
        try:
            return self._nonces.pop()
        except IndexError:
            drawn = os.urandom(12 * NONCES_AT_ONCE)
            self._nonces += [drawn[at : at + 12] for at in range(0, len(drawn), 12)]
            return self._nonces.pop()

    def open(self, sealed: bytes, where: str, row: str) -> bytes:
        """Decrypt what ``seal`` made for the same place. Raises ``Unreadable``."""
        try:
            ring = self._rings[chr(sealed[0])]
            return ring.decrypt(sealed[2:14], sealed[14:], f"{where}|{row}".encode())
        except (InvalidTag, KeyError, IndexError, ValueError) as error:
            raise Unreadable(f"{where} of row {row} does not open with the keys at hand") from error

    def open_text(self, sealed: bytes | None, where: str, row: str) -> str:
        """Decrypt a text; an empty column is an empty text. Raises ``Unreadable``."""
        if not sealed:
            return ""
        return self.open(sealed, where, row).decode("utf-8", "surrogatepass")

    def lane(self, scheme: str, path: str) -> str:
        """Give the lane of an address: a keyed hash, 32 hexadecimal digits."""
        return hashlib.blake2b(
            f"{scheme}:{path}".encode("utf-8", "surrogatepass"), key=self._lane_key, digest_size=16
        ).hexdigest()

    def code_hash(self, code: str) -> str:
        """Hash an invitation's code, so that the table does not hold it."""
        return hmac.new(self._code_key, code.strip().upper().encode(), "sha256").hexdigest()
