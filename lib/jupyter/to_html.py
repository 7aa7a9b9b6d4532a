"""
Renders notebooks as HTML pages that stand alone: styles and pictures are in them, scripts are not.

    python to_html.py folder notebooks first.ipynb second.ipynb

Paths of pictures in prose are relative to the folder `notebooks`. One that cannot be rendered does
not keep the others from being.
"""

import base64
import mimetypes
import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import nbformat
from nbconvert import HTMLExporter

folder, source = Path(sys.argv[1]), Path(sys.argv[2])
exporter = HTMLExporter(
    template_name="template",
    extra_template_basedirs=[str(Path(__file__).parent)],
)


def embedded(match):
    """A picture's address, with the picture in it if it is a file (nbconvert unfolds details)."""
    path = source / unquote(match[2])
    kind = mimetypes.guess_type(path.name)[0] or ""
    if not kind.startswith("image/") or not path.is_file():
        return match[0]
    return f"{match[1]}data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


failed = 0
for path in map(Path, sys.argv[3:]):
    try:
        notebook = nbformat.read(path, 4)
        page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem}})
        target = folder / f"{path.stem}.html"
        beside = target.with_suffix(".html.tmp")
        beside.write_text(
            re.sub(r'(<img[^>]*\ssrc=")(?!data:|\w+:)([^"]+)', embedded, page), encoding="utf-8"
        )
        os.replace(beside, target)
    except Exception as error:
        failed += 1
        print(f"{type(error).__name__}: {path.name}: {error}", file=sys.stderr)
sys.exit(1 if failed else 0)
