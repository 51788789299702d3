"""A policy as a document: everything that the program says stands in it, in either language, in both forms."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.diagnostics.report import Report
from engine.tasks.document import Block, Heading, Lines, Signatures, Table, to_html, to_markdown
from engine.tasks.drafts import Draft, draft
from engine.tasks.named import Named, named_version
from engine.tasks.policy_document import document
from engine.tasks.show import print_shown
from engine.tasks.stop import Stop
from tests.tasks.running import Program

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "policies"
VOID = {"meta"}


class Page(HTMLParser):
    """Reads a page; fails where a tag is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(text: str) -> Page:
    read = Page()
    read.feed(text)
    read.close()
    assert read.open == []
    return read


def shown(form: str, lang: str) -> str:
    return print_shown(str(SHIPPED), "youyun-refund", "2026-07-03", form, lang).result


def bookshop() -> Draft:
    report = Report()
    found = draft(ROOT / "docs" / "examples" / "bookshop", "2026-09-01", SHIPPED, report)
    assert found
    assert not report.has_errors
    return found


def words(found: Draft, lang: str) -> Iterator[str]:
    """All texts of a policy that a document has to say, those with slots left out."""
    skipped = ("fact.", "unit.", "impossible.")
    return (
        text for key, text in found.texts.of(lang).items() if not key.startswith(skipped) and "{" not in text
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_text_of_a_policy_stands_in_its_document(lang: str) -> None:
    found = bookshop()
    text = page(to_html(document(Named(found, is_sealed=False), lang), "", lang)).text
    assert [each for each in words(found, lang) if each not in text] == []


def test_a_clause_says_whom_it_speaks_of_what_it_needs_and_what_happens_otherwise() -> None:
    text = shown("md", "en")
    clause = text[text.index("### 2.3 ") : text.index("### 2.4 ")]
    assert clause.splitlines() == [
        "### 2.3 Mistaken top-up",
        "",
        "- **Applies where**: Reason for the refund is “topped up by mistake”",
        "- **Needs**: Quota used is zero",
        "- **Otherwise**: refused under 2.3: “\\[Quota used\\] of the paid quota was used.”",
        "- **Needs**: Application received is within 7 calendar days after Payment completed",
        "- **Otherwise**: refused under 3.7: “The application came after the seventh day.”",
        "- **Pays**: unused paid balance",
        "- **Time is counted as**: calendar days; the day itself is day 0 and the last day counts in full",
        "- **Says**: Nothing of the paid quota was used, and the application came in time.",
        "",
    ]


def test_the_head_the_amounts_and_the_end() -> None:
    text = shown("md", "en")
    assert text.startswith(
        "# Youyun API refund policy\n\n- **Policy**: youyun-refund\n- **Version**: 2026-07-03\n"
    )
    assert "- **In force from**: 2026-07-03\n" in text
    assert "| less | Payment channel fee |  | Some quota of the order was used | 4 |" in text
    assert "- **Where nothing is left**: refused under 3.1, if: Quota used is Quota credited" in text
    assert "- **clauses 2.5a, 2.5b, 3.8**: before sections 2, 3, 8" in text
    assert "- **Comes before**: clauses 2.5a, 3.8" in text
    assert "- **section 3**: before sections 2, 8" in text
    point = "How long is long-term? | No number is made up here: a reviewer finds it."
    assert f"| 2.4 (Long outage that the platform caused) | {point} |" in text
    assert "- **Pays**: unused paid balance, in all other cases" in text
    assert "- **Answer**: left to the reviewer, from zero to: the refund" in text
    assert "**Digest of the program**: sha256:" in text
    assert text.endswith("| Legal |  |  |  |\n| Operations |  |  |  |\n")


def test_tables_measures_and_materials_of_another_policy() -> None:
    found = bookshop()
    text = to_markdown(document(Named(found, is_sealed=False), "en"))
    words = found.texts.en
    assert f"### {words['term.share_kept']}\n\n| Only if | Value |" in text
    assert "| Otherwise | 70% |" in text
    assert f"- **Asks for**: {words['fact.return.proof.choice.photo']}" in text
    assert f"- **Calls for**: {words['measure.send_label']}" in text


def test_a_document_says_how_time_is_counted_and_what_is_presumed() -> None:
    text = shown("md", "en")
    counting = text[text.index("## How time is counted") : text.index("## Which clause comes first")]
    assert "- **First day**: the day of the event is day 0, and the count begins on the day after" in counting
    assert "- **Last day**: counts in full, up to its last instant" in counting
    assert "- **Days as in the time zone**: Asia/Shanghai" in counting
    assert "- **Business days as in the calendar**: mainland-china" in counting
    assert "| Materials complete | the same as: Application received |" in text
    assert "| Invoice | none issued |\n| Invoice tax | zero |" in text
    presumed = [
        fact
        for fact in named_version(str(SHIPPED), "youyun-refund", None).draft.program.facts
        if fact.presumed
    ]
    table = text[text.index("| Fact | Taken as |") :].partition("\n\n")[0]
    assert len(table.splitlines()) == len(presumed) + 2


def test_the_version_in_force_is_shown_and_a_draft_only_when_asked_for(
    refundry: Program, policies: Path
) -> None:
    assert refundry("new", "youyun-refund", "2099-01-01").code == 0
    assert "- **Version**: 2026-07-03\n- **State**: sealed" in refundry("show", "youyun-refund").out
    draft = refundry("show", "youyun-refund", "2099-01-01", "--format", "json").json
    assert (draft["version"], draft["state"], draft["program"][:7]) == ("2099-01-01", "draft", "sha256:")
    assert {"kind": "heading", "level": 2, "text": "Signatures"} in draft["document"]
    (policies / "youyun-refund" / "versions.toml").unlink()
    assert "- **Version**: 2099-01-01\n- **State**: draft" in refundry("show", "youyun-refund").out


@pytest.mark.parametrize(("lang", "spoken"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_page_is_whole_and_needs_nothing_else(lang: str, spoken: str) -> None:
    text = shown("html", lang)
    assert text.startswith("<!DOCTYPE html>\n")
    read = page(text)
    assert ("html", {"lang": spoken}) in read.tags
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in read.tags}
    assert not any(name in attributes for _, attributes in read.tags for name in ("src", "href", "onclick"))
    assert "size: A4" in text
    assert "url(" not in text


def test_what_a_policy_says_is_never_taken_for_markup() -> None:
    evil = "<script>alert(1)</script> & *a* [b](c) | `d`"
    blocks: list[Block] = [
        Heading(1, evil),
        Lines(((evil, evil),)),
        Table((evil,), ((evil,),)),
        Signatures((evil,), ("x",)),
    ]
    html = to_html(blocks, evil, "en")
    assert "<script" not in html
    assert page(html).text.count(evil) == 7
    markdown = to_markdown(blocks)
    assert "<script" not in markdown.replace("\\<", "")
    assert "\\*a\\* \\[b\\](c) \\| \\`d\\`" in markdown


def test_a_policy_or_version_that_is_not_there() -> None:
    for policy, version, code in (("youyun", None, "RF601"), ("youyun-refund", "2020-01-01", "RF602")):
        with pytest.raises(Stop) as stopped:
            print_shown(str(SHIPPED), policy, version, "md", "en")
        assert (stopped.value.diagnostics[0].code, stopped.value.exit_code) == (code, 2)


def test_what_a_policy_promises_stands_in_its_document() -> None:
    text = shown("md", "en")
    assert "No case pays more than was paid and not yet refunded" in text
    assert "nobody is paid more than paid and not yet refunded" in text
    assert "more, or later, never pays more: Application received" in text
    assert "退款不超过实付未退金额" in shown("md", "zh")
