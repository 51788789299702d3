"""`show`: a policy version as a document to read and sign."""

from __future__ import annotations

import json
from collections.abc import Sequence

from engine.ir.digest import digest
from engine.ir.to_json import to_json
from engine.tasks.document import Block, to_data, to_html, to_markdown
from engine.tasks.named import Named, named_version
from engine.tasks.policy_document import document
from engine.tasks.terminal import Printed


def print_shown(root_option: str | None, policy: str, version: str | None, form: str, lang: str) -> Printed:
    """A policy version, the one in force where none is named, as a document; `form` is md, html or json."""
    found = named_version(root_option, policy, version)
    blocks = document(found, lang)
    title = f"{found.draft.texts.of(lang)['policy']} {found.draft.program.version}"
    match form:
        case "html":
            text = to_html(blocks, title, lang)
        case "json":
            text = json.dumps(_data(found, blocks), ensure_ascii=False, indent=2)
        case _:
            text = to_markdown(blocks)
    return Printed(text, lang=lang)


def _data(found: Named, blocks: Sequence[Block]) -> dict[str, object]:
    """What JSON says of a version: what it is, and its document block by block."""
    program = found.draft.program
    return {
        "policy": program.policy,
        "version": program.version,
        "state": found.state,
        "program": digest(to_json(program), "program"),
        "document": to_data(blocks),
    }
