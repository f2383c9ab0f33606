from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.rules import nodes_build, yamlfile
from checker.rules.nodes import Items, Node, Place, Scalar, Table, node_of, resolve
from checker.rules.yamlfile import MAX_BYTES, parse_yaml, read_yaml

CASES = yaml.safe_load(Path(__file__).with_name("yamlfile.yaml").read_text(encoding="utf-8"))


def plain(node: Node) -> Any:
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(i) for i in node.items]
        case Table():
            return {e.name: plain(e.value) for e in node.entries}


def read(text: str) -> Any:
    parsed = parse_yaml(text, "f.yaml")
    assert parsed.mistakes == ()
    assert parsed.root is not None
    return plain(parsed.root)


@pytest.mark.parametrize("case", CASES, ids=[repr(c["text"])[:30] for c in CASES])
def test_mistakes_stand_at_their_place(case: dict[str, Any]) -> None:
    found = [str(m) for m in parse_yaml(case["text"], "f.yaml").mistakes]
    if "starts" in case:
        assert len(found) == 1
        assert found[0].startswith(f"f.yaml:{case['starts']}")
    else:
        assert found == [f"f.yaml:{m}" for m in case["mistakes"]]


def test_scalars_are_typed_as_yaml_1_2_says() -> None:
    numbers = "1, -2, 1.5, 1e3, .5, true, False, ~, null, '', '1'"
    texts = "off, no, yes, 2024-08-31, 12:30, 1_000, 0x10, .inf, 1e999"
    assert read(f"[{numbers}, {texts}]") == [
        *(1, -2, 1.5, 1000.0, 0.5, True, False, None, None, "", "1"),
        *("off", "no", "yes", "2024-08-31", "12:30", "1_000", "0x10", ".inf", "1e999"),
    ]


def test_a_number_of_very_many_digits_is_a_text() -> None:
    assert read("9" * 5000) == "9" * 5000


def test_merge_keys_fill_in_what_is_missing() -> None:
    text = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 0}\nd: {'<<': 1}\n"
    assert read(text)["c"] == {"x": 0, "y": 2, "z": 4}
    assert read(text)["d"] == {"<<": 1}


def test_places_count_from_one_in_code_points() -> None:
    root = parse_yaml("é: [ü, 𝔘, x]\n", "f").root
    assert isinstance(root, Table)
    assert isinstance(root.entries[0].value, Items)
    assert [i.place for i in root.entries[0].value.items] == [Place(1, 5), Place(1, 8), Place(1, 11)]


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert read("") == {}
    assert read("\n# a comment\n") == {}


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    parsed = parse_yaml("\n".join(lines), "f")
    assert parsed.root is None
    assert [str(m) for m in parsed.mistakes] == [
        "f:5:45: the file has more than 100000 values once its aliases are written out"
    ]


def test_depth_is_limited_also_through_aliases() -> None:
    deep = nodes_build.MAX_DEPTH
    assert parse_yaml("[" * (deep - 1) + "]" * (deep - 1), "f").mistakes == ()
    assert "levels deep" in parse_yaml("[" * 100_000, "f").mistakes[0].message
    half = "[" * (deep // 2) + "]" * (deep // 2)
    nested = f"a: &a {half}\nb: {'[' * (deep // 2)}*a{']' * (deep // 2)}\n"
    assert "levels deep" in parse_yaml(nested, "f").mistakes[0].message


def test_size_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("# " + "é" * (MAX_BYTES // 2), encoding="utf-8")
    (mistake,) = read_yaml(path, "large.yaml").mistakes
    assert str(mistake) == "large.yaml:1:1: the file is larger than 1000000 bytes; split it with 'extends'"
    path.write_text("a: 1 #" + "x" * (MAX_BYTES - 6), encoding="utf-8")
    assert read_yaml(path).mistakes == ()


def test_files_that_cannot_be_read_are_mistakes(tmp_path: Path) -> None:
    (missing,) = read_yaml(tmp_path / "none.yaml", "none.yaml").mistakes
    assert str(missing) == "none.yaml:1:1: cannot be read: No such file or directory; check the path"
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: 1\nbé: é".encode("latin-1"))
    (encoding,) = read_yaml(path, "latin.yaml").mistakes
    assert str(encoding) == "latin.yaml:2:2: this is not UTF-8; save the file as UTF-8"
    assert read_yaml(tmp_path).root is None


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    root = read_yaml(path).root
    assert root is not None
    assert plain(root) == {"a": 1}


def test_values_of_a_program_become_nodes() -> None:
    value = {"a": [1, "x", None, True, 0.5, Path("p")], "b": {"c": ()}}
    assert plain(node_of(value, Place(1, 1))) == {"a": [1, "x", None, True, 0.5, "p"], "b": {"c": []}}
    with pytest.raises(TypeError, match="not object"):
        node_of(object(), Place(1, 1))


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
def test_both_loaders_of_the_library_serve(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "_LOADER", loader)
    assert read("a: &x {b: [1, 'two']}\nc: *x\n") == {"a": {"b": [1, "two"]}, "c": {"b": [1, "two"]}}
    assert [m.line for m in parse_yaml("a: 1\nb: [", "f").mistakes] == [2]


@given(st.text(alphabet=st.one_of(st.sampled_from("ab:,[]{}&*!|>'\"%@`#-? \n\t<~\\"), st.characters()), max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    parsed = parse_yaml(text, "f")
    assert parsed.root is not None or parsed.mistakes
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2
    assert all(1 <= m.line <= lines and m.column >= 1 for m in parsed.mistakes)


# The library writes by YAML 1.1, which leaves "1e3" without quotes as a text.
TEXTS = st.text(st.characters(codec="utf-8")).filter(lambda text: resolve(text) == text)
SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
        max_leaves=12,
    )
)
def test_what_is_dumped_reads_back(value: Any) -> None:
    assert read(yaml.safe_dump({"k": value}, default_flow_style=None)) == {"k": value}
