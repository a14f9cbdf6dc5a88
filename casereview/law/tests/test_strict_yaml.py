"""A file from outside: words stay words, and nothing in it can surprise, run or keep the reader busy."""

from __future__ import annotations

import pytest

from casereview.law.strict_yaml import LARGEST, BadInput, read, read_text


def refused(text: str) -> str:
    with pytest.raises(BadInput) as problem:
        read_text(text, "facts.yaml")
    return str(problem.value)


@pytest.mark.parametrize("text", ["", "   \n", "# only a remark\n", "---\n"])
def test_an_empty_file_is_refused(text):
    assert refused(text) == "facts.yaml: this file is empty."


def test_a_key_given_twice_is_refused_where_it_stands():
    assert refused("facts:\n  died: yes\n  died: no\n") == "facts.yaml, line 3: 'died' is given twice."


def test_a_bomb_of_aliases_is_refused():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    assert refused(bomb) == (
        "facts.yaml, line 1: '&' and '*' on a list or mapping are not read here; write it out."
    )


def test_the_same_word_twice_by_alias_is_harmless():
    assert read_text("a: &day 2014-02-10\nb: *day\n", "x").data == {"a": "2014-02-10", "b": "2014-02-10"}


def test_an_alias_of_nothing_is_refused():
    assert refused("a: *nothing\n") == "facts.yaml, line 1: '*nothing' stands for nothing here."


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!python/name:os.system", "!!int", "!thing"])
def test_a_tag_is_refused(tag):
    assert "is not read here; write plain words." in refused(f"died: {tag} x\n")


def test_a_file_larger_than_a_megabyte_is_refused_without_reading_on(tmp_path):
    large = tmp_path / "large.yaml"
    with large.open("wb") as stream:
        stream.write(b"facts:\n")
        stream.truncate(LARGEST + 1)

    with pytest.raises(BadInput, match="larger than 1 MB"):
        read(large)


@pytest.mark.parametrize("opened", ["[", "{a: ", "- "])
def test_a_file_nested_without_end_is_refused(opened):
    assert "facts.yaml" in refused(opened * 20_000)


def test_two_documents_are_refused():
    assert refused("a: b\n---\nc: d\n") == (
        "facts.yaml, line 2: a second document begins here; give one at a time."
    )


@pytest.mark.parametrize(
    "text", ["facts: [unclosed\n", "a: b: c\n", "\ttab: x\n", "a: 'unclosed\n", "a: \x00\n", "%nonsense\n"]
)
def test_what_is_not_yaml_is_refused_in_one_sentence(text):
    sentence = refused(text)

    assert sentence.startswith("facts.yaml")
    assert sentence.endswith("this is not well-formed YAML.")


def test_a_key_that_is_no_word_is_refused():
    assert refused("? [a, b]\n: c\n") == "facts.yaml, line 1: a key here is not a word."


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path):
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"facts:\n  died: s\xed\n")

    with pytest.raises(BadInput, match=r"latin\.yaml, line 2: this is not UTF-8 text\.$"):
        read(file)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(BadInput, match="this file cannot be read"):
            read(path)


def test_every_scalar_stays_the_word_that_was_written():
    text = "yes: no\non: 2014-02-10\nnull: ~\nnumber: 0o17\nquoted: 'yes'\nfloat: 1e3\n"

    assert read_text(text, "x").data == {
        "yes": "no",
        "on": "2014-02-10",
        "null": "~",
        "number": "0o17",
        "quoted": "yes",
        "float": "1e3",
    }


def test_a_mark_at_the_beginning_of_the_file_is_not_part_of_the_first_key(tmp_path):
    file = tmp_path / "marked.yaml"
    file.write_bytes(b"\xef\xbb\xbfdied: yes\n")

    assert read(file).data == {"died": "yes"}


def test_a_thing_is_found_on_its_line_and_a_missing_one_on_the_line_around_it():
    document = read_text("facts:\n  died: yes\nlist:\n  - a\n  - b\n", "x")

    assert document.line(("facts", "died")) == 2
    assert document.line(("list", 1)) == 5
    assert document.line(("facts", "child")) == 1
