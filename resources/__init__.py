"""Data only: fonts, icons, sounds, texts, the demo county. Found by name, never by working directory."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The absolute path of a resource, also in the frozen program (PyInstaller keeps the package's folder).

    Args:
        parts: Folder and file names below ``resources/``, for example ``("fonts", "NotoSansSC-Regular.otf")``.
    """
    return _HERE.joinpath(*parts)
