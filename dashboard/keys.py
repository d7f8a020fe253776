"""What the desk signs or seals with the installation's secret."""

import secrets

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from server.services.entrance import Knock
from server.services.seal import Seal

SECOND_STEP_SECONDS = 300


class Keys:
    """Sign the note between the two steps of signing in, and the cookie by which a device is known again."""

    def __init__(self, secret: bytes) -> None:
        self.seal = Seal(secret)
        self._steps = URLSafeTimedSerializer(secret, salt="second step")
        self._devices = URLSafeSerializer(secret, salt="known device")

    def note(self, knock: Knock) -> str:
        """Return what the second step's form carries: who it is for, until when."""
        return str(self._steps.dumps([knock.staff_id, knock.proof]))

    def read_note(self, note: str) -> Knock | None:
        """Return the knock of a note that is ours and not older than five minutes."""
        try:
            staff_id, proof = self._steps.loads(note, max_age=SECOND_STEP_SECONDS)
        except BadSignature:
            return None
        return Knock(int(staff_id), str(proof), wants_code=True)

    def device(self, address: str) -> str:
        """Return the cookie of a device on which this address signed in."""
        return str(self._devices.dumps([self.seal.hash("device", address), secrets.token_hex(8)]))

    def known_device(self, cookie: str, address: str) -> str:
        """Return the device's name if this address signed in there before, else nothing."""
        try:
            owner, name = self._devices.loads(cookie[:300])
        except BadSignature:
            return ""
        return str(name) if owner == self.seal.hash("device", address) else ""
