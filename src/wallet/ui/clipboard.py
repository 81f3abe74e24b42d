"""The clipboard as ours for a while: what we put there is marked secret, and taken away again."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication


class OwnClipboard(QObject):
    """Puts text on the clipboard and wipes it later, unless somebody else has put something there since."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self._ours: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.wipe)

    def put(self, text: str, seconds: int) -> None:
        """Put ``text`` there for ``seconds``."""
        mime = QMimeData()
        mime.setText(text)
        # Clipboard histories (KDE's, and others that follow it) leave out what carries this mark.
        mime.setData("x-kde-passwordManagerHint", b"secret")
        QGuiApplication.clipboard().setMimeData(mime)
        self._ours = text
        self._timer.start(seconds * 1000)

    def wipe(self) -> None:
        """Take our text away if it is still there."""
        self._timer.stop()
        if self._ours is not None and QGuiApplication.clipboard().text() == self._ours:
            QGuiApplication.clipboard().clear()
        self._ours = None
