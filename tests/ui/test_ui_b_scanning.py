"""Codes on screen and before the camera, through the real capture classes: a video player, a sink, a grabbed screen."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink
from pytestqt.qtbot import QtBot

from simulators.mjpeg_video import avi
from wallet.formats import qr_image, share_code
from wallet.ui.dialogs.scan import CameraDialog, PartsCollector
from wallet.ui.widgets.camera_view import CameraView, FrameReader
from wallet.ui.widgets.qr_view import QUIET_ZONE, QrView, modules_of, picture
from wallet.ui.widgets.screen_scan import ScreenScan, grey_of_image, read_images

pytestmark = pytest.mark.gui

WHOLE = "capsa:1:" + "3141592653" * 40


def still(text: str, size: tuple[int, int] = (640, 480), angle: float = 0) -> Image.Image:
    """A code as a camera may see it: on grey, a little turned."""
    modules = modules_of(text)
    side = modules.side + 2 * QUIET_ZONE
    scale = min(size) * 4 // 5 // side
    drawn = picture(modules, scale).convertToFormat(QImage.Format.Format_Grayscale8)
    code = Image.frombytes("L", (drawn.bytesPerLine(), drawn.height()), bytes(drawn.constBits()))
    code = code.crop((0, 0, drawn.width(), drawn.height()))
    scene = Image.new("L", size, 170)
    scene.paste(code, ((size[0] - code.width) // 2, (size[1] - code.height) // 2))
    return scene.rotate(angle, fillcolor=170, resample=Image.Resampling.BICUBIC)


def moving(size: int = 2_000) -> tuple[bytes, list[str]]:
    message = share_code.encode(json.dumps({"note": os.urandom(size).hex()}).encode())
    frames = share_code.moving_texts(message, block=120)
    return message, [next(frames) for _ in range(len(message) // 120 * 2 + 8)]


class TestQrView:
    def test_a_code_is_black_on_white_with_a_quiet_zone(self, qtbot: QtBot) -> None:
        image = picture(modules_of("capsa:1:123"), 3)
        colours = {
            image.pixelColor(x, y).lightness() for x in range(0, image.width(), 2) for y in range(image.height())
        }
        assert colours == {0, 255}
        edge = 3 * QUIET_ZONE
        assert all(image.pixelColor(x, y).lightness() == 255 for x in range(image.width()) for y in range(edge))

    def test_a_module_takes_whole_pixels_at_any_size_and_is_read_back(self, qtbot: QtBot) -> None:
        view = QrView()
        qtbot.addWidget(view)
        view.show_frames([modules_of(WHOLE)])
        for side in (401, 517, 640):
            view.resize(side, side)
            view.show()
            grabbed = view.grab().toImage()
            grey = grey_of_image(grabbed)
            assert grey is not None
            assert qr_image.read_frame(*grey) == (WHOLE,)
            assert view.pixels_per_module() >= 1

    def test_it_stays_white_in_the_dark_look(self, qtbot: QtBot) -> None:
        view = QrView()
        qtbot.addWidget(view)
        view.setStyleSheet("background: #000000")
        view.show_frames([modules_of(WHOLE)])
        view.resize(400, 400)
        view.show()
        assert qr_image.read_frame(*(grey_of_image(view.grab().toImage()) or (0, 0, 0, b""))) == (WHOLE,)

    def test_moving_frames_move_and_stop_when_hidden(self, qtbot: QtBot) -> None:
        view = QrView()
        qtbot.addWidget(view)
        view.show_frames([modules_of(f"capsa:1:{number}") for number in range(3)])
        view.set_frames_per_second(20)
        view.show()
        qtbot.waitUntil(lambda: view._shown == 2, timeout=3000)
        view.hide()
        assert not view._timer.isActive()

    def test_it_is_large_enough_for_a_phone(self, qtbot: QtBot) -> None:
        view = QrView()
        qtbot.addWidget(view)
        view.show_frames([modules_of("capsa:1:" + "9" * 2000)])
        view.resize(520, 520)
        assert view.pixels_per_module() >= 4


class TestCamera:
    def test_without_a_camera_it_says_what_else_can_be_done(self, qtbot: QtBot) -> None:
        view = CameraView(devices=list)
        qtbot.addWidget(view)
        view.show()
        with qtbot.waitSignal(view.unavailable) as said:
            view.start()
        assert said.args is not None
        assert "no camera" in said.args[0]
        assert not view._preview.isVisible()
        assert view._camera is None

    def test_a_recorded_video_is_read_through_the_player_and_the_sink(self, qtbot: QtBot, tmp_path: Path) -> None:
        video = tmp_path / "code.avi"
        video.write_bytes(avi([still(WHOLE, angle=angle) for angle in (-4, -2, 0, 2, 4) for _ in range(4)]))
        sink = QVideoSink()
        reader = FrameReader(sink)
        player = QMediaPlayer()
        player.setVideoSink(sink)
        player.setSource(QUrl.fromLocalFile(str(video)))
        with qtbot.waitSignal(reader.text_read, timeout=20_000) as read:
            player.play()
        player.stop()
        assert read.args == [WHOLE]

    def test_a_moving_code_in_a_video_becomes_whole(self, qtbot: QtBot, tmp_path: Path) -> None:
        message, texts = moving()
        # A receiver joins late and misses some.
        seen = [text for index, text in enumerate(texts[5:]) if index % 7]
        video = tmp_path / "moving.avi"
        video.write_bytes(avi([still(text) for text in seen for _ in range(2)], frames_per_second=16))
        dialog = CameraDialog(view=CameraView(devices=list))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait(20)
        player = QMediaPlayer()
        player.setVideoSink(dialog.view.sink)
        player.setLoops(QMediaPlayer.Loops.Infinite)
        player.setSource(QUrl.fromLocalFile(str(video)))
        with qtbot.waitSignal(dialog.read, timeout=40_000) as read:
            player.play()
        player.stop()
        assert read.args is not None
        assert share_code.open_text(read.args[0]) == share_code.decode(message)
        assert not dialog.isVisible()

    def test_empty_frames_and_pictures_without_a_code_do_no_harm(self, qtbot: QtBot) -> None:
        sink = QVideoSink()
        reader = FrameReader(sink)
        found: list[str] = []
        reader.text_read.connect(found.append)
        sink.setVideoFrame(QVideoFrame())
        blank = QImage(320, 240, QImage.Format.Format_RGB32)
        blank.fill(QColor("#888888"))
        with qtbot.waitSignal(reader.frame_read, timeout=5000):
            sink.setVideoFrame(QVideoFrame(blank))
        assert found == []

    def test_a_text_is_told_once(self, qtbot: QtBot) -> None:
        sink = QVideoSink()
        reader = FrameReader(sink)
        found: list[str] = []
        reader.text_read.connect(found.append)
        image = picture(modules_of(WHOLE), 5).convertToFormat(QImage.Format.Format_RGB32)
        for _ in range(3):
            with qtbot.waitSignal(reader.frame_read, timeout=5000):
                sink.setVideoFrame(QVideoFrame(image))
        assert found == [WHOLE]

    def test_the_camera_is_off_when_nobody_sees_it(self, qtbot: QtBot) -> None:
        view = CameraView(devices=list)
        qtbot.addWidget(view)
        view.show()
        view.start()
        view.hide()
        assert view.reader._stopped


class TestParts:
    def test_other_texts_are_whole_by_themselves(self, qtbot: QtBot) -> None:
        collector = PartsCollector()
        with qtbot.waitSignal(collector.complete) as whole:
            collector.take("https://badge.example/1")
        assert whole.args == ["https://badge.example/1"]

    def test_damaged_frames_are_passed_over(self, qtbot: QtBot) -> None:
        message, texts = moving(600)
        collector = PartsCollector()
        whole: list[str] = []
        collector.complete.connect(whole.append)
        collector.take(texts[0][:-3] + "000")
        for text in texts:
            if not whole:
                collector.take(text)
        assert share_code.open_text(whole[0]) == share_code.decode(message)


_owners: list[QObject] = []


def _parent() -> QObject:
    _owners.append(QObject())
    return _owners[-1]


class TestScreen:
    def test_codes_on_several_screens_are_each_told_once(self, qtbot: QtBot) -> None:
        images = [picture(modules_of(text), 4) for text in ("capsa:1:1", "capsa:1:2", "capsa:1:1")]
        scan = ScreenScan(_parent(), grab=lambda: images)
        with qtbot.waitSignal(scan.found, timeout=5000) as found:
            scan.start()
        assert found.args == [("capsa:1:1", "capsa:1:2")]

    def test_a_screen_without_a_code_says_so(self, qtbot: QtBot) -> None:
        blank = QImage(200, 100, QImage.Format.Format_RGB32)
        blank.fill(QColor("white"))
        scan = ScreenScan(_parent(), grab=lambda: [blank])
        with qtbot.waitSignal(scan.nothing, timeout=5000) as said:
            scan.start()
        assert said.args is not None
        assert "No QR code" in said.args[0]

    def test_nothing_to_read_is_nothing(self) -> None:
        assert read_images([QImage()]) == ()

    @pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="NOT RUN: xvfb-run is not installed")
    def test_a_code_on_a_real_x_screen_is_found(self, tmp_path: Path) -> None:
        script = tmp_path / "screen.py"
        script.write_text(
            "import sys\n"
            "from PySide6.QtCore import QTimer\n"
            "from PySide6.QtWidgets import QApplication\n"
            "from wallet.ui.widgets.qr_view import QrView, modules_of\n"
            "from wallet.ui.widgets.screen_scan import ScreenScan\n"
            "app = QApplication([])\n"
            "view = QrView()\n"
            f"view.show_frames([modules_of({WHOLE!r})])\n"
            "view.resize(560, 560)\n"
            "view.show()\n"
            "scan = ScreenScan(app)\n"
            "scan.found.connect(lambda texts: (print(texts[0]), app.quit()))\n"
            "scan.nothing.connect(lambda text: (print(text), app.quit()))\n"
            "QTimer.singleShot(600, scan.start)\n"
            "QTimer.singleShot(20000, app.quit)\n"
            "app.exec()\n"
        )
        source = Path(__file__).resolve().parents[2] / "src"
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(source)}
        ran = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", sys.executable, str(script)],
            capture_output=True,
            text=True,
            timeout=90,
            env=environment,
            check=False,
        )
        assert ran.stdout.strip() == WHOLE, ran.stderr

    @pytest.mark.skipif(
        shutil.which("dbus-run-session") is None or shutil.which("gdbus") is None,
        reason="NOT RUN: dbus-run-session or gdbus is not installed",
    )
    @pytest.mark.parametrize("refused", [False, True], ids=["consent", "refusal"])
    def test_a_wayland_desktop_is_asked_through_its_portal(self, tmp_path: Path, refused: bool) -> None:
        shot = tmp_path / "shot.png"
        picture(modules_of(WHOLE), 5).save(str(shot))
        root = Path(__file__).resolve().parents[2]
        path = os.pathsep.join([str(root / "src"), str(root / "tests")])
        script = root / "tests" / "simulators" / "screenshot_portal.py"
        ran = subprocess.run(
            ["dbus-run-session", "--", sys.executable, str(script), "refuse" if refused else str(shot)],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path},
            check=False,
        )
        assert ran.stdout.strip().splitlines()[-1:] == ["[]" if refused else json.dumps([WHOLE])], ran.stderr
        assert shot.exists() is refused, "the picture of the screen does not stay behind"
