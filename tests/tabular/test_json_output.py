"""JSON leaves as an array with an object a line, and nothing in it acts on a terminal."""

from __future__ import annotations

import json

from fleet_tui.tabular.json_output import escaped, json_text


def test_control_characters_are_said_in_other_words() -> None:
    for text in ("a\x7fb", "a\x9bb", "a\u202eb", "a\x1bb", "é漢", "👷"):
        found = escaped(json.dumps(text, ensure_ascii=False))
        assert json.loads(found) == text
        assert not any(character in found for character in "\x7f\x9b\u202e\x1b")


def test_each_object_has_a_line_in_however_many_batches() -> None:
    assert "".join(json_text([[{"a": 1}, {"a": 2}], [], [{"a": 3}]])) == '[\n{"a": 1},\n{"a": 2},\n{"a": 3}\n]\n'
    assert "".join(json_text([[]])) == "[]\n"
