"""The words that Python finishes: troubles, slips, facts for a page. Keys here, sentences in ``resources/i18n``."""

import json
from functools import cache

import resources
from kiosk.errors import NotReady, Problem, Trouble

LANGUAGES = ("zh", "en")


class Texts:
    """The sentences of one language; a key that it lacks is looked up in Chinese, and shown as itself if it is.

    Nowhere.
    """

    def __init__(self, language: str = "zh") -> None:
        """Bind the language; files are read at the first question and kept."""
        self.language = language if language in LANGUAGES else "zh"

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of ``key`` with its values filled in."""
        text = _table(self.language).get(key) or _table("zh").get(key) or key
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether the language itself has the key."""
        return key in _table(self.language)

    def trouble(self, trouble: Trouble) -> str:
        """What to show for a trouble: the problems of a form one a line, otherwise its own sentence."""
        if isinstance(trouble, NotReady):
            return "\n".join(self.problem(problem) for problem in trouble.problems)
        return self("trouble." + trouble.key, **trouble.values)

    def problem(self, problem: Problem) -> str:
        """The sentence of one fault."""
        return self("problem." + problem.key, **problem.values)


@cache
def _table(language: str) -> dict[str, str]:
    """All dotted keys of one language; QML's own tables (``qml-*.json``) are the translator's."""
    table: dict[str, str] = {}
    for file in sorted(resources.path("i18n", language).glob("*.json")):
        if not file.name.startswith("qml-"):
            table.update(json.loads(file.read_text("utf-8")))
    return table
