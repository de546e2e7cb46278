"""The register of known laws."""

from __future__ import annotations

from extract.normalize.known_laws import KnownLaws, name_key, number_key

LAWS = KnownLaws(
    [
        {
            "number": "1/2013/QH13",
            "title": "Luật Bến bãi",
            "date": "2013-11-16",
            "replaced_by": "2/2025/QH15",
            "variants": "",
        },
        {
            "number": "2/2025/QH15",
            "title": "Luật Bến bãi",
            "date": "2025-06-16",
            "replaced_by": "",
            "variants": "Luật BB 2025",
        },
    ]
)


def test_names_resolve_only_where_it_is_certain() -> None:
    assert LAWS.number("Luật Bến bãi", year=2020) == "1/2013/QH13"
    assert LAWS.number("Luật bến bãi", year=2025) == ""
    assert LAWS.number("Luật Bến bãi năm 2013", dated="2013") == "1/2013/QH13"
    assert LAWS.number("Luật BB 2025") == "2/2025/QH15"
    assert LAWS.number("Luật Bến đò") == ""


def test_laws_are_found_by_any_spelling_of_name_and_number() -> None:
    assert [law.date for law in LAWS.named("LUẬT BẾN BÃI năm 2013")] == ["2013-11-16", "2025-06-16"]
    assert [law.title for law in LAWS.numbered("01/2013/QH13")] == ["Luật Bến bãi"]
    assert LAWS.numbered("3/2013/QH13") == ()


def test_keys_leave_out_what_tells_no_instruments_apart() -> None:
    assert name_key("Luật Bến bãi năm 2013") == name_key("Luật bến bãi")
    assert number_key("05-CT/TƯ") == number_key("5 - CT/TW")
