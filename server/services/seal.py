"""What has to be read again is kept sealed under the installation's secret; what is only compared, as a keyed hash."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """Built once from the secret. A database that is read without it gives no second factor away."""

    def __init__(self, secret: bytes) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sigap second factor").derive(secret)
        self._fernet = Fernet(urlsafe_b64encode(derived))
        self._secret = secret

    def close(self, words: str) -> str:
        """Seal a secret."""
        return self._fernet.encrypt(words.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """Return what was sealed, or None when the installation's secret is another one now."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def hash(self, purpose: str, words: str) -> str:
        """Return what a value is compared by; without the secret it says nothing about the value."""
        return hmac.new(self._secret, f"{purpose}:{words}".encode(errors="replace"), hashlib.sha256).hexdigest()
