"""Taking a payment: one commit, every refusal with its figures, nothing taken twice unasked."""

from kiosk import ledger
from kiosk.payments.model import PayState


def test_a_bill_is_taken(station, pay) -> None:
    taken = pay(received_fen=10_000)
    assert taken.change_fen == 6_140
    assert taken.payment.state is PayState.ACCEPTED
    with station.store.read() as db:
        books = ledger.balances(db)
    assert books["biller_payable:water"] == -3_860
