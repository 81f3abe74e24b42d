"""How long a moving code takes: bytes against frames against seconds, with frames lost, through video and reader.

Each frame is drawn as the app draws it, put on a 720p picture as a hand-held camera might see it (turned a little,
blurred, noisy, uneven light, JPEG), written into a video file, read out of that file again and given to the app's own
reader. Which frames the camera misses is drawn from a fixed seed; it starts in the middle of the row. Counts are exact
and repeat; seconds are frames divided by the speed at which they are shown.
"""

import hashlib
import io
import random
from dataclasses import dataclass
from itertools import islice

from PIL import Image, ImageChops, ImageFilter

from simulators import mjpeg_video
from wallet.formats import qr_image, share_code
from wallet.sharing import qr

SIZES = (2_000, 8_000, 32_000, 100_000)
LOSSES = (0.0, 0.1, 0.3)
SPEEDS = (5, 8, 12)
WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True)
class Transfer:
    """One transfer: message size in bytes, share of frames lost, frames shown until it was whole, and misread ones."""

    size: int
    loss: float
    shown: int
    unread: int
    needed: int

    def seconds(self, frames_per_second: int) -> float:
        """How long it takes at this speed."""
        return self.shown / frames_per_second


def _message(size: int) -> bytes:
    """Bytes that cannot be compressed, so that the size is the size of what travels."""
    stream = b"".join(hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(size // 32 + 1))
    return stream[:size]


def camera(code: Image.Image, chance: random.Random) -> Image.Image:
    """Return the code as a hand-held camera might see it; the model is this function, no device stands behind it."""
    side = int(HEIGHT * 0.85)
    scene = Image.new("L", (WIDTH, HEIGHT), 205)
    scene.paste(
        code.convert("L").resize((side, side), Image.Resampling.BICUBIC), ((WIDTH - side) // 2, (HEIGHT - side) // 2)
    )
    scene = scene.rotate(chance.uniform(-4.5, 4.5), Image.Resampling.BICUBIC, fillcolor=205)
    scene = scene.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 1.0)))
    light = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: 150 + value * 105 // 255)
    scene = ImageChops.multiply(scene, light)
    noise = Image.effect_noise((WIDTH, HEIGHT), 14)
    return ImageChops.add(scene, noise, scale=1, offset=-128)


def _pictures(video: bytes) -> list[Image.Image]:
    """Return the pictures of a Motion JPEG file, in their order."""
    found, at = [], video.index(b"movi") + 4
    while video[at : at + 4] == b"00dc":
        length = int.from_bytes(video[at + 4 : at + 8], "little")
        found.append(Image.open(io.BytesIO(video[at + 8 : at + 8 + length])).convert("L"))
        at += 8 + length + length % 2
    return found


def transfer(size: int, loss: float, *, seed: int = 1) -> Transfer:
    """Show a message of ``size`` bytes until the reader has it whole."""
    chance = random.Random(f"{size} {loss} {seed}")
    message = _message(size)
    reader = share_code.MovingReader()
    start = chance.randrange(10_000)
    texts = share_code.moving_texts(message, block=qr.FRAME_BYTES, start=start)
    shown = unread = 0
    while True:
        batch = list(islice(texts, 8))
        pictures = [camera(Image.open(io.BytesIO(qr.frame_png(text, scale=5))), chance) for text in batch]
        for picture in _pictures(mjpeg_video.avi(pictures, 8)):
            shown += 1
            if chance.random() < loss:
                continue
            read = qr_image.read_frame(WIDTH, HEIGHT, WIDTH, picture.tobytes())
            unread += not read
            if any(reader.add(text) for text in read):
                if reader.message() != message:
                    raise AssertionError("the message that arrived is another one")
                return Transfer(size, loss, shown, unread, reader.progress()[1])


def run(*, sizes: tuple[int, ...] = SIZES, losses: tuple[float, ...] = LOSSES) -> list[Transfer]:
    """Return every transfer."""
    return [transfer(size, loss) for size in sizes for loss in losses]


def table(transfers: list[Transfer]) -> str:
    """Return the figures as text."""
    rows = ["   bytes  lost  blocks  frames  unread" + "".join(f"  {speed:>3} fps" for speed in SPEEDS)]
    for one in transfers:
        seconds = "".join(f"  {one.seconds(speed):5.1f} s" for speed in SPEEDS)
        rows.append(f"{one.size:>8}  {one.loss:>3.0%}  {one.needed:>6}  {one.shown:>6}  {one.unread:>6}{seconds}")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table(run()))
