"""The accounts of a point. A party (carrier, biller, clerk) follows an account's name as ``name:party``."""

from enum import StrEnum


class Account(StrEnum):
    """What money can be, at this counter. Debit is positive."""

    TILL = "till"  # cash in the drawer of a shift
    VAULT = "vault"
    COD_PAYABLE = "cod_payable"  # collected for a sender, owed to the carrier
    FREIGHT_PAYABLE = "freight_payable"  # freight collected at delivery, owed to the carrier
    SENDING_PAYABLE = "sending_payable"  # postage taken at the counter, owed to the carrier
    FEES = "fees"  # fees of the list that stay with the point
    FLOAT = "float"
    BILLER_PAYABLE = "biller_payable"
    COMMISSION = "commission"
    OVER_SHORT = "over_short"
    REFUND_DUE = "refund_due"

    def of(self, party: str) -> str:
        """The account of one party, for example ``cod_payable:zto``."""
        return f"{self.value}:{party}"
