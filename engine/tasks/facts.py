"""`facts`: what a case can tell under a policy, as a table, a JSON Schema or a blank case to fill in."""

from __future__ import annotations

import json

from engine.cases.to_schema import json_schema
from engine.cases.to_table import facts_rows, to_markdown, to_text
from engine.cases.to_template import blank_case
from engine.tasks.drafts import Draft
from engine.tasks.named import named_version
from engine.tasks.terminal import Printed


def print_facts(root_option: str | None, policy: str, version: str | None, form: str, lang: str) -> Printed:
    """The facts of a policy version, the one in force where none is named, in one of the forms of `facts_as`."""
    return Printed(facts_as(named_version(root_option, policy, version).draft, form, lang), lang=lang)


def facts_as(found: Draft, form: str, lang: str) -> str:
    """The facts of a version in one of the forms."""
    program, texts = found.program, found.texts
    match form:
        case "template":
            return blank_case(program, texts, lang)
        case "json-schema":
            return json.dumps(json_schema(program, texts, lang), ensure_ascii=False, indent=2)
        case "md":
            return to_markdown(facts_rows(program, texts, lang), lang)
        case _:
            return to_text(facts_rows(program, texts, lang), lang)
