"""What a policy says of itself, and the ways to count time that it names."""

from __future__ import annotations

from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.model.blocks import lines_once, of_kind, only_block
from engine.model.literals import day, whole
from engine.model.scope import Scope
from engine.model.tree import Counting, Facts, Header
from engine.syntax.tree import Block, File, Sentence, Word
from engine.values.moment import day_text
from engine.values.zone import is_zone

EDITION = 1
LANGUAGES = ("en", "zh")
_NEEDED = ("version", "edition", "published", "governs_from", "selected_by", "prevails", "facts_version")


def header_from_syntax(file: File, facts: Facts, scope: Scope) -> Header | None:
    """The header of a policy; None with reports where it lacks a line or contradicts itself."""
    block = only_block(file, "policy", scope.report)
    if block is None:
        return None
    lines = lines_once(block, scope.report, needed=_NEEDED)
    scope.say("policy", block.head.phrase.find("text"))
    if "reaches_back" in lines:
        scope.say("policy.reaches_back", lines["reaches_back"].phrase.phrase())
    if any(kind not in lines for kind in _NEEDED):
        return None
    found = _header(block, lines, scope)
    if found:
        _check(found, lines, facts, block, scope.report)
    return found


def _header(block: Block, lines: dict[str, Sentence], scope: Scope) -> Header | None:
    words = {kind: lines[kind].phrase.word() for kind in _NEEDED}
    dates = [day(words[kind], scope) for kind in ("version", "published", "governs_from", "facts_version")]
    edition = whole(words["edition"], scope, least=1)
    zone = lines["selected_by"].phrase.word(1)
    selected = words["selected_by"]
    declaration = scope.fact(selected.text, selected.span)
    if declaration and declaration.type.kind not in {"instant", "date"}:
        scope.report.error(
            "RF203", f"`{selected.text}` is no event: it is neither an instant nor a date", selected.span
        )
    if declaration and declaration.personal:
        help_text = "which version governs must be known after the person's data was erased"
        scope.report.error(
            "RF217",
            f"`{selected.text}` is personal: it cannot select the version",
            selected.span,
            help=help_text,
        )
    zone_known = check_zone(zone, scope)
    if any(each is None for each in (*dates, edition, declaration)) or not zone_known:
        return None
    version, published, governs, facts_version = (each or 0 for each in dates)
    return Header(
        block.head.phrase.word().text, day_text(version), edition or 0, published, governs, selected.text, zone.text,
        words["prevails"].text, day_text(facts_version), "reaches_back" in lines, _confirms(lines, scope),
    )  # fmt: skip


def _confirms(lines: dict[str, Sentence], scope: Scope) -> ir.Confirms | None:
    """What may be confirmed of a case and an order; None where the policy does not say."""
    if "confirms" not in lines:
        return None
    words = [lines["confirms"].phrase.word(at) for at in range(3)]
    for word, kind in zip(words, ("text", "text", "money"), strict=True):
        found = scope.fact(word.text, word.span)
        if found and found.type.kind != kind:
            scope.report.error("RF203", f"`{word.text}` is no {kind}", word.span)
        if found and found.personal:
            help_text = "what was confirmed must be known after the person's data was erased"
            problem = f"`{word.text}` is personal: nothing can be confirmed by it"
            scope.report.error("RF217", problem, word.span, help=help_text)
    return ir.Confirms(*(word.text for word in words))


def _check(header: Header, lines: dict[str, Sentence], facts: Facts, block: Block, report: Report) -> None:
    def at(kind: str) -> Span:
        return lines[kind].span

    if header.edition != EDITION:
        help_text = f"this program reads edition {EDITION}"
        report.error(
            "RF216", f"edition {header.edition} of the language is not known", at("edition"), help=help_text
        )
    if header.prevails not in LANGUAGES:
        report.error(
            "RF201",
            f"`{header.prevails}` is no language of a policy",
            at("prevails"),
            help="say `en` or `zh`",
        )
    if header.governs_from < header.published and not header.reaches_back:
        help_text = 'say why with `reaches back "…" / "…"`'
        report.error(
            "RF608", "this version governs from before it was published", at("governs_from"), help=help_text
        )
    if facts.policy and facts.policy != header.policy:
        report.error(
            "RF601", f"the facts file is of `{facts.policy}`, not of `{header.policy}`", block.head.span
        )
    if facts.version and facts.version != header.facts_version:
        report.error("RF602", f"the facts file is version {facts.version}", at("facts_version"))


def check_zone(word: Word, scope: Scope) -> bool:
    """Whether a zone is one of the tz database; reported where it is not."""
    if is_zone(word.text):
        return True
    from engine.values.zone import zone_names  # noqa: PLC0415 - a list of six hundred, for one mistake

    scope.unknown("RF213", "time zone", word.text, zone_names(), word.span)
    return False


def countings_from_syntax(file: File, scope: Scope) -> None:
    """Declare the ways to count time."""
    for block in of_kind(file, "counting"):
        word = block.head.phrase.word()
        if scope.define("way to count", word, scope.countings):
            scope.say(f"counting.{word.text}", block.head.phrase.find("text"))
            scope.countings[word.text] = _counting(word.text, block, scope)


def _counting(name: str, block: Block, scope: Scope) -> Counting:
    lines = lines_once(block, scope.report)
    zone, calendar = lines.get("zone"), lines.get("calendar")
    for one, other in (("first_counted", "first_not_counted"), ("last_in_full", "last_not_counted")):
        if one in lines and other in lines:
            scope.report.error("RF305", "these two lines contradict each other", lines[other].span)
    if calendar and calendar.phrase.word().text not in scope.calendars:
        word = calendar.phrase.word()
        scope.unknown("RF214", "calendar", word.text, scope.calendars, word.span)
    return Counting(
        name,
        first_counted=True if "first_counted" in lines else False if "first_not_counted" in lines else None,
        last_counted=True if "last_in_full" in lines else False if "last_not_counted" in lines else None,
        zone=zone.phrase.word(0).text if zone and check_zone(zone.phrase.word(0), scope) else None,
        calendar=calendar.phrase.word().text if calendar else None,
        month_end={"kept": "clamp", "rolled": "roll"}[lines["month_end"].phrase.word().text]
        if "month_end" in lines
        else None,
        hours_elapsed="hours_elapsed" in lines,
    )
