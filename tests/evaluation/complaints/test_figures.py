import pytest

from api.feedback.legal_kind import LegalKind
from evaluation.complaints.figures import report
from evaluation.complaints.labelled import Complaint
from evaluation.complaints.understanding import Understood

BINH_THANH = "26929"
GO_VAP = "26884"


def labelled(**given):
    return Complaint.model_validate(
        {"id": "1", "text": "x", "field": "rac_ve_sinh", "handler": "UBND_XA", **given}
    )


def made(*fields, handler="UBND_XA:26929", unit=None, emergency=False, kind=LegalKind.PHAN_ANH, sure=1.0):
    return Understood(fields or ("rac_ve_sinh", "khac"), sure, handler, unit, emergency, kind)


def test_first_and_second_field_are_counted_apart():
    figures = report(
        [
            (labelled(), made("rac_ve_sinh", "khac")),
            (labelled(), made("khac", "rac_ve_sinh")),
            (labelled(), made("khac", "y_te")),
            (labelled(field="y_te", handler="SO_YTE"), made("y_te", "khac", handler="SO_YTE")),
        ]
    )
    assert (figures.field_top1, figures.field_top2) == (0.5, 0.75)
    assert figures.by_field["rac_ve_sinh"].n == 3
    assert figures.by_field["rac_ve_sinh"].top1 == pytest.approx(1 / 3)
    assert figures.confusions == (("rac_ve_sinh", "khac", 2),)


def test_khieu_nai_to_cao_and_emergencies_do_not_count_for_fields():
    figures = report(
        [
            (labelled(legal_kind="khieu_nai"), made("khac", kind=LegalKind.KHIEU_NAI)),
            (labelled(urgent="emergency_114"), made("pccc", emergency=True)),
            (labelled(urgent="danger_now"), made("rac_ve_sinh")),
        ]
    )
    assert (figures.n, figures.n_plain, figures.field_top1) == (3, 1, 1.0)


def test_a_ward_level_handler_is_right_only_in_the_right_unit():
    right = report([(labelled(unit=BINH_THANH), made(unit=BINH_THANH))])
    elsewhere = report([(labelled(unit=GO_VAP), made(unit=BINH_THANH))])
    anywhere = report([(labelled(), made())])
    city = report([(labelled(unit=GO_VAP, field="y_te", handler="SO_YTE"), made("y_te", handler="SO_YTE"))])
    assert [one.handler_top1 for one in (right, elsewhere, anywhere, city)] == [1.0, 0.0, 1.0, 1.0]


def test_the_unit_holding_a_dossier_is_its_people_s_committee():
    line = labelled(field="hanh_chinh_cong", handler="UNIT_HOLDING_DOSSIER")
    assert report([(line, made("hanh_chinh_cong"))]).handler_top1 == 1.0


def test_units_are_counted_where_labelled_and_inventions_where_not():
    figures = report(
        [
            (labelled(unit=BINH_THANH), made(unit=BINH_THANH)),
            (labelled(unit=BINH_THANH), made()),
            (labelled(), made(unit=GO_VAP)),
            (labelled(), made()),
        ]
    )
    assert (figures.unit_accuracy, figures.unit_invented) == (0.5, 0.5)


def test_an_alarm_on_a_danger_is_a_false_one():
    figures = report(
        [
            (labelled(urgent="emergency_115"), made(emergency=True)),
            (labelled(urgent="emergency_113"), made()),
            (labelled(urgent="danger_now"), made(emergency=True)),
            (labelled(), made()),
        ]
    )
    assert (figures.emergency_recall, figures.emergency_precision) == (0.5, 0.5)


def test_probabilities_that_say_what_happens_have_no_error():
    pairs = [(labelled(), made("rac_ve_sinh", sure=0.75))] * 3 + [(labelled(), made("khac", sure=0.75))]
    assert report(pairs).calibration_error == pytest.approx(0)
    assert report([(labelled(), made("khac", sure=0.9))]).calibration_error == pytest.approx(0.9)


def test_nothing_to_count_is_nought():
    figures = report([])
    assert (figures.n, figures.field_top1, figures.emergency_precision) == (0, 0.0, 0.0)
    assert list(figures.as_json()) == [
        "n",
        "field_top1",
        "field_top2",
        "handler_top1",
        "unit_accuracy",
        "emergency_recall",
        "emergency_precision",
        "legal_kind_accuracy",
        "by_field",
    ]
