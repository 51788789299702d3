"""A report as one page of HTML that needs nothing else: both languages in it, no script, made to be printed as well."""

from __future__ import annotations

from importlib import resources

import jinja2

from engine.compare.said import Said
from engine.compare.tree import Comparison

_SPOKEN = {"en": "en", "zh": "zh-Hans"}


def to_html(report: Comparison, lang: str) -> str:
    """The page; it opens in the language asked for, and the reader may choose the other."""
    files = resources.files("engine.compare")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(files.joinpath("page.html.jinja").read_text(encoding="utf-8"))
    style = files.joinpath("page.css").read_text(encoding="utf-8")
    both = [Said(report, each) for each in ("en", "zh")]
    return template.render(report=report, both=both, lang=lang, spoken=_SPOKEN, style=style) + "\n"
