"""A lock with which the threads of one process take turns at something that only one may use at a time."""

import threading
from contextlib import AbstractContextManager


def turns() -> AbstractContextManager[object]:
    """Return a reentrant lock: the thread that is inside may enter again."""
    return threading.RLock()
