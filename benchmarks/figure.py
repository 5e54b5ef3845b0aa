"""One figure: what was measured, and the floor that was measured beside it in the same run."""

import json
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One line of ``make bench``.

    Attributes:
        name: As the issue names it.
        value: What was measured, in ``unit``.
        unit: ``ms``, ``MB``, ``ratio`` …
        floor: The same by the barest means, measured in turn with ours; None where there is none.
        limit: What was promised: of ``ratio`` for figures in ``ratio``, else of the value.
        more: Further facts: p99, fsyncs …
    """

    name: str
    value: float
    unit: str
    floor: float | None
    limit: float
    more: dict[str, object] = field(default_factory=dict)

    def line(self) -> str:
        """The JSON line."""
        ratio = round(self.value / self.floor, 2) if self.floor else None
        judged = ratio if self.unit == "ratio" else self.value
        facts = {
            "name": self.name, "value": round(self.value, 3), "unit": "ms" if self.unit == "ratio" else self.unit,
            "floor": None if self.floor is None else round(self.floor, 3), "ratio": ratio, "limit": self.limit,
            "met": judged is not None and judged <= self.limit,
        }  # fmt: skip
        return json.dumps(facts | self.more, ensure_ascii=False)


def p99(samples: list[float]) -> float:
    """The 99th percentile."""
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * 0.99))]


def middle(samples: list[float]) -> float:
    """The median."""
    return median(samples)
