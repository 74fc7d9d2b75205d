"""The directory of agencies and fields, and who handles what where."""

from pathlib import Path

import pytest

from api.agencies import directory
from api.agencies.directory import AgencyNotFoundError, FieldNotFoundError, handler_for
from api.agencies.field_file import FieldDataError, read_fields
from retrieval.places import units


def test_there_are_26_fields_with_names_examples_and_keywords() -> None:
    fields = directory.fields()
    assert len(fields) == 26
    assert all(one.name and one.examples and one.keywords for one in fields)
    assert {one.code for one in fields if one.kind == "tthc"} == {"hanh_chinh_cong", "quy_dinh_hanh_chinh"}


def test_every_unit_has_its_committee_and_its_police() -> None:
    for one in units():
        assert directory.agency(f"UBND_XA:{one.code}").name == f"Ủy ban nhân dân {one.full_name}"
        assert directory.agency(f"CA_XA:{one.code}").name == f"Công an {one.full_name}"
    assert len(directory.agencies()) == 18 + 2 * 168


def test_a_city_field_goes_to_the_city_agency_wherever_it_happened() -> None:
    assert handler_for(field="chieu_sang", unit_code="26929").code == "TT_HTKT"
    assert handler_for(field="chieu_sang", unit_code=None).code == "TT_HTKT"


def test_a_ward_field_goes_to_the_unit_where_it_happened() -> None:
    assert handler_for(field="tieng_on", unit_code="26929").code == "UBND_XA:26929"
    assert handler_for(field="an_ninh_trat_tu", unit_code="26929").code == "CA_XA:26929"


@pytest.mark.parametrize("field", ["tieng_on", "an_ninh_trat_tu", "hanh_chinh_cong", "khac"])
def test_without_a_unit_the_classification_desk_assigns(field: str) -> None:
    assert handler_for(field=field, unit_code=None).code == directory.DESK
    assert handler_for(field=field, unit_code="00000").code == directory.DESK


def test_a_dossier_matter_goes_to_the_named_unit() -> None:
    assert handler_for(field="hanh_chinh_cong", unit_code="26929").code == "UBND_XA:26929"


def test_every_field_has_a_handler_with_and_without_a_unit() -> None:
    for one in directory.fields():
        for unit_code in ("26732", None):
            assert directory.agency(handler_for(field=one.code, unit_code=unit_code).code)


def test_only_fields_of_wards_need_the_unit() -> None:
    assert directory.is_ward_level("rac_ve_sinh")
    assert not directory.is_ward_level("cap_nuoc")


def test_unknown_codes_are_refused_with_a_sentence() -> None:
    with pytest.raises(AgencyNotFoundError):
        directory.agency("UBND_XA:00000")
    with pytest.raises(AgencyNotFoundError):
        directory.agency("UBND_XA")
    with pytest.raises(FieldNotFoundError):
        handler_for(field="nope", unit_code=None)


_GOOD = """- code: a
  name: A
  examples: [x]
  handler: SO_XD
  kind: hien_truong
  keywords: [y]
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (_GOOD + _GOOD, 7),
        (_GOOD.replace("SO_XD", "NOBODY"), 1),
        (_GOOD.replace("hien_truong", "khac"), 1),
        (_GOOD.replace("  keywords: [y]\n", ""), 1),
        (_GOOD.replace("[x]", "x"), 1),
        ("a: b", 1),
    ],
)
def test_a_wrong_file_of_fields_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "fields.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FieldDataError, match=rf"fields.yml:{line}"):
        read_fields(path, handlers=frozenset({"SO_XD"}))


def test_a_wrong_table_of_agencies_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agencies.tsv").write_text("code\tlevel\tname\nX\tplanet\tY\n", encoding="utf-8")
    monkeypatch.setattr(directory, "DATA", tmp_path)
    with pytest.raises(directory.AgencyDataError, match=r"agencies.tsv:2"):
        directory._rows.__wrapped__()
