"""The accounts of a point. A party (carrier, biller, clerk) follows an account's name as ``name:party``."""

from enum import StrEnum


class Account(StrEnum):
    """What money can be, at this counter. Debit is positive."""

    # What is here, or owed to the point.
    TILL = "till"  # cash in the drawer
    VAULT = "vault"  # cash in the safe
    BANKED = "banked"  # handed to the bank, not yet confirmed by the county
    FLOAT = "float"  # prepaid at the county (备付金)
    COMMISSION_DUE = "commission_due"  # earned, not yet paid out by the county
    # What the point owes.
    CREDIT = "credit"  # used of the county's credit line (授信)
    BILLER_PAYABLE = "biller_payable"  # collected for a biller, not yet posted by the county
    REFUND_DUE = "refund_due"  # owed to a resident
    COD_PAYABLE = "cod_payable"  # collected for a sender, owed to the carrier
    FREIGHT_PAYABLE = "freight_payable"  # freight collected at delivery, owed to the carrier
    SENDING_PAYABLE = "sending_payable"  # postage taken at the counter, owed to the carrier
    # What the point earned, lost or began with.
    FEES = "fees"  # fees of the list that stay with the point
    COMMISSION = "commission"
    OVER_SHORT = "over_short"  # 长短款, by clerk
    SUSPENSE = "suspense"  # 挂账: refunded, and posted by the biller after all; the county settles it
    OPENING = "opening"  # what the drawer began with
    COUNTY = "county"  # settled with the county otherwise than by a payment

    def of(self, party: str) -> str:
        """The account of one party, for example ``cod_payable:zto``."""
        return f"{self.value}:{party}"
