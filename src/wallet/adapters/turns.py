"""A lock with which the threads of one process take turns at something that only one may use at a time."""

import threading
from types import TracebackType


class Turns:
    """A reentrant lock that knows whose turn it is."""

    def __init__(self) -> None:
        """Let nobody have the turn yet."""
        self._lock = threading.RLock()
        self._owner: int | None = None
        self._deep = 0

    @property
    def mine(self) -> bool:
        """Tell whether the thread that asks has the turn."""
        return self._owner == threading.get_ident()

    def __enter__(self) -> None:
        self._lock.acquire()
        self._owner = threading.get_ident()
        self._deep += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._deep -= 1
        if not self._deep:
            self._owner = None
        self._lock.release()
