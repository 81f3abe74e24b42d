"""WORKAROUND for PySide6 6.12: unreachable objects are looked for on the main thread only.

PySide lets go of the interpreter while it takes a widget apart. A collection that another thread happens to start at
that moment walks over what is half gone, and the program dies (measured: one start and end in five to ten, with a
backtrace of ``visit_decref`` on a task's thread and ``Shiboken::Object::destroy`` on the main one). Python collects on
whatever thread allocates, so its own collections are off while there is a window, and a timer does the same work.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

_TICK_MS = 1000
_FULL_S = 30.0
"""The whole heap is looked over at most this often: it is the one collection that people could feel."""


class MainThreadCollector(QObject):
    """Does what Python's own collector would have done since the last look, once a second, on the main thread."""

    def __init__(self, parent: QObject) -> None:
        """Look for as long as ``parent`` lives."""
        super().__init__(parent)
        self._full = time.monotonic()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_TICK_MS)

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [number for number in range(len(counts)) if counts[number] > thresholds[number] > 0]
        if due and due[-1] == len(counts) - 1:
            if time.monotonic() - self._full < _FULL_S:
                due[-1] -= 1
            else:
                self._full = time.monotonic()
        if due:
            gc.collect(due[-1])


def take_over(parent: QObject) -> None:
    """Collect on this thread from now on, for as long as ``parent`` (the application) lives."""
    gc.disable()
    if parent.findChild(MainThreadCollector) is None:
        MainThreadCollector(parent)
