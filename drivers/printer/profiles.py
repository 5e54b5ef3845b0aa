"""What a printer can do, as data: ``resources/printers/*.json``, one file a kind of printer."""

from typing import Literal

import msgspec

import resources
from kiosk.errors import Malformed, NotFound
from kiosk.slips.layout import Paper

CodeSet = Literal["gb2312", "gbk", "gb18030-2byte", "gb18030"]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of printer.

    Attributes:
        title: For the set-up page.
        columns: Half-width columns of a line.
        dots: Printable dots of a line, 8 a millimetre.
        code_set: What its Chinese ROM holds; other characters are drawn.
        text: ``rom`` sends text; ``raster`` draws every line (no Chinese ROM; 57 times the bytes).
        qr: Whether it makes QR codes itself.
        code128: Whether it makes Code 128 itself.
        end: ``cut``; ``tear`` (feed past the tear bar); ``form_feed`` (to the next label's mark).
        drawer: Whether a cash drawer may hang on it.
        answers: Whether there is a wire back, so that it can be asked for its state.
    """

    title: str
    columns: int
    dots: int
    code_set: CodeSet
    text: Literal["rom", "raster"] = "rom"
    qr: Literal["native", "raster"] = "native"
    code128: Literal["native", "raster"] = "native"
    end: Literal["cut", "tear", "form_feed"] = "tear"
    drawer: bool = False
    answers: bool = True

    @property
    def paper(self) -> Paper:
        """Its paper, for the layout."""
        return Paper(self.columns, self.dots)


def names() -> tuple[str, ...]:
    """The profiles that ship, sorted."""
    return tuple(sorted(path.stem for path in resources.path("printers").glob("*.json")))


def load(name: str) -> Profile:
    """Read one profile.

    Raises:
        NotFound: No such file.
        Malformed: Not a profile.
    """
    if name not in names():
        raise NotFound("printer.no_profile", name=name)
    try:
        return msgspec.json.decode(resources.path("printers", f"{name}.json").read_bytes(), type=Profile)
    except msgspec.DecodeError as error:
        raise Malformed("printer.bad_profile", name=name) from error
