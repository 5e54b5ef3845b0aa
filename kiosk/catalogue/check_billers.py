"""What no field of billers.toml and till.toml shows alone: a biller that nobody could pay, a drawer out of order."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kiosk.catalogue import account, pattern
from kiosk.catalogue.formats import Biller, BillersFile, BillModel, Commission, FeesFile, Till
from kiosk.errors import Problem


def in_billers(file: BillersFile, fees: FeesFile) -> Iterator[Problem]:
    """Every biller's faults."""
    listed = {fee.code for fee in fees.fees}
    for index, biller in enumerate(file.billers):
        place = f"billers.toml: billers[{index}]"
        yield from _formats(place, biller)
        yield from _amounts(place, biller)
        yield from _caps(f"{place}.caps", biller)
        yield from _bands(f"{place}.commission.bands", biller.commission)
        if biller.fee and biller.fee not in listed:
            yield Problem(f"{place}.fee", "catalogue.unknown", {"what": biller.fee})
        if biller.card and not biller.office:
            yield Problem(f"{place}.office", "catalogue.card_office")
        if biller.model is BillModel.DIRECT and not biller.unverified:
            yield Problem(f"{place}.unverified", "catalogue.direct_unverified")


def in_till(till: Till) -> Iterator[Problem]:
    """The drawer's faults: without faces nothing can be counted, in another order a clerk counts the wrong one."""
    if not till.faces or list(till.faces) != sorted(set(till.faces), reverse=True):
        yield Problem("till.toml: faces", "catalogue.faces")


def _formats(place: str, biller: Biller) -> Iterator[Problem]:
    if not biller.formats:
        yield Problem(f"{place}.formats", "catalogue.needs", {"what": "pattern, example"})
    for nth, look in enumerate(biller.formats):
        where = f"{place}.formats[{nth}]"
        if why := pattern.fault_in(look.pattern):
            yield Problem(f"{where}.pattern", f"catalogue.pattern_{why}", {"what": look.pattern})
        elif account.fault_in_format(account.clean(look.example), look):
            yield Problem(f"{where}.example", "catalogue.example", {"what": look.example})


def _amounts(place: str, biller: Biller) -> Iterator[Problem]:
    step, least, most = biller.step_fen, biller.least_fen, biller.most_fen
    if least < 1 or -(-least // step) * step > most:
        yield Problem(f"{place}.least_fen", "catalogue.no_amount", {"least": least, "most": most, "step": step})
    for fen in biller.amounts:
        if not least <= fen <= most or fen % step:
            yield Problem(f"{place}.amounts", "catalogue.amount", {"what": fen})
    if not _rising(biller.amounts):
        yield Problem(f"{place}.amounts", "catalogue.rising")


def _caps(place: str, biller: Biller) -> Iterator[Problem]:
    """Each cap must leave room for one payment, else the biller is shut for ever, and says so at the counter only."""
    caps = biller.caps
    if caps.payment_fen < biller.least_fen:
        yield Problem(f"{place}.payment_fen", "catalogue.cap", {"what": caps.payment_fen, "least": biller.least_fen})
    if caps.total_fen < caps.payment_fen:
        yield Problem(f"{place}.total_fen", "catalogue.cap", {"what": caps.total_fen, "least": caps.payment_fen})


def _bands(place: str, commission: Commission) -> Iterator[Problem]:
    starts = [band.above for band in commission.bands]
    if starts and (starts[0] != 0 or not _rising(starts)):
        yield Problem(place, "catalogue.bands")


def _rising(numbers: Iterable[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))
