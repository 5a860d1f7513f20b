"""How Sphinx makes the documentation: `make docs`.

Pages are Markdown (MyST).  What follows from the installed package is made from it: the lists of functions and ufuncs
by ``_extensions/reference_lists.py``, the C reference from ``fastroll.h`` by ``_extensions/c_header.py``.  The gallery
runs its scripts.  Nothing is fetched from the network.
"""

import sys
from pathlib import Path

import matplotlib as mpl
from sphinx.application import Sphinx

import fastroll

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_extensions"), str(HERE.parent / "demo")]

project = "fastroll"
author = "the fastroll developers"
copyright = author
version = release = fastroll.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.mathjax",
    "numpydoc",
    "myst_parser",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_gallery.gen_gallery",
    "c_header",
    "reference_lists",
]
templates_path = ["_templates"]
exclude_patterns = ["_extensions", "examples", "gallery/*.py"]
nitpicky = True
default_role = "autolink"
# Fields of the tuple Bounds; and fastroll.fast, which fastroll.pandas has, too.
nitpick_ignore = [("py:obj", name) for name in ("start", "end", "fast")]
nitpick_ignore_regex = [("c:identifier", r"u?int\d*_t|u?intptr_t|ptrdiff_t|size_t")]
suppress_warnings = ["config.cache"]  # sphinx-gallery's settings hold functions

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_typehints = "none"
autosummary_generate = True
numpydoc_show_class_members = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

mpl.use("agg")
sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "filename_pattern": r"plot_",
    "download_all_examples": False,
    "show_signature": False,
    "show_memory": False,
    "capture_repr": (),  # what is printed is shown, not the last object of each piece
    "min_reported_time": 1e9,
    "write_computation_times": False,
    "image_srcset": ["2x"],
    "remove_config_comments": True,
    "within_subsection_order": "FileNameSortKey",
}

html_theme = "pydata_sphinx_theme"
html_title = f"fastroll {version}"
html_static_path = ["_static"]
html_css_files = ["fastroll.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "logo": {"text": "fastroll"},
    "show_prev_next": True,
    "navigation_with_keys": False,
    "header_links_before_dropdown": 7,
    "navbar_align": "left",
    "navbar_persistent": ["search-button"],
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": ["theme-version"],
    "secondary_sidebar_items": ["page-toc"],
    "show_toc_level": 2,
}
html_sidebars = {"start": [], "benchmarks": [], "ladder": []}


def strip_last_blank_line(_app: object, _name: object, *content: object) -> None:
    """Remove the blank line that ends an example for doctest, which would show in its box."""
    text = content[-1]
    assert isinstance(text, list)
    text[0] = text[0].replace("\n\n```\n", "\n```\n")


def setup(app: Sphinx) -> None:
    """Register the above for pages and for what they include."""
    app.connect("source-read", strip_last_blank_line)
    app.connect("include-read", strip_last_blank_line)
