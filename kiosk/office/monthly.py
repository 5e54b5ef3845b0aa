"""The month in a few lines for the village's WeChat group (R5): counts and sums, and nobody in them."""

from calendar import monthrange
from datetime import date

from kiosk import money
from kiosk.parcels.desk import reports as parcel_reports
from kiosk.payments.desk import looking, reports
from kiosk.payments.model import PayState
from kiosk.station import Station


def month_text(station: Station, year: int, month: int) -> str:
    """Plain text; the same data give the same text.

    Args:
        station: Whose month.
        year: Of it.
        month: 1 to 12.
    """
    texts = station.texts
    parcels = parcel_reports.month_report(station, year, month).total
    with station.store.read() as db:
        found = looking.totals(db, station, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    posted = found.states.get(PayState.OK, looking.Tally())
    lines = [
        texts("payments-desk.month.title", town=station.town, station=station.name, year=year, month=month),
        texts("payments-desk.month.parcels", taken_in=parcels.taken_in, picked_up=parcels.picked_up),
        texts("payments-desk.month.sent", sent=parcels.sent, returned=parcels.returned),
        texts("payments-desk.month.payments", count=found.taken.count, yuan=money.yuan(found.taken.fen)),
        *(
            texts("payments-desk.month.service", service=reports.service_word(station, service), count=tally.count,
                  yuan=money.yuan(tally.fen))
            for service, tally in sorted(found.services.items())
        ),
        texts("payments-desk.month.posted", count=posted.count, yuan=money.yuan(posted.fen)),
        texts("payments-desk.month.call", hotline=station.hotline),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
