"""
Renders notebooks as HTML pages that stand alone: styles and pictures are in them, scripts are not.

    python to_html.py folder first.ipynb second.ipynb
"""

import os
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

folder, paths = Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]]
templates = Path(__file__).parent
exporter = HTMLExporter(
    template_name="template",
    extra_template_basedirs=[str(templates)],
    embed_images=True,
    anchor_link_text="",
)
for path in paths:
    notebook = nbformat.read(path, 4)
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem, "path": str(path.parent)}})
    target = folder / f"{path.stem}.html"
    beside = target.with_suffix(".html.tmp")
    beside.write_text(page, encoding="utf-8")
    os.replace(beside, target)
