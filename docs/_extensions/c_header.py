"""The directive ``fastroll-header``: the C reference, made from the installed ``fastroll.h``.

The header is cut at blank lines.  In a piece, comments before the code become prose, comments inside stay where they
are; functions become entries of Sphinx' domain for C, so that other pages can refer to them by ``{c:func}`` and the
index has them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList
from sphinx.application import Sphinx

import fastroll

HEADER = Path(fastroll.__file__).parent / "include" / "fastroll.h"
COMMENT = re.compile(r"\s*/\*(?P<text>.*?)\*/[ \t]*\n?", re.DOTALL)
FUNCTION = re.compile(r"FR_API\s+(?P<declaration>[^;{}]*?\b(?P<name>fr_\w+)\s*\([^;]*\));", re.DOTALL)
TYPE = re.compile(r"^typedef\b.*?\b(?P<name>\w+)\s*(\([^;]*\))?;\s*$", re.DOTALL)
NO_REFERENCE = re.compile(
    r"#\s*(if|ifdef|ifndef|else|endif|define FASTROLL_H|define FR_API|include)|extern \"C\"|^}\s*$"
)


def prose(comment: str) -> list[str]:
    """Return the lines of a comment without its stars; what is indented is an example, single quotes are kept."""
    lines = [re.sub(r"^\s*\* ?", "", line).rstrip() for line in comment.strip().splitlines()]
    text = "\n".join(lines).strip()
    made, example = [], False
    for line in text.splitlines():
        indented = line.startswith("    ")
        if indented and not example:
            made += [".. code-block:: c", ""]
        example = indented
        made.append(line if indented else escaped(line))
    return made


def escaped(line: str) -> str:
    """Return a line of prose in which nothing is markup but names in single quotes."""
    line = re.sub(r"(?<!`)`(\w+)`(?!`)", r"``\1``", line)
    return re.sub(r"(?<![\w`])([*|])(?=\w)", r"\\\1", re.sub(r"(\w)_(?=\W|$)", r"\1\\_", line))


def pieces(header: str) -> Iterator[tuple[str, str]]:
    """Yield (comment, code) for what the header declares, comments of several lines with blank ones in them whole."""
    protected = re.sub(r"/\*.*?\*/", lambda match: match[0].replace("\n\n", "\n\0\n"), header, flags=re.DOTALL)
    for block in re.split(r"\n[ \t]*\n", protected):
        piece, words = block.replace("\0", "") + "\n", ""
        while match := COMMENT.match(piece):
            words += match["text"] + "\n"
            piece = piece[match.end() :]
        code = "\n".join(line for line in piece.splitlines() if not NO_REFERENCE.match(line.strip())).strip()
        if words or code:
            yield words, code


def reference(header: str) -> Iterator[str]:
    """Yield the lines of the reference, in reStructuredText."""
    for words, code in pieces(header):
        found = list(FUNCTION.finditer(code))
        if not found:
            kind = TYPE.search(code)
            indent = "   " if kind else ""
            yield from ("", f".. c:type:: {kind['name']}" if kind else "", "")
            yield from (indent + line for line in prose(words))
            if code:
                yield from (
                    "",
                    f"{indent}.. code-block:: c",
                    "",
                    *(f"{indent}   {line}" for line in code.splitlines()),
                    "",
                )
            continue
        for index, match in enumerate(found):
            comments = " ".join(COMMENT.findall(code[found[index - 1].end() if index else 0 : match.start()]))
            yield f".. c:function:: {' '.join(match['declaration'].split())}"
            yield ""
            for line in prose(words if not index else comments):
                yield f"   {line}"
            yield ""


class Header(Directive):
    """The whole header."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes."""
        self.state.document.settings.record_dependencies.add(str(HEADER))
        lines = list(reference(HEADER.read_text(encoding="utf-8")))
        node = nodes.section()
        node.document = self.state.document
        self.state.nested_parse(StringList(lines, source=str(HEADER)), 0, node)
        return node.children


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_directive("fastroll-header", Header)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
