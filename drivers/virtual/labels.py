"""Draw what lies on a counter: waybill labels, codes, and photographs of them as a hand and a cheap lens make them.

The scripted day and the tests read their bar codes from these pictures with the real decoder, so every variant has a
seed and is the same each time.
"""

import io
import random
from dataclasses import dataclass
from functools import cache

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import resources
from drivers.scanner.decode import Pixels

_INK, _PAPER, _BOARD = (20, 20, 20), (252, 251, 247), (176, 138, 96)


@dataclass(frozen=True)
class Waybill:
    """What a waybill label shows. Names and phones are masked, as carriers print them."""

    number: str
    carrier: str = "中通快递"
    recipient: str = "王*英"
    phone: str = "138****4107"
    address: str = "湖南省石门县"
    mark: str = ""


@dataclass(frozen=True)
class Shot:
    """How a photograph was taken.

    Attributes:
        seed: The same seed gives the same picture.
        tilt_deg: Turned by so much in the picture's plane.
        lean: Perspective: how much of its width the far edge loses, 0–0.4.
        blur_px: Gaussian radius in the final picture.
        noise: Standard deviation of the grey values, 0–255.
        light: Brightness of the darkest corner, 0–1; 0 is a covered lens.
    """

    seed: int = 1
    tilt_deg: float = 4.0
    lean: float = 0.06
    blur_px: float = 0.6
    noise: float = 5.0
    light: float = 0.7


STRAIGHT = Shot(tilt_deg=0, lean=0, blur_px=0, noise=0, light=1)
TILTED = Shot(seed=2, tilt_deg=24, lean=0.1)
BLURRED = Shot(seed=3, tilt_deg=3, blur_px=1.6, noise=9)
DIM = Shot(seed=4, tilt_deg=-6, blur_px=0.7, noise=7, light=0.25)
UPSIDE_DOWN = Shot(seed=5, tilt_deg=178)
HOPELESS = Shot(seed=6, tilt_deg=9, blur_px=9, noise=25, light=0.3)
"""No decoder reads this one: the clerk types the number."""


def waybill_label(waybill: Waybill) -> Image.Image:
    """A one-part label of 100 × 65 mm at 8 dots a millimetre, with its number as Code 128."""
    image = Image.new("RGB", (800, 520), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((28, 12), waybill.carrier, _INK, _font(48, bold=True))
    if waybill.mark:
        draw.rectangle((630, 16, 776, 72), fill=_INK)
        draw.text((703, 43), waybill.mark, _PAPER, _font(36, bold=True), anchor="mm")
    bars = _bars(waybill.number, width=752)
    image.paste(bars, ((800 - bars.width) // 2, 90))
    draw.text((400, 238), _grouped(waybill.number), _INK, _font(34), anchor="mt")
    draw.line((20, 292, 780, 292), _INK, 3)
    draw.text((28, 304), f"收 {waybill.recipient}  {waybill.phone}", _INK, _font(38, bold=True))
    for row, line in enumerate(_wrapped(waybill.address, 23)[:2]):
        draw.text((28, 364 + 42 * row), line, _INK, _font(32))
    draw.text((28, 466), "已验视", _INK, _font(28))
    draw.text((772, 466), f"尾号 {waybill.phone[-4:]}", _INK, _font(28), anchor="ra")
    return image


def qr_label(payload: str | bytes, caption: str = "") -> Image.Image:
    """A QR code with a line below it.

    Args:
        payload: Text goes as UTF-8; bytes as they are, for example GBK, which many systems print undeclared.
        caption: For people.
    """
    raw = payload.encode() if isinstance(payload, str) else payload
    code = np.array(zxingcpp.create_barcode(raw, zxingcpp.QRCode).to_image(scale=8))
    image = Image.new("RGB", (max(420, code.shape[1] + 60), code.shape[0] + 110), _PAPER)
    image.paste(Image.fromarray(code), ((image.width - code.shape[1]) // 2, 24))
    ImageDraw.Draw(image).text((image.width / 2, image.height - 64), caption, _INK, _font(34), anchor="mt")
    return image


def photographed(label: Image.Image, shot: Shot = Shot(), size: tuple[int, int] = (1280, 720)) -> Image.Image:
    """The label on cardboard, seen by a camera.

    Args:
        label: Any picture; it fills about nine tenths of the height.
        shot: How it was taken.
        size: Of the photograph, in pixels.
    """
    chance = random.Random(shot.seed)  # noqa: S311 - a picture, no secret
    grain = np.random.default_rng(shot.seed)
    scene = Image.new("RGB", size, _BOARD)
    paper = _leaning(_turned(label, shot.tilt_deg, size), shot.lean)
    slack_x, slack_y = size[0] - paper.width, size[1] - paper.height
    at = (int(slack_x * chance.uniform(0.3, 0.7)), int(slack_y * chance.uniform(0.3, 0.7)))
    scene.paste(paper, at, paper)
    if shot.blur_px:
        scene = scene.filter(ImageFilter.GaussianBlur(shot.blur_px))
    lit = np.asarray(scene, np.float32) * _light(size, shot.light)[:, :, None]
    lit += grain.normal(0, shot.noise, lit.shape) if shot.noise else 0
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))


def file_bytes(image: Image.Image, kind: str = "WEBP") -> bytes:
    """The picture as a file's bytes."""
    out = io.BytesIO()
    image.save(out, kind, quality=85)
    return out.getvalue()


def pixels(image: Image.Image) -> Pixels:
    """The picture as an array, RGB."""
    return np.asarray(image.convert("RGB"))


@cache
def _font(px: int, *, bold: bool = False) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    name = "NotoSansSC-Bold.otf" if bold else "NotoSansSC-Regular.otf"
    try:
        return ImageFont.truetype(resources.path("fonts", name), px)
    except OSError:
        return ImageFont.load_default(px)  # a label without Han is still a label to scan


def _bars(text: str, width: int, height: int = 140) -> Image.Image:
    """Code 128 at the largest whole module that fits the width."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.Code128)
    module = max(1, width // np.array(barcode.to_image(scale=1)).shape[1])
    row = np.array(barcode.to_image(scale=module))
    return Image.fromarray(row[row.shape[0] // 2 :][:1]).resize((row.shape[1], height))


def _grouped(number: str) -> str:
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def _wrapped(text: str, chars: int) -> list[str]:
    return [text[i : i + chars] for i in range(0, len(text), chars)]


def _turned(label: Image.Image, tilt_deg: float, size: tuple[int, int]) -> Image.Image:
    """Rotated on a transparent ground and fitted into the scene."""
    turned = label.convert("RGBA").rotate(tilt_deg, Image.Resampling.BICUBIC, expand=True)
    factor = min(size[0] * 0.94 / turned.width, size[1] * 0.94 / turned.height)
    fitted = (round(turned.width * factor), round(turned.height * factor))
    return turned.resize(fitted, Image.Resampling.LANCZOS)


def _leaning(paper: Image.Image, lean: float) -> Image.Image:
    """The far (upper) edge shortened: a trapezium."""
    if not lean:
        return paper
    w, h, cut = paper.width, paper.height, paper.width * lean / 2
    here = ((cut, 0), (w - cut, 0), (w, h), (0, h))
    there = ((0, 0), (w, 0), (w, h), (0, h))
    rows = []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    solved = np.linalg.solve(np.array(rows), np.array(there).reshape(8))
    return paper.transform(paper.size, Image.Transform.PERSPECTIVE, tuple(solved), Image.Resampling.BICUBIC)


def _light(size: tuple[int, int], darkest: float) -> Pixels:
    """A window on the left: full light there, ``darkest`` in the far lower corner."""
    across, down = np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1])
    return np.asarray(1 - (1 - darkest) * (0.7 * across[None, :] + 0.3 * down[:, None]), np.float32)
