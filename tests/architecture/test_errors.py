"""``except Exception`` has few homes: where a thread would otherwise die in silence."""

import ast
from pathlib import Path

HOMES = {
    "launch.py": "the last line before the console",
    "ui/app.py": "Qt's hook: PySide prints and forgets what a slot raises",
    "ui/bridge/worker.py": "the desk thread's round",
    "ui/microphone.py": "the microphone's thread, which is Qt's own",
    "ui/sound.py": "the loudspeaker's thread",
}
"""And any function called ``run`` or ``round`` or ``_run`` of a worker, which logs the trace and goes on."""

ROUNDS = ("run", "_run", "round", "_round", "_loop", "loop")


def broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in ("Exception", "BaseException") for kind in caught)


def offences(file: str, tree: ast.Module) -> list[str]:
    lines: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            continue
        name = getattr(node, "name", "")
        lines += [
            f"{file}:{handler.lineno} in {name or 'the module'}"
            for handler in own_handlers(node)
            if broad(handler) and not (file in HOMES or name in ROUNDS or undone(handler))
        ]
    return lines


def own_handlers(scope: ast.AST) -> list[ast.ExceptHandler]:
    """The handlers of this function, not those of functions inside it."""
    handlers: list[ast.ExceptHandler] = []
    pending = list(ast.iter_child_nodes(scope))
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.ExceptHandler):
            handlers.append(node)
        pending.extend(ast.iter_child_nodes(node))
    return handlers


def undone(handler: ast.ExceptHandler) -> bool:
    """Whether the handler only cleans up: its last word is a bare ``raise``, so nothing is swallowed."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_broad_excepts_live_in_their_homes(product: dict[Path, ast.Module]) -> None:
    lines = [line for file, tree in product.items() for line in offences(file.as_posix(), tree)]
    assert not lines, (
        "Name what the library raises and translate it at the rim (kiosk/errors.py); a bug should reach the worker's "
        "round, which keeps a report:\n" + "\n".join(lines)
    )


def test_the_check_sees_an_offence() -> None:
    code = "def f():\n    try:\n        g()\n    except Exception:\n        pass\n"
    assert offences("kiosk/x.py", ast.parse(code)) == ["kiosk/x.py:4 in f"]
    assert not offences("kiosk/x.py", ast.parse(code.replace("pass", "raise")))
    assert not offences("kiosk/x.py", ast.parse(code.replace("def f", "def run")))
