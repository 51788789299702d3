"""A prose text cut into headings, bullets and sentences."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.source_list import sentences_of

PROSE = """\
page_url: https://shop.example/terms
seen_at: 2026-01-02T03:04:05Z

# Terms of the tea shop

Since 1 May 2026. We sell tea, e.g. green tea.

## 1. Returns
Tea comes back within 14 days:

- unopened, and
  with the bill
- or broken. Send a photo.
* or not at all

Ask us first. Write to tea@shop.example or see https://shop.example/a.html?b=1.2.

---

### 1.1 Costs

The parcel costs 4.50 EUR. You pay it.

## Thanks

1. Come again
2. Tell friends
"""

PLACES = {
    "0.h1": "Terms of the tea shop",
    "0.s1": "Since 1 May 2026.",
    "0.s2": "We sell tea, e.g. green tea.",
    "1.h1": "1. Returns",
    "1.s1": "Tea comes back within 14 days:",
    "1.1": "unopened, and with the bill",
    "1.2": "or broken. Send a photo.",
    "1.3": "or not at all",
    "1.s2": "Ask us first.",
    "1.s3": "Write to tea@shop.example or see https://shop.example/a.html?b=1.2.",
    "1.1.h1": "1.1 Costs",
    "1.1.s1": "The parcel costs 4.50 EUR.",
    "1.1.s2": "You pay it.",
    "1.1.h2": "Thanks",
    "1.1.1": "Come again",
    "1.1.2": "Tell friends",
}


def texts(prose: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(prose)]


def test_headings_sentences_and_bullets_have_places() -> None:
    assert {sentence.place: sentence.text for sentence in sentences_of(PROSE)} == PLACES
    assert [sentence.place for sentence in sentences_of(PROSE)] == list(PLACES)


def test_a_sentence_knows_where_it_stands() -> None:
    for sentence in sentences_of(PROSE):
        assert " ".join(PROSE[sentence.start : sentence.end].split()) == sentence.text


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_do_not_matter(ending: str) -> None:
    assert texts(PROSE.replace("\n", ending)) == list(PLACES.values())


@pytest.mark.parametrize(
    ("front", "rest"),
    [
        ("lang: en\n", "\nTea."),
        ("---\nlang: en\n---\n", "Tea."),
        ("\ufefflang: en\nseen: 1\n\n", "Tea."),
        ("\n\nlang: en\n\n", "Tea."),
        ("", "\ufeffTea."),
    ],
)
def test_metadata_is_no_text(front: str, rest: str) -> None:
    assert texts(front + rest) == ["Tea."]


@pytest.mark.parametrize(
    "prose", ["Note: no refunds.\n\nTea.", "lang: en\nTea.", "Tea.\n\nlang: en\n\nMilk."]
)
def test_what_only_looks_like_metadata_is_text(prose: str) -> None:
    assert " ".join(texts(prose)) == " ".join(prose.split())


@pytest.mark.parametrize(
    "sentences",
    [
        ["We refund it.", "You keep it!", "Is it so?", "Yes."],
        ["It costs 3.5 CNY in v2.1.", "See https://a.example/b.c?d=1.5.", "Done."],
        ["Tea, e.g. Green Tea, i.e. Oolong, vs. Milk.", "Fees etc. are due.", "Fees, etc.", "We pay."],
        ["See No. 5 and Art. 7 of it.", "No.", "We refuse."],
        ["Mr. Li and J. Smith decide.", "In the U.S. Customs decide."],
        ['The rate is "1 CNY. No more. None" for all.', 'He said "We pay."', "(We did. Twice.)", "Good."],
        ["“We pay.”", "We do."],
        ["They say “ask us! or not” to all.", "Wait... and see.", "**We never pay.**", "*Or* do we?!", "No."],
        ["We pay.", "2. You wait.", "IV. They count."],
        ["在七日内可以退款。", "已消费的不退！", "可以吗？", "版本 3.5 有效。"],
        ["他说“可以。不可以。”，我们记下。", "（见第二条。）", "完。"],
        ["Smile :) at us.", "Then (It is so. We pay) go.", "End."],
        ["See tea.example (There) First.", "Call fun.() Then wait.", "Is it plan B?", "We do."],
        ["**不予退款。**"],
        ["An open ( bracket. Ends with its paragraph."],
    ],
)
def test_a_paragraph_is_cut_where_sentences_end(sentences: list[str]) -> None:
    chinese = "。" in sentences[0]
    assert texts(("" if chinese else " ").join(sentences)) == sentences


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("2. Returns", "2"),
        ("2 Returns", "2"),
        ("2.退款", "2"),
        ("第 3 条 退款", "3"),
        ("§ 4 Returns", "4"),
        ("Section 5: Returns", "5"),
        ("2.1 Returns", "2.1"),
        ("2b Returns", "0"),
        ("2.1a Returns", "0"),
        ("Returns", "0"),
        ("3D tea", "0"),
    ],
)
def test_a_numbered_heading_opens_a_section(heading: str, section: str) -> None:
    found = sentences_of(f"## {heading}\n\nTea.\n\n- Milk\n")
    assert [sentence.place for sentence in found] == [f"{section}.h1", f"{section}.s1", f"{section}.1"]


def test_a_number_inside_a_paragraph_is_no_bullet() -> None:
    assert texts("It ends on day\n7. Then all is over.") == ["It ends on day 7.", "Then all is over."]


def test_a_number_that_comes_again_goes_on_counting() -> None:
    found = sentences_of("## 1. A\nTea.\n## 2. B\nTea.\n## 1. C\nTea.\n")
    assert [sentence.place for sentence in found] == ["1.h1", "1.s1", "2.h1", "2.s1", "1.h2", "1.s2"]


def test_a_digest_is_of_composed_characters_and_single_blanks() -> None:
    decomposed = unicodedata.normalize("NFD", "Café  au\u00a0lait\n\tnow.")
    one, other = sentences_of("Café au lait now."), sentences_of(decomposed)
    assert one[0].digest == other[0].digest
    assert one[0].digest == "sha256:786f7f310d5c8acd2f3435a35eb829d888107debd4c2bd16299095578dea58f5"
    assert one[0].digest != sentences_of("Cafe au lait now.")[0].digest


PIECES = st.sampled_from(
    [
        "# ",
        "## 2. ",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        ". ",
        "。",
        "？",
        "“",
        "”",
        '"',
        "(",
        ")",
        "e.g.",
        "---",
    ]
)
ANY_PROSE = st.lists(st.one_of(PIECES, st.text(max_size=8))).map("".join)


@given(st.one_of(st.text(), ANY_PROSE))
def test_any_text_is_cut_and_no_sentence_overlaps_another(prose: str) -> None:
    found = sentences_of(prose)
    assert len({sentence.place for sentence in found}) == len(found)
    assert all(sentence.text and sentence.text == sentence.text.strip() for sentence in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(
    st.lists(st.text(st.characters(categories=["L", "P", "N"], exclude_characters="-*+•·●▪=_#:")), min_size=1)
)
def test_nothing_of_a_paragraph_is_lost(words: list[str]) -> None:
    prose = "X " + " ".join(words)
    assert "".join("".join(texts(prose)).split()) == "".join(unicodedata.normalize("NFC", prose).split())


WORDS = st.sampled_from(
    [
        "Tea",
        "milk",
        "e.g.",
        "No.",
        "7",
        "3.5",
        "ends.",
        "Ends?",
        '"so.',
        'so."',
        "(a",
        "b.)",
        "退款。",
        "etc.",
        "I.",
    ]
)
WHITE = st.sampled_from([" ", "  ", "\n", "\r\n", "\n   ", "\t", " \n", " " * 40])


@given(st.lists(st.tuples(WORDS, WHITE)), WHITE)
def test_wrapping_does_not_matter(words: list[tuple[str, str]], between: str) -> None:
    wrapped = "Tea" + between + "".join(word + white for word, white in words)
    assert texts(wrapped) == texts(" ".join(["Tea", *(word for word, _ in words)]))
