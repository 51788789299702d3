"""Whether the policy answers every sentence of the published text, and the text is still the one listed."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.model.source_list import ListedSentence, Sentence, SourceList, sentences_of
from engine.model.tree import Policy

MOST = 5_000
"""The sentences that a text may have."""

_WORDS = {"clauses": "clause", "amounts": "amount", "open_points": "open point"}
_SHOWN = 60
_DIGITS = "0123456789"


# ---- the list and the policy -----------------------------------------------------------------------------


def check_accounted(source_list: SourceList, policy: Policy, report: Report) -> None:
    """Report each sentence that nothing answers, and all of the policy that no sentence supports."""
    header = policy.header
    for code, key, mine, theirs in (
        ("RF601", "policy", source_list.policy, header.policy),
        ("RF602", "version", source_list.version, header.version),
    ):
        if mine != theirs:
            message = f"this list is of {key} `{mine}`, not of `{theirs}`"
            report.error(code, message, Place(source_list.name, key), help=f'write `{key} = "{theirs}"`')
    _check_places(source_list, report)
    names = {
        "clauses": [model.clause.name for model in policy.clauses],
        "amounts": list(policy.amounts),
        "open_points": [point.name for point in policy.open_points],
    }
    for index, sentence in enumerate(source_list.sentences):
        _check_kind(sentence, _where(source_list, index), report)
        for key, known in names.items():
            _check_names(sentence, key, known, _where(source_list, index), report)
    _check_support(source_list, policy, report)


def _where(source_list: SourceList, index: int) -> Place:
    return Place(source_list.name, f"sentence[{index}]")


def _check_places(source_list: SourceList, report: Report) -> None:
    """Report a place that stands twice or out of order: a number left out is a sentence left out."""
    last: Counter[str] = Counter()
    for index, sentence in enumerate(source_list.sentences):
        series = sentence.place.rstrip(_DIGITS)
        number = int(sentence.place.removeprefix(series))
        if number != last[series] + 1:
            help_text = "list every sentence once, in order, and number those behind it anew"
            message = f"`{sentence.place}` stands where `{series}{last[series] + 1}` should"
            report.error("RF504", message, _where(source_list, index), help=help_text)
        last[series] = number


def _check_kind(sentence: ListedSentence, where: Place, report: Report) -> None:
    """Report a sentence that nothing answers, and one whose kind does not fit what it names."""
    place, kind = sentence.place, sentence.kind
    answers = [*sentence.clauses, *sentence.amounts, *([sentence.by] if sentence.by else [])]
    if kind == "ruled" and not answers:
        help_text = f'name what answers it, as in `clauses = ["{place}"]`, or make it `informative`'
        report.error("RF701", f"nothing answers the sentence `{place}`", where, help=help_text)
    if kind == "open" and not sentence.open_points:
        help_text = "name the `open` block of the policy that reads it: `open_points = […]`"
        report.error(
            "RF701", f"the sentence `{place}` is open and names no open point", where, help=help_text
        )
    if kind != "open" and sentence.open_points:
        help_text = "make its kind `open`, or take the open point out"
        report.error(
            "RF504", f"the sentence `{place}` is {kind} and names an open point", where, help=help_text
        )
    if kind == "informative" and answers:
        help_text = "make its kind `ruled`, or take out what it names"
        report.error(
            "RF504", f"the sentence `{place}` is informative and yet answered", where, help=help_text
        )


def _check_names(sentence: ListedSentence, key: str, known: list[str], where: Place, report: Report) -> None:
    """Report the names that the policy does not have."""
    for index, name in enumerate(sentence.named[key]):
        if name not in known:
            path = f"{where.path}.{key}[{index}]"
            message = f"the sentence `{sentence.place}` names the {_WORDS[key]} `{name}`, which is not there"
            help_text = did_you_mean(name, known) or f"write the {_WORDS[key]}, or say what else answers it"
            report.error("RF705", message, Place(where.source_name, path), help=help_text)


@attrs.frozen
class _Citation:
    """What of the policy cites a place or section of the text, and where it says so."""

    key: str
    name: str
    cites: str
    span: Span | None


def _citations(policy: Policy) -> Iterator[_Citation]:
    spans = {key: text.span for key, text in policy.texts.items()}
    for model in policy.clauses:
        name = model.clause.name
        yield from (_Citation("clauses", name, cites, model.span) for cites in model.clause.cites)
        for need in model.clause.needs:
            span = spans.get(need.key, model.span)
            yield from (_Citation("clauses", name, cites, span) for cites in need.cites)
    seen: set[tuple[str, str]] = set()
    for cited in policy.amount_citations:
        if (cited.name, cited.cites) not in seen:
            yield _Citation("amounts", cited.name, cited.cites, cited.span)
        seen.add((cited.name, cited.cites))
    for point in policy.open_points:
        yield from (_Citation("open_points", point.name, cites, point.span) for cites in point.cites)


def _check_support(source_list: SourceList, policy: Policy, report: Report) -> None:
    """Report citations of what the text does not have, and what no sentence, or not the one cited, names."""
    by_place = {sentence.place: sentence for sentence in source_list.sentences}
    known = [*by_place, *dict.fromkeys(sentence.section for sentence in source_list.sentences)]
    _check_sections(source_list, policy, known, report)
    first_cited: dict[tuple[str, str], Span | None] = {}
    named = {(key, name) for each in by_place.values() for key, names in each.named.items() for name in names}
    for citation in _citations(policy):
        what = f"the {_WORDS[citation.key]} `{citation.name}`"
        place = by_place.get(citation.cites)
        entry = f'`{citation.key} = ["{citation.name}"]`'
        if citation.cites not in known:
            message = f"{what} cites `{citation.cites}`, which the list of sentences does not have"
            help_text = (
                did_you_mean(citation.cites, known) or f"cite a bullet that `{source_list.name}` lists"
            )
            report.error("RF404", message, citation.span, help=help_text)
        elif (citation.key, citation.name) not in named:
            help_text = f"write {entry} at the sentence of `{source_list.name}` that it answers"
            title = policy.texts.get(f"amount.{citation.name}") if citation.key == "amounts" else None
            span = title.span if title else citation.span
            once = first_cited.setdefault((citation.key, citation.name), span)
            report.error("RF706", f"no sentence of the text names {what}", once, help=help_text)
        elif place and citation.name not in place.named[citation.key]:
            message = f"{what} cites `{citation.cites}`, and that sentence does not name it"
            help_text = f"write {entry} at `{citation.cites}` of `{source_list.name}`, or cite another bullet"
            report.error("RF706", message, citation.span, help=help_text)


def _check_sections(source_list: SourceList, policy: Policy, known: list[str], report: Report) -> None:
    """Report sections of the policy that the text does not have."""
    for number in policy.sections:
        if number not in known:
            span = policy.texts[f"section.{number}"].span
            help_text = did_you_mean(number, known) or f"sections are those that `{source_list.name}` lists"
            report.error("RF404", f"the list of sentences has no section `{number}`", span, help=help_text)


# ---- the list and the prose ------------------------------------------------------------------------------


def check_prose(source_list: SourceList, prose: Source, report: Report) -> None:
    """Report each sentence that was added to the text since it was listed, is gone, or was changed."""
    listed, found = source_list.sentences, sentences_of(prose.text)
    if max(len(listed), len(found)) > MOST:
        help_text = "name the policy alone, without the rest of its site"
        report.error(
            "RF901", f"this text has more than {MOST:,} sentences", Span(prose, 0, 0), help=help_text
        )
        return
    if len(listed) > 1 and not {each.digest for each in listed} & {each.digest for each in found}:
        help_text = f"name the text of `{source_list.policy}`, in the language in which it was listed"
        report.error(
            "RF703", "none of the listed sentences is in this text", Span(prose, 0, 0), help=help_text
        )
        return
    pairs, gone, added = _compared(listed, found)
    if not (pairs or gone or added):
        pairs = [(at, at) for at, each in enumerate(listed) if each.place != found[at].place]
    for index, other in pairs:
        _report_change(source_list, listed[index], found[other], prose, report)
    for index in gone:
        message = f"the sentence `{listed[index].place}` is gone from the text"
        help_text = f"see whether {_answer(listed[index])}, then take the sentence out of the list"
        report.error("RF703", message, _where(source_list, index), help=help_text)
    for index in added:
        entry = f'`[[sentence]]`, `place = "{found[index].place}"`, `digest = "{found[index].digest}"`'
        message = f"`{_cut(found[index].text)}` is in the text and not in the list"
        help_text = f"say in `{source_list.name}` what answers it, beginning with {entry}"
        report.error("RF702", message, Span(prose, found[index].start, found[index].end), help=help_text)


def _compared(
    listed: Sequence[ListedSentence], found: Sequence[Sentence]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Give the sentences that moved or changed, those gone and those added, as indices of the two sides."""
    old, new = ([(_sort(each), each.digest) for each in side] for side in (listed, found))
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gaps = [opcode for opcode in enumerate(opcodes) if opcode[1][0] != "equal"]
    gone = {index: gap for gap, (_, low, high, _, _) in gaps for index in range(low, high)}
    added = {index: gap for gap, (_, _, _, low, high) in gaps for index in range(low, high)}
    alike: tuple[Callable[[ListedSentence | Sentence, int], Hashable], ...] = (
        lambda each, _: each.digest,
        lambda each, gap: (gap, each.place.rstrip(_DIGITS)),
        lambda each, gap: (gap, _sort(each)),
    )
    pairs: list[tuple[int, int]] = []
    for key in alike:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for other, gap in added.items():
            waiting[key(found[other], gap)].append(other)
        for index, gap in list(gone.items()):
            if candidates := waiting[key(listed[index], gap)]:
                pairs.append((index, candidates.popleft()))
                del gone[index], added[pairs[-1][1]]
    return sorted(pairs), list(gone), list(added)


def _sort(sentence: ListedSentence | Sentence) -> str:
    """Whether it is a heading (`h`), a sentence (`s`) or, empty, a bullet."""
    return sentence.place.rpartition(".")[2].rstrip(_DIGITS)


def _report_change(
    source_list: SourceList, old: ListedSentence, new: Sentence, prose: Source, report: Report
) -> None:
    span = Span(prose, new.start, new.end)
    see = f"see whether {_answer(old)}"
    if old.digest == new.digest:
        stands = "in another order" if old.place == new.place else f"at `{new.place}`"
        help_text = f"{see} there, then move it in `{source_list.name}` too"
        report.error("RF704", f"the sentence `{old.place}` now stands {stands}", span, help=help_text)
        return
    message = f"the sentence `{old.place}` was changed and now reads `{_cut(new.text)}`"
    help_text = f'{see}, then write `digest = "{new.digest}"` at `{old.place}` of `{source_list.name}`'
    report.error("RF704", message, span, help=help_text)


def _answer(sentence: ListedSentence) -> str:
    """What has to be asked about a sentence that is no longer what it was."""
    names = [f"{_WORDS[key]} `{name}`" for key, names in sentence.named.items() for name in names]
    if names:
        return f"{', '.join(names)} still {'hold' if len(names) > 1 else 'holds'}"
    return f"it is still {sentence.kind}{f' by the {sentence.by}' if sentence.by else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
