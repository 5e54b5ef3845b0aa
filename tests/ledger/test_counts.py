"""Counts, for all counts: their sum, their order, and every fault by its face."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk import catalogue
from kiosk.ledger import counts
from kiosk.limits import amount_fen_max, face_count_max

BOOK = catalogue.load(catalogue.default_folder())
good = st.dictionaries(st.sampled_from(BOOK.till.faces), st.integers(0, 90)).map(lambda found: tuple(found.items()))
anything = st.lists(st.tuples(st.integers(-5, 20_000), st.integers(-3, 20_000)), max_size=12).map(tuple)


@given(good)
def test_a_good_count_has_no_fault_and_keeps_its_worth(found) -> None:
    assert counts.problems(BOOK, found) == ()
    tidy = counts.tidy(found)
    assert counts.total_fen(tidy) == counts.total_fen(found)
    assert list(tidy) == sorted(tidy, reverse=True)
    assert all(count for _, count in tidy)
    assert counts.tidy(tidy) == tidy


@given(anything)
def test_what_has_no_fault_is_a_sum_that_can_be(found) -> None:
    faults = counts.problems(BOOK, found)
    faces = [face for face, _ in found]
    bad = {
        f"face.{face}" for face, count in found
        if face not in BOOK.till.faces or not 0 <= count <= face_count_max or faces.count(face) > 1
    }  # fmt: skip
    assert {fault.field for fault in faults} - {"counts"} == bad
    if not faults:
        assert 0 <= counts.total_fen(found) <= amount_fen_max
