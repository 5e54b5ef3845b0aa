"""Code 128 planned: which code set carries which part of a text, so that it becomes as narrow as the paper needs.

Pure arithmetic on ISO/IEC 15417: set C packs two digits into a symbol. Both the printer's own command and our drawing
follow one plan.
"""

import re

_symbol_modules = 11
_stop_modules = 13
_DIGITS = re.compile(r"\d{4,}")

Plan = tuple[tuple[str, str], ...]
"""Parts as (code set ``B`` or ``C``, text); a part of set C has an even number of digits."""


def code128_plan(text: str) -> Plan:
    """Split printable ASCII into parts of sets B and C.

    Set C pays from four digits at either end, from six in between (the standard's annex on the shortest symbol).
    """
    parts: list[tuple[str, str]] = []
    done = 0
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if start > 0 and end < len(text) and end - start < 6:  # noqa: PLR2004 - from the annex
            continue
        start += (end - start) % 2
        if start > done:
            parts.append(("B", text[done:start]))
        parts.append(("C", text[start:end]))
        done = end
    if done < len(text):
        parts.append(("B", text[done:]))
    return tuple(parts)


def code128_values(text: str) -> tuple[int, ...]:
    """The symbol values: start, data, check; the stop pattern (106) is left to the painter."""
    values: list[int] = []
    for code_set, part in code128_plan(text):
        if not values:
            values.append(104 if code_set == "B" else 105)
        else:
            values.append(100 if code_set == "B" else 99)
        if code_set == "B":
            values += [ord(c) - 32 for c in part]
        else:
            values += [int(part[i : i + 2]) for i in range(0, len(part), 2)]
    check = (values[0] + sum(i * v for i, v in enumerate(values))) % 103
    return (*values, check)


def code128_modules(text: str) -> int:
    """Width in modules, without quiet zones."""
    return len(code128_values(text)) * _symbol_modules + _stop_modules
