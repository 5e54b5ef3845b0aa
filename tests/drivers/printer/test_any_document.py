"""Whatever a document holds, every printer understands our bytes, and the picture of them is the preview."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.printer import paint, profiles
from drivers.printer.encode import encode
from drivers.virtual.escpos_reader import read
from kiosk.slips.document import (
    QR,
    Banner,
    Big,
    Code128,
    Cut,
    Document,
    Gap,
    Line,
    OpenDrawer,
    Row,
    Rule,
    SignatureLine,
    Title,
)

text = st.text(alphabet="村口，。é¥𠮷䶮㛃ñ\ue170\ufe10abc 0123\n\x1b・—“①", max_size=40)
sizes = st.sampled_from([1, 2, 3])
aligns = st.sampled_from(["left", "center", "right"])
ascii_text = st.text(alphabet=[chr(code) for code in range(32, 127)] + list("0123456789") * 9, min_size=1, max_size=40)
blocks = st.one_of(
    st.builds(Line, text, sizes, st.booleans(), aligns), st.builds(Title, text, sizes), st.builds(Row, text, text),
    st.builds(Banner, text, st.sampled_from(["inverse", "framed"])), st.builds(Big, text),
    st.builds(Code128, ascii_text),
    st.builds(QR, text.filter(bool), text), st.builds(SignatureLine, text), st.builds(Rule), st.builds(Gap),
    st.builds(Cut), st.builds(OpenDrawer),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(blocks, max_size=6), st.sampled_from(profiles.names()))
def test_bytes_are_understood_and_look_like_the_preview(parts: list[Line], name: str):
    document, profile = Document("x", tuple(parts)), profiles.load(name)
    reading, preview = read(encode(document, profile), profile), paint.paint(document, profile)
    assert reading.complete
    assert reading.image.size == preview.size
    assert reading.image.tobytes() == preview.tobytes()
