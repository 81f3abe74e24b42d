"""Notices that nobody has touched the program for a while (the idle lock)."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragMove,
        QEvent.Type.InputMethod,
    }
)


class IdleTimer(QObject):
    """Emits ``idle`` when no key, pointer or touch came for the given minutes."""

    idle = Signal()

    def __init__(self, app: QCoreApplication, parent: QObject | None = None) -> None:
        """Watch the whole program; nothing happens before :meth:`start`."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        app.installEventFilter(self)

    def start(self, minutes: float) -> None:
        """Count from now; 0 minutes means never."""
        self._timer.stop()
        if minutes > 0:
            self._timer.start(round(minutes * 60_000))

    def stop(self) -> None:
        """Stop counting (while locked)."""
        self._timer.stop()

    def running(self) -> bool:
        """Tell whether the lock will come."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count anew when the person does something; never swallow the event."""
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return False
