"""Two families of errors, sorted at the rim.

    CunkouError
    ├── Bug                      ours: reported, kept, restarted where it was
    └── Trouble                  the world's: named, expected, shown in plain words, survived
        ├── NotReady             a form's problems, all at once; nothing was written
        ├── Refused              a rule says no (a hold, a wrong code, no permission)
        ├── NotFound             what was asked for is not here
        ├── StoreTrouble
        │   ├── StoreFull        no room on the disk
        │   ├── StoreReadOnly    the file or folder cannot be written
        │   ├── StoreDamaged     malformed, or the key does not open it
        │   ├── StoreNewer       written by a newer program
        │   ├── StoreKeyMissing  the key store has no key for this file
        │   └── StoreBusy        another program holds it
        ├── CatalogueBroken      a folder of catalogue files with faults, all listed
        ├── DeviceTrouble
        │   ├── PaperOut · CoverOpen · DeviceGone · DeviceSilent · DeviceBusy
        ├── LinkTrouble
        │   ├── NoLink · LinkTimedOut · PortalInTheWay · CountyBusy · CountyRefused
        └── WireTrouble
            ├── Malformed · WrongSignature · WrongStation · UnknownVersion
            └── GapInSequence · ForkedChain · OldEpoch · StationRevoked

A Trouble carries a key and values; ``resources/i18n`` has the words. A library's error becomes one of these in the
module that called the library, with ``raise ... from``.
"""

import dataclasses
from dataclasses import dataclass


class CunkouError(Exception):
    """The root of both families."""


class Bug(CunkouError):
    """An error of ours: a state that must not be."""


@dataclass(frozen=True)
class Problem:
    """One fault of a form or a file.

    Attributes:
        field: Which field or place, as the form or the file names it.
        key: Its text, ``problem.<key>`` in ``resources/i18n``.
        values: What the text mentions.
    """

    field: str
    key: str
    values: dict[str, object] = dataclasses.field(default_factory=dict, hash=False)


class Trouble(CunkouError):
    """Something that happens in the world.

    Attributes:
        key: Names the text in ``resources/i18n/<lang>/trouble.json``, without the prefix ``trouble.``.
        values: What the text mentions. Never a secret; personal data masked.
    """

    default_key = "unknown"

    def __init__(self, key: str = "", **values: object) -> None:
        """Name the trouble; without a key the class's own is used."""
        self.key = key or self.default_key
        self.values = values
        super().__init__(f"{self.key} {values}" if values else self.key)


class NotReady(Trouble):
    """A form with problems; nothing was written.

    Attributes:
        problems: Every fault, in the order of the form.
    """

    default_key = "not_ready"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Carry every problem at once."""
        super().__init__()
        self.problems = problems


class Refused(Trouble):
    """A rule says no."""

    default_key = "refused"


class NotFound(Trouble):
    """What was asked for is not here."""

    default_key = "not_found"


class StoreTrouble(Trouble):
    """The database cannot do it now."""

    default_key = "store.trouble"


class StoreFull(StoreTrouble):
    """No room on the disk; the transaction was undone."""

    default_key = "store.full"


class StoreReadOnly(StoreTrouble):
    """The file or its folder cannot be written."""

    default_key = "store.read_only"


class StoreDamaged(StoreTrouble):
    """Malformed, or not opened by the key that we have."""

    default_key = "store.damaged"


class StoreNewer(StoreTrouble):
    """Written by a newer program than this one."""

    default_key = "store.newer"


class StoreKeyMissing(StoreTrouble):
    """The key store has no key for an existing database."""

    default_key = "store.key_missing"


class StoreBusy(StoreTrouble):
    """Another program holds the database."""

    default_key = "store.busy"


class CatalogueBroken(Trouble):
    """A catalogue with faults; the one in force stays.

    Attributes:
        problems: Every fault found, with its file.
    """

    default_key = "catalogue.broken"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Carry every fault at once."""
        super().__init__(count=len(problems))
        self.problems = problems


class DeviceTrouble(Trouble):
    """A device does not do what it should; the counter goes on."""

    default_key = "device.trouble"


class PaperOut(DeviceTrouble):
    """The paper has ended."""

    default_key = "device.paper_out"


class CoverOpen(DeviceTrouble):
    """The printer's cover is open."""

    default_key = "device.cover_open"


class DeviceGone(DeviceTrouble):
    """Unplugged or switched off."""

    default_key = "device.gone"


class DeviceSilent(DeviceTrouble):
    """Takes no bytes or gives no answer: not the same as fine."""

    default_key = "device.silent"


class DeviceBusy(DeviceTrouble):
    """Another program uses it."""

    default_key = "device.busy"


class LinkTrouble(Trouble):
    """The county cannot be reached now; everything waits safely."""

    default_key = "link.trouble"


class NoLink(LinkTrouble):
    """No network, or nobody answers."""

    default_key = "link.none"


class LinkTimedOut(LinkTrouble):
    """The line or the county is too slow."""

    default_key = "link.timed_out"


class PortalInTheWay(LinkTrouble):
    """Somebody other than the county answered, for example a sign-in page."""

    default_key = "link.portal"


class CountyBusy(LinkTrouble):
    """The county says: later.

    Attributes:
        retry_after_s: Seconds to wait, from the county.
    """

    default_key = "link.county_busy"

    def __init__(self, retry_after_s: int = 60) -> None:
        """Carry the county's slot."""
        super().__init__(seconds=retry_after_s)
        self.retry_after_s = retry_after_s


class CountyRefused(LinkTrouble):
    """The county answered, and did not take it."""

    default_key = "link.county_refused"


class WireTrouble(Trouble):
    """Bytes from outside that are not what they should be."""

    default_key = "wire.trouble"


class Malformed(WireTrouble):
    """Not our format, truncated, or out of bounds."""

    default_key = "wire.malformed"


class WrongSignature(WireTrouble):
    """Signed by somebody else, or altered."""

    default_key = "wire.wrong_signature"


class WrongStation(WireTrouble):
    """Meant for, or from, another station."""

    default_key = "wire.wrong_station"


class UnknownVersion(WireTrouble):
    """From a newer program; kept, not understood."""

    default_key = "wire.unknown_version"


class GapInSequence(WireTrouble):
    """Records are missing before this one."""

    default_key = "wire.gap"


class ForkedChain(WireTrouble):
    """The same number with another content: a cloned or restored disk."""

    default_key = "wire.forked"


class OldEpoch(WireTrouble):
    """From before the station was restored."""

    default_key = "wire.old_epoch"


class StationRevoked(WireTrouble):
    """The county has withdrawn this station's key."""

    default_key = "wire.revoked"
