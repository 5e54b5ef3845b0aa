"""A few lines that make HTML and escape everything that is not said to be HTML."""

from collections.abc import Iterable
from html import escape
from string import Template

import resources


class Html(str):
    """Text that is already HTML; whatever else is put into a tag is escaped."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """One element; ``class_`` is written ``class``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items()
    )
    return Html(f"<{name}{written}>{inside(children)}</{name}>")


def void(name: str, /, **attributes: object) -> Html:
    """An element without an end, such as ``input``."""
    return Html(tag(name, **attributes).removesuffix(f"</{name}>"))


def inside(children: Iterable[object]) -> Html:
    """Children in a row."""
    return Html("".join(child if isinstance(child, Html) else escape(str(child)) for child in children))


def table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]], empty: str) -> Html:
    """A table; ``empty`` is said instead of one without rows. Numbers stand to the right."""
    body = [tag("tr", *(tag("td", cell, class_=_side(cell)) for cell in row)) for row in rows]
    if not body:
        return tag("p", empty, class_="empty")
    return tag("table", tag("tr", *(tag("th", head) for head in heads)), *body)


def page(title: str, subtitle: str, body: Iterable[Html], *, link: Html | str = "", refresh_s: int = 0) -> str:
    """The whole page."""
    shell = Template(resources.path("county", "page.html").read_text("utf-8"))
    again = f'<meta http-equiv="refresh" content="{refresh_s}">' if refresh_s else ""
    return shell.substitute(
        title=escape(title), subtitle=escape(subtitle), body=inside(body), link=inside((link,)), refresh=again
    )


def _side(cell: object) -> str:
    return "number" if isinstance(cell, int) else "text"
