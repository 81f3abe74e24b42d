"""Handing over: a large code that plays when it has many frames, or the files, with save, copy and print."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QRect, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wallet.services.share import ShareFile, ShareForm, SharePackage, ShareRequest
from wallet.ui import tasks
from wallet.ui.dialogs import file_dialog, saving
from wallet.ui.dialogs.mail import compose_mail
from wallet.ui.dialogs.paper import PaperDialog
from wallet.ui.mail_out import Message
from wallet.ui.models.issuer_text import one_line
from wallet.ui.state import AppState
from wallet.ui.widgets import icons
from wallet.ui.widgets.drag_handle import DragHandle
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.plain_label import PlainLabel
from wallet.ui.widgets.qr_view import DEFAULT_FRAMES_PER_SECOND, SPEEDS, Modules, QrView, modules_of, picture

_PRINTED_MM = 90
_SHEET_COLUMNS = 3
_MOST_ON_PAPER = 24


class FullScreenCode(QDialog):
    """The code on the whole screen, white all around. Escape closes it."""

    def __init__(self, frames: tuple[Modules, ...], speed: int, parent: QWidget) -> None:
        """Show ``frames``."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("QR code"))
        self.setStyleSheet("QDialog { background: white; }")
        view = QrView(self)
        view.set_frames_per_second(speed)
        view.show_frames(frames)
        layout = QVBoxLayout(self)
        layout.addWidget(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape, F11 or Space."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Space}:
            self.close()
        else:
            super().keyPressEvent(event)


class HandOverStep(QWidget):
    """Shows a package. ``handed_over`` comes when it can have reached somebody; ``said`` is a sentence and its tone."""

    handed_over = Signal()
    file_wanted = Signal()
    said = Signal(str, str)

    def __init__(self, state: AppState, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._state = state
        self._package: SharePackage | None = None
        self._request: ShareRequest | None = None
        self._modules: tuple[Modules, ...] = ()
        self._notice = PlainLabel("", self)
        self._instead = QPushButton(icons.icon("file"), self.tr("Give a &file instead"), self)
        self._instead.clicked.connect(self.file_wanted)
        self.qr = QrView(self)
        self._keep_open = PlainLabel("", self)
        self._keep_open.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.files = QListWidget(self)
        self.files.setAccessibleName(self.tr("Files to hand over"))
        self._speed = QComboBox(self)
        self._arrange()

    def _arrange(self) -> None:
        label = QLabel(self.tr("Sp&eed"), self)
        label.setBuddy(self._speed)
        self._speed.setAccessibleName(self.tr("Speed of the moving code"))
        for frames in SPEEDS:
            self._speed.addItem(self.tr("{count} a second").format(count=frames), frames)
        self._speed.setCurrentIndex(SPEEDS.index(DEFAULT_FRAMES_PER_SECOND))
        self._speed.activated.connect(lambda _index: self.qr.set_frames_per_second(self._speed.currentData()))
        self._speed_row = QWidget(self)
        speed = QHBoxLayout(self._speed_row)
        speed.setContentsMargins(0, 0, 0, 0)
        speed.addStretch(1)
        speed.addWidget(label)
        speed.addWidget(self._speed)
        speed.addStretch(1)
        self._full = self._button("screen", self.tr("F&ull screen"), self._full_screen)
        self._save = self._button("save", self.tr("&Save…"), self._save_chosen)
        self._save_menu = QMenu(self._save)
        self._copy = self._button("copy", self.tr("&Copy"), self._copy_text)
        self._print = self._button("print", self.tr("&Print…"), self._print_code)
        self._mail = self._button("mail", self.tr("E-&mail…"), self._send_mail)
        self._mail.setObjectName("hand_over_mail")
        self.drag = DragHandle(self._given, self.tr("D&rag out"), self)
        self.drag.setObjectName("hand_over_drag")
        self.drag.dragged.connect(self.handed_over)
        self.drag.pressed_only.connect(self._save_chosen)
        buttons = FlowLayout([self._full, self._save, self._copy, self._print, self._mail, self.drag], centred=True)
        top = QHBoxLayout()
        top.addWidget(self._notice, 1)
        top.addWidget(self._instead)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.qr, 1)
        layout.addWidget(self._keep_open)
        layout.addWidget(self._speed_row)
        layout.addWidget(self.files, 1)
        layout.addLayout(buttons)

    def _button(self, icon: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icons.icon(icon), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def clear(self) -> None:
        """Forget everything."""
        self._package = self._request = None
        self._modules = ()
        self.qr.clear()
        self.files.clear()

    def show_package(self, package: SharePackage, request: ShareRequest) -> None:
        """Show what is handed over, made for ``request``."""
        self.clear()
        self._package, self._request = package, request
        for file in package.files:
            self.files.addItem(
                self.tr("{name} ({size} kB)").format(name=file.name, size=max(1, len(file.data) // 1024))
            )
        if self.files.count():
            self.files.setCurrentRow(0)
        self._offer_files(package.files)
        texts = package.qr_frames or ((package.qr_text,) if package.qr_text else ())
        as_code = package.form in {ShareForm.QR, ShareForm.LINK} and bool(texts)
        self._notice.show_text(self._said(package, as_code=as_code))
        # On a sheet only some did not fit; the others are there to be printed.
        self._instead.setVisible(package.too_large_for_qr and (as_code or not package.paper))
        self._keep_open.show_text(self.tr("Keep this window open while they scan."))
        for widget in (self.qr, self._keep_open, self._full):
            widget.setVisible(as_code)
        self._print.setVisible(as_code or bool(package.paper))
        self.files.setVisible(not as_code)
        self._speed_row.setVisible(as_code and len(texts) > 1)
        self._copy.setVisible(bool(package.qr_text) or self._only_text() is not None)
        self._save.setVisible(bool(package.files))
        if as_code:
            self._draw(texts)

    def _offer_files(self, files: tuple[ShareFile, ...]) -> None:
        self._save_menu.clear()
        names = {
            "application/pdf": self.tr("As P&DF…"),
            "text/html": self.tr("As &web page…"),
            "image/png": self.tr("As &PNG picture…"),
            "image/svg+xml": self.tr("As &SVG drawing…"),
            "image/gif": self.tr("As &moving picture (GIF)…"),
        }
        several = len(files) > 1
        # QPushButton keeps a menu only while it is set; a single file needs none.
        self._save.setMenu(cast("QMenu", self._save_menu if several else None))
        if not several:
            return
        first = {file.media_type: file for file in reversed(files) if file.media_type in names}
        if len(first) > 1 or len({file.media_type for file in files}) > 1:
            for media_type in names:
                if media_type in first:
                    self._save_menu.addAction(names[media_type], partial(self._save_file, first[media_type]))
        else:
            self._save_menu.addAction(self.tr("The &chosen file…"), self._save_chosen)
        if len(files) > len(first):
            self._save_menu.addAction(self.tr("All files in a &folder…"), lambda: self._save_all(files))

    def _save_all(self, files: Sequence[ShareFile]) -> None:
        folder = file_dialog.folder(self, self.tr("Save all files"))
        if folder is None:
            return

        def work() -> int:
            return len([saving.write(folder / file.name, file.data) for file in files])

        def done(count: int) -> None:
            self._state.shell.toast(self.tr("{count} files saved.").format(count=count))
            self.handed_over.emit()

        tasks.run(work, owner=self, done=done)

    def _said(self, package: SharePackage, *, as_code: bool) -> str:
        if package.too_large_for_qr and as_code:
            return self.tr("It is too large for one code, so it is shown as a moving one. A file may be quicker.")
        if package.paper and not as_code:
            return self._said_of_sheet(package)
        if package.too_large_for_qr:
            return self.tr("It is too large for a code. Give it as a file instead.")
        return "" if as_code else self.tr("Save it where you can send it from.")

    def _said_of_sheet(self, package: SharePackage) -> str:
        said = self.tr("A sheet with {count} codes. Print it, or save it as PDF.").format(count=len(package.paper))
        if package.too_large_for_qr:
            said += " " + self.tr("Not everything is on it: what was too large for one code was left out.")
        return said

    def _draw(self, texts: tuple[str, ...]) -> None:
        def done(modules: tuple[Modules, ...]) -> None:
            self._modules = modules
            self.qr.show_frames(modules)
            # From here on a camera can have seen it.
            self.handed_over.emit()

        tasks.run(lambda: tuple(modules_of(text) for text in texts), owner=self, done=done)

    def _only_text(self) -> str | None:
        package = self._package
        if package is None or len(package.files) != 1:
            return None
        file = package.files[0]
        texts = ("application/json", "application/vc", "application/vp", "application/jwt", "text/plain")
        return file.data.decode("utf-8", "replace") if file.media_type.startswith(texts) else None

    def _full_screen(self) -> None:
        FullScreenCode(self._modules, self._speed.currentData(), self).showFullScreen()

    def _copy_text(self) -> None:
        package = self._package
        text = (package.qr_text if package is not None else None) or self._only_text()
        if text:
            self._state.shell.copy(text)
            self.handed_over.emit()

    def _chosen_file(self) -> ShareFile | None:
        package = self._package
        if package is None or not package.files:
            return None
        return package.files[max(0, self.files.currentRow())]

    def _save_chosen(self) -> None:
        file = self._chosen_file()
        if file is not None:
            self._save_file(file)

    def _save_file(self, file: ShareFile, *, then_show: bool = False) -> None:
        def saved(where: Path) -> None:
            if then_show:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(where.parent)))
            self._state.shell.toast(self.tr("Saved as {place}.").format(place=where))
            self.handed_over.emit()

        saving.ask_and_save(
            self, self._state, title=self.tr("Save"), name=file.name, data=lambda: file.data, saved=saved
        )

    def _given(self) -> list[tuple[str, bytes]]:
        """Return what leaves the window in one movement: every file, or of a code the one picture that shows it."""
        package = self._package
        if package is None:
            return []
        pictures = package.form is ShareForm.QR and not package.too_large_for_qr and not self._on_sheet
        files = package.files[:1] if pictures or package.qr_frames or self._on_sheet else package.files
        return [(file.name, file.data) for file in files]

    @property
    def _on_sheet(self) -> bool:
        return self._request is not None and self._request.sheet

    def _send_mail(self) -> None:
        package, request = self._package, self._request
        if package is None or request is None:
            return
        link = package.qr_text if package.form is ShareForm.LINK else ""
        note = self.tr("You can check this with Capsa: open it, choose “Check someone else’s” and drop the file there.")
        body = link or note
        subject = one_line(request.purpose) or self.tr("What I have learned")
        message = Message(subject, body, () if link else tuple(self._given()))
        compose_mail(self, message, say=self.said.emit, answer=self._mailed, lang=self._state.lang)

    def _mailed(self, *, opened: bool) -> None:
        if opened:
            self.handed_over.emit()
        elif (file := self._chosen_file()) is not None:
            self._save_file(file, then_show=True)

    def _print_code(self) -> None:
        package, request = self._package, self._request
        if package is not None and request is not None and package.paper:
            make = partial(self._state.open_session.share.on_paper, package.paper, request)
            dialog = PaperDialog(self._state, make, parent=self)
            dialog.name_it(self.tr("Print the code"), self.tr("code to print") + ".pdf")
            dialog.printed.connect(self.handed_over)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print a sheet of the frames of a moving code."""
        per_mm = printer.resolution() / 25.4
        frames = self._modules[:_MOST_ON_PAPER]
        columns = 1 if len(frames) == 1 else _SHEET_COLUMNS
        area = printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
        side = int(min(_PRINTED_MM * per_mm, area.width() / columns))
        painter = QPainter(printer)
        place = QRect(0, 0, side, side)
        for modules in frames:
            scale = max(1, side // (modules.side + 8))
            image = picture(modules, scale)
            painter.drawImage(place.topLeft(), image)
            place.translate(side, 0)
            if place.left() + side > area.width():
                place.moveTo(0, place.bottom())
            if place.top() + side > area.height() and modules is not frames[-1]:
                printer.newPage()
                place.moveTo(0, 0)
        painter.end()
        self.handed_over.emit()
