"""The keyring of the operating system behind ``ports.SecretStore``, and every way in which it can disappoint.

A back end that keeps secrets in plain text, nowhere, or that is missing counts as no keyring. Every call has ten
seconds, because a locked keyring may wait for a dialog that nobody sees. What was written is read back before it
counts.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from wallet.errors import EnvironmentFailedError

SERVICE = "capsa"
LONGEST = 100
"""Characters: some keyrings cut off longer values silently."""
_SECONDS = 10.0
_TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
_Answer = TypeVar("_Answer")


def _within_limit(call: Callable[[], _Answer]) -> _Answer:
    """Return what ``call`` returns, or fail when it takes too long or breaks.

    Raises:
        EnvironmentFailedError: ``keyring.unavailable``, ``keyring.timeout``.
    """
    answers: list[_Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(call())
        except BaseException as error:  # noqa: BLE001 - back ends raise whatever their platform raises
            errors.append(error)

    # A daemon: a keyring that never answers must not keep the program from ending.
    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(_SECONDS)
    if thread.is_alive():
        raise EnvironmentFailedError("keyring.timeout")
    if errors:
        raise EnvironmentFailedError("keyring.unavailable", {"reason": type(errors[0]).__name__}) from errors[0]
    return answers[0]


def _usable(backend: object) -> bool:
    """Tell whether a back end (or one of a chain) keeps secrets with the operating system."""
    from keyring.backends.chainer import ChainerBackend

    if isinstance(backend, ChainerBackend):
        chain = list(backend.backends)
        # The first one gets what is written, so it is the one that must be trusted.
        return bool(chain) and _usable(chain[0])
    return type(backend).__module__.startswith(_TRUSTED)


class KeyringStore:
    """``ports.SecretStore`` over the ``keyring`` library."""

    def available(self) -> bool:
        """Tell whether a trustworthy back end answers here."""

        def look() -> bool:
            import keyring

            backend = keyring.get_keyring()
            # Asking for something that is not there opens the connection: a back end without a service fails here.
            return _usable(backend) and backend.get_password(SERVICE, "is-anybody-there") is None

        try:
            return _within_limit(look)
        except EnvironmentFailedError:
            return False

    def get(self, name: str) -> str | None:
        """Return the secret called ``name``, or nothing.

        Raises:
            EnvironmentFailedError: ``keyring.unavailable``, ``keyring.timeout``.
        """
        self._demand()

        def read() -> str | None:
            import keyring

            return keyring.get_password(SERVICE, name)

        return _within_limit(read)

    def set(self, name: str, value: str) -> None:
        """Keep ``value`` under ``name`` and read it back to be sure.

        Raises:
            EnvironmentFailedError: ``keyring.unavailable``, ``keyring.timeout``, ``keyring.write_failed``.
        """
        if len(value) > LONGEST:
            raise EnvironmentFailedError("keyring.write_failed", {"reason": "length"})
        self._demand()

        def write() -> str | None:
            import keyring

            keyring.set_password(SERVICE, name, value)
            return keyring.get_password(SERVICE, name)

        if _within_limit(write) != value:
            raise EnvironmentFailedError("keyring.write_failed", {"reason": "different"})

    def delete(self, name: str) -> None:
        """Forget ``name``; nothing happens when it was not there, or when there is no keyring to forget it."""

        def forget() -> None:
            import keyring

            if keyring.get_password(SERVICE, name) is not None:
                keyring.delete_password(SERVICE, name)

        if self.available():
            _within_limit(forget)

    def _demand(self) -> None:
        if not self.available():
            raise EnvironmentFailedError("keyring.unavailable")
