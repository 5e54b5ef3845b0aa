"""Hand parcels out: find them, say what else waits, see who takes them, take the money, and show what has left."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot

from kiosk import money
from kiosk.errors import NotReady, Refused, Trouble
from kiosk.parcels import rules
from kiosk.parcels.desk import find, pickup
from kiosk.parcels.desk.find import Found, Way
from kiosk.parcels.desk.money import Bill
from kiosk.parcels.desk.pickup import Basket, Pickup, Proxy, Released
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.rules import PickupMoney
from kiosk.seams import DeviceState, Spoken
from ui.bridge.also import AlsoFacts
from ui.bridge.counterwork import pictures
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.parcels import lines
from ui.bridge.parcels.face import FacePhoto
from ui.bridge.parcels.selling import Selling
from ui.words import moment_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.bridge.app import App

_PREVIEW_MS = 700
_NOTES_FEN = (1_000, 5_000, 10_000)
"""People hand over the sum, or the next round one."""


@dataclass
class _Filled:
    """What the clerk has written for one parcel with money on it, as typed."""

    weight: str = ""
    packing: str = ""
    insurance: str = ""


@for_qml
class PickupFacts(Facts):
    """The pickup page: find, basket, money, done."""

    changed = Signal()

    stage = fact(str, changed, "find")
    query = fact(str, changed)
    """What another page wants looked up; the box takes it over."""
    groups = fact(list, changed)
    emptyTitle = fact(str, changed)
    emptyText = fact(str, changed)
    goneId = fact(str, changed)
    """The parcel that has left and is meant by what was asked: its page has the photo and the trail."""
    emptyIcon = fact(str, changed, "package-search")

    parcels = fact(list, changed)
    chosenText = fact(str, changed)
    stopText = fact(str, changed)
    """Why something in the basket must stay: an interception, an exception."""
    marksText = fact(str, changed)
    othersText = fact(str, changed)
    others = fact(list, changed)
    othersTold = fact(bool, changed)
    householdText = fact(str, changed)
    household = fact(list, changed)
    also = part(AlsoFacts)

    taker = fact(str, changed, "self")
    codeGiven = fact(bool, changed)
    clerkOnly = fact(bool, changed)
    triesText = fact(str, changed)
    known = fact(bool, changed)
    inspected = fact(bool, changed)
    waitText = fact(str, changed)
    """What is still to be done before the parcels may go; empty when nothing."""
    canRelease = fact(bool, changed)

    hasCamera = fact(bool, changed)
    cameraText = fact(str, changed)
    preview = fact(str, changed)
    photo = fact(str, changed)
    face = part(FacePhoto)

    hasMoney = fact(bool, changed)
    selling = part(Selling)
    moneyRows = fact(list, changed)
    dueText = fact(str, changed)
    receivedText = fact(str, changed)
    changeText = fact(str, changed)
    changeLabel = fact(str, changed)
    cashReady = fact(bool, changed)
    cashChoices = fact(list, changed)

    doneText = fact(str, changed)
    doneChange = fact(str, changed)
    handed = fact(list, changed)
    leftText = fact(str, changed)
    slip = fact(str, changed)
    mayPutBack = fact(bool, changed)

    def __init__(self, app: "App", args: "Mapping[str, Any] | None" = None) -> None:
        """An empty basket."""
        super().__init__(app, args)
        self._face = FacePhoto(app, self)
        self._also = AlsoFacts(app, self)
        self._selling = Selling(app, self)
        self._selling.changed.connect(self._sold)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_PREVIEW_MS)
        self._ticker.timeout.connect(self._look)
        self._asked = 0
        self._looking = False
        self._clear()

    def _clear(self) -> None:
        self._ids: tuple[int, ...] = ()
        self._found_by = ""
        self._codes: tuple[str, ...] = ()
        self._typed_code = ""
        self._proxy = Proxy("", "")
        self._money: dict[int, _Filled] = {}
        self._received = ""
        self._basket: Basket | None = None
        self._bill: Bill | None = None
        self._drop_photos()
        self._selling.clear()

    # Finding ---------------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Look up at once what another page asks for."""
        self.show(mayPutBack=self.app.session.may("lead"))
        self._camera()
        if wanted := self.args.get("parcels"):
            self._found_by = str(self.args.get("found_by", "name"))
            self._choose(tuple(int(one) for one in wanted))
        elif scan := self.args.get("scan"):
            self.scanned(str(scan), "", "")
        elif text := self.args.get("find"):
            self.show(query=str(text))
            self.enter(str(text))
        else:
            self._nothing()

    def refresh(self) -> None:
        """Back from another page: the basket as it stands now."""
        self._camera()
        self._selling.tell()
        if self.stage in {"basket", "money"} and self._ids:
            self._choose(self._ids)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A label, or the code on a resident's phone: into the basket."""
        if self.stage == "done":
            self.again()
        self._search(text, by_scan=True, settle=True)
        return True

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while somebody types."""
        if typed.strip():
            self._search(typed, by_scan=False, settle=False)
        else:
            self._asked += 1
            self._nothing()

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Typed to the end: what is certain goes into the basket."""
        if typed.strip():
            self._search(typed, by_scan=False, settle=True)

    @Slot(str)
    def take(self, parcel: str) -> None:
        """Into the basket, or out of it again."""
        one = int(parcel)
        self._choose(tuple(i for i in self._ids if i != one) if one in self._ids else (*self._ids, one))

    @Slot(int)
    def takeAll(self, group: int) -> None:
        """Everything of one person."""
        ids = [int(row["id"]) for row in self.groups[group]["parcels"]]
        self._choose(tuple(dict.fromkeys((*self._ids, *ids))))

    @Slot()
    def findMore(self) -> None:
        """Another parcel into the same basket."""
        self.show(stage="find", groups=[], query="")
        self._nothing()

    @Slot()
    def toBasket(self) -> None:
        """Back to what is on the counter."""
        self._choose(self._ids)

    def _search(self, text: str, *, by_scan: bool, settle: bool) -> None:
        self._asked += 1
        station, mine = self.app.station, self._asked
        self.ask(
            lambda: find.search(station, text),
            lambda found: self._found(found, text, mine, by_scan=by_scan, settle=settle),
            quietly=not settle,
        )

    def _found(self, found: Found, text: str, mine: int, *, by_scan: bool, settle: bool) -> None:
        if mine != self._asked:
            return
        ways = {hit.way for hit in found.hits}
        if settle and found.spoken is not None:
            self.app.counter.sound.say(found.spoken)
        sure = found.exact or (found.hits[0].parcel if len(found.hits) == 1 else None)
        if settle and sure is not None:
            if Way.CODE in ways:
                self._codes = (*self._codes, text)
            self._found_by = self._found_by or ("scan" if by_scan else found.hits[0].way.value)
            self._choose(tuple(dict.fromkeys((*self._ids, sure.id))))
            return
        if found.hits:
            self._found_by = "scan" if by_scan else found.hits[0].way.value
        self.show(stage="find", groups=self._groups(found))
        self._nothing(found, text)

    def _nothing(self, found: Found | None = None, text: str = "") -> None:
        self.show(goneId=str(found.gone.id) if found and found.gone else "")
        if found is None:
            self.show(groups=[], emptyTitle=self.text("parcel-ui.find"), emptyText=self.text("parcel-ui.find_how"),
                      emptyIcon="package-search")  # fmt: skip
        elif found.gone is not None:
            state = self.text(f"parcels.state.{found.gone.state}")
            at = moment_text(found.gone.state_ms, self.app.now().county_ms, self.app.texts)
            when = self.text("parcel-ui.gone_when", at=at, who=lines.whose(found.gone, self.app.texts))
            self.show(emptyTitle=self.text("parcel-ui.gone", state=state), emptyText=when, emptyIcon="history")
        elif not found.hits:
            self.show(emptyTitle=self.text("parcel-ui.none_found", text=text[:24]), emptyIcon="circle-question-mark",
                      emptyText=self.text("parcel-ui.none_found_do"))  # fmt: skip

    def _groups(self, found: Found) -> list[dict[str, Any]]:
        """Parcels by person, in the order in which they were found."""
        groups: dict[str, list[ParcelView]] = {}
        for hit in found.hits:
            one = hit.parcel
            key = one.resident or (f"{one.name} {one.phone}" if one.name else str(one.id))
            groups.setdefault(key, []).append(one)
        return [self._group(of_person) for of_person in groups.values()]

    def _group(self, parcels: list[ParcelView]) -> dict[str, Any]:
        first, texts = parcels[0], self.app.texts
        words = [texts("parcel-ui.tail", tail=first.tail) if first.tail else "", lines.home(first, texts)]
        return {
            "name": lines.whose(first, texts),
            "about": " · ".join(word for word in words if word),
            "all": texts("parcel-ui.take_all", name=lines.whose(first, texts), count=len(parcels))
            if len(parcels) > 1
            else "",
            "parcels": [lines.row(one, texts) | {"picked": one.id in self._ids} for one in parcels],
        }

    # The basket ------------------------------------------------------------------------------------------------------

    @Slot()
    def takeOthers(self) -> None:
        """The person takes the rest as well."""
        if self._basket:
            self._choose((*self._ids, *(one.id for one in self._basket.others)))

    @Slot()
    def leaveOthers(self) -> None:
        """Told, and left on purpose."""
        self.show(othersTold=True)
        self._weigh()

    @Slot(str)
    def setTaker(self, taker: str) -> None:
        """The recipient, or somebody for them."""
        self.show(taker=taker, known=self.known and taker == "self", problems={}, troubleText="")
        self._weigh()

    @Slot(str)
    def writeCode(self, typed: str) -> None:
        """The code that the person says."""
        self._typed_code = typed.strip()
        self._weigh()

    @Slot(bool)
    def setKnown(self, known: bool) -> None:  # noqa: FBT001
        """The clerk knows the person, or has seen a card."""
        self.show(known=known)
        self._weigh()

    @Slot(bool)
    def setInspected(self, inspected: bool) -> None:  # noqa: FBT001
        """Opened and looked at first."""
        self.show(inspected=inspected)

    @Slot(str, str)
    def writeProxy(self, field: str, text: str) -> None:
        """One field of the one who takes it for somebody else."""
        self._proxy = replace(self._proxy, **{field: text})
        self._weigh()

    def _choose(self, ids: tuple[int, ...]) -> None:
        if not ids:
            self._ids = ()
            self._drop_photos()  # the next basket is another person's
            self.show(stage="find", parcels=[])
            self._nothing()
            return
        station = self.app.station
        self.ask(lambda: pickup.basket(station, ids), self._chosen)

    def _chosen(self, basket: Basket) -> None:
        before = {one.id for one in self._basket.others} if self._basket else set()
        self._basket, self._ids = basket, tuple(one.id for one in basket.parcels)
        if basket.spoken is Spoken.MORE_WAITING:
            if {one.id for one in basket.others} != before:
                self.app.counter.sound.say(basket.spoken, *basket.spoken_parts)
                self.show(othersTold=False)
        elif basket.spoken is not None:
            self.app.counter.sound.say(basket.spoken)
        self._tell_basket(basket)
        self._also.look(next((one.resident for one in basket.parcels if one.resident), ""), parcels=False)
        self._tell_money(basket)
        self._weigh()
        self.show(stage="basket")
        self._ticker.start()

    def _tell_basket(self, basket: Basket) -> None:
        texts = self.app.texts
        stop = [texts("parcel-ui.stop_held", code=one.code, reason=one.held) for one in basket.held]
        stop += [
            texts("parcel-ui.stop_state", code=one.code, state=texts(f"parcels.state.{one.state}"))
            for one in basket.not_releasable
            if not one.held
        ]
        count = len(basket.others)
        self.show(
            parcels=[lines.row(one, texts) for one in basket.parcels],
            chosenText=texts("parcel-ui.chosen", count=len(basket.parcels)),
            stopText="\n".join(stop),
            marksText=texts("parcel-ui.mind", marks="、".join(basket.spoken_marks)) if basket.spoken_marks else "",
            othersText=texts("parcel-ui.more_waiting", count=count) if count else "",
            others=[lines.row(one, texts) for one in basket.others],
            householdText=texts("parcel-ui.more_home", count=len(basket.household)) if basket.household else "",
            household=[lines.row(one, texts) for one in basket.household],
            clerkOnly=basket.clerk_only,
            triesText=texts("parcel-ui.clerk_only") if basket.clerk_only else "",
            hasMoney=self._costs(basket),
        )

    @Slot()
    def _sold(self) -> None:
        if self._basket:
            self.show(hasMoney=self._costs(self._basket))

    def _costs(self, basket: Basket) -> bool:
        return bool(self._selling.chosen) or any(one.money.anything for one in basket.parcels)

    def _weigh(self) -> None:
        """Say what is still missing before the parcels may go."""
        basket = self._basket
        if basket is None:
            return
        proxy = self.taker == "proxy"
        given = bool(self._codes) and not basket.clerk_only
        wait = ""
        if self.stopText:
            wait = self.text("parcel-ui.wait_stop")
        elif basket.others and not self.othersTold:
            wait = self.text("parcel-ui.wait_others")
        elif proxy and not (self._proxy.name.strip() and self._proxy.relation.strip()):
            wait = self.text("parcel-ui.wait_proxy")
        elif not (given or self._typed_code or (self.known and (not proxy or basket.clerk_only))):
            wait = self.text("parcel-ui.wait_code_proxy" if proxy else "parcel-ui.wait_code")
        self.show(waitText=wait, canRelease=not wait, codeGiven=given)

    # The photo -------------------------------------------------------------------------------------------------------

    @Slot()
    def takePhoto(self) -> None:
        """Keep the label as evidence."""
        if (camera := self.app.counter.camera) is None:
            return
        slips = self.app.slips
        self.ask(lambda: pictures.photograph(camera, slips), lambda done: self._took(*done), self._no_photo)

    @Slot()
    def retakePhoto(self) -> None:
        """That one was not good."""
        self._photo = b""
        self.show(photo="")

    def _drop_photos(self) -> None:
        self._photo = b""
        self._face.clear()
        self.show(photo="")

    def _took(self, photo: bytes, picture: str) -> None:
        self._photo = photo
        self.show(photo=picture)

    def _no_photo(self, trouble: Trouble) -> bool:
        self.show(cameraText=self.app.texts.trouble(trouble))
        return True

    def _camera(self) -> None:
        camera = self.app.counter.camera
        usable = camera is not None and camera.state() is not DeviceState.OFF
        self.show(hasCamera=usable, cameraText="" if usable else self.text("parcel-ui.no_camera"))
        self._face.tell(has_camera=usable)

    def _look(self) -> None:
        camera = self.app.counter.camera
        if self.stage != "basket" or self.app.nav.front is not self or camera is None or self._photo:
            return
        if self._looking:
            return
        self._looking, slips = True, self.app.slips

        def work() -> str:
            frame = camera.preview()
            return slips.keep(frame) if frame else ""

        self.ask(work, self._looked, quietly=True)

    def _looked(self, picture: str) -> None:
        self._looking = False
        if picture:
            self.show(preview=picture, cameraText="")

    # The money -------------------------------------------------------------------------------------------------------

    @Slot()
    def toMoney(self) -> None:
        """Everything else is in order: now the cash."""
        self.show(stage="money", troubleText="", problems={})
        self._add_up()

    @Slot(str, str, str)
    def fillMoney(self, parcel: str, field: str, text: str) -> None:
        """Weight in kilograms, packing and insurance in yuan, of one parcel."""
        filled = self._money.setdefault(int(parcel), _Filled())
        setattr(filled, field, text)
        self._add_up()

    @Slot(str)
    def receive(self, text: str) -> None:
        """Cash in, as typed."""
        self._received = text
        self._add_up()

    def _tell_money(self, basket: Basket) -> None:
        texts = self.app.texts
        for one in basket.parcels:
            if one.money.anything and one.id not in self._money:
                self._money[one.id] = _Filled(weight=_kilograms(one.weight_g))
        self.show(
            moneyRows=[
                {
                    "id": str(one.id),
                    "code": one.code,
                    "name": lines.whose(one, texts),
                    "cod": lines.yuan(one.cod_fen, texts) if one.cod_fen else "",
                    "freight": lines.yuan(one.freight_fen, texts) if one.freight_fen else "",
                    "weight": self._money[one.id].weight,
                    "packing": self._money[one.id].packing,
                    "insurance": self._money[one.id].insurance,
                }
                for one in basket.parcels
                if one.money.anything
            ]
        )

    def _add_up(self) -> None:
        station, order = self.app.station, self._order()
        self.ask(lambda: pickup.bill_for(station, order), self._billed, quietly=True)

    def _billed(self, bill: Bill) -> None:
        self._bill = bill
        received = money.parse_fen(self._received)
        short = received is None or received < bill.due_fen
        change = (received or 0) - bill.due_fen
        texts = self.app.texts
        self.show(
            dueText=money.yuan(bill.due_fen),
            receivedText=self._received,
            changeLabel=texts("parcel-ui.short" if self._received and short else "parcel-ui.change"),
            changeText=money.yuan(abs(change)) if self._received else "",
            cashReady=not short and not bill.problems,
            problems={problem.field: texts.problem(problem) for problem in bill.problems},
            cashChoices=[
                {"text": money.yuan(fen).removesuffix(".00"), "value": f"{fen / 100:.2f}"}
                for fen in dict.fromkeys((bill.due_fen, *(-(-bill.due_fen // note) * note for note in _NOTES_FEN)))
            ],
        )

    def _filled(self) -> dict[int, PickupMoney]:
        """What was written, with the sum that the clerk is shown as what is paid."""
        found = {}
        for one in self._basket.parcels if self._basket else ():
            if not one.money.anything:
                continue
            written = self._money.get(one.id, _Filled())
            packing, insurance = money.parse_fen(written.packing), money.parse_fen(written.insurance)
            filled = PickupMoney(_grams(written.weight), packing, insurance)
            found[one.id] = replace(filled, paid_fen=rules.total_fen(one.money, filled))
        return found

    # The hand-over ---------------------------------------------------------------------------------------------------

    @Slot()
    def release(self) -> None:
        """Hand over (交给他)."""
        if self.hasMoney and self.stage != "money":
            self.toMoney()
            return
        station, by, order, slips = self.app.station, self.app.by, self._order(), self.app.slips

        def work() -> tuple[Released, str]:
            done = pickup.release(station, order, by)
            return done, slips.show(done.receipt) if done.receipt else ""

        self.ask(work, lambda done: self._released(*done), self._stayed)

    @Slot()
    def again(self) -> None:
        """The next person."""
        self._clear()
        self.show(
            stage="find", groups=[], parcels=[], query="", taker="self", known=False, inspected=False, photo="",
            othersTold=False, codeGiven=False, receivedText="", changeText="", slip="", problems={}, troubleText="",
        )  # fmt: skip
        self._nothing()

    @Slot(str, str)
    def putBack(self, parcel: str, reason: str) -> None:
        """The lead clerk takes a hand-over back."""
        station, by = self.app.station, self.app.by
        self.ask(lambda: pickup.put_back(station, int(parcel), reason, by), self._came_back)

    def _order(self) -> Pickup:
        basket = self._basket
        left = tuple(one.id for one in basket.others) if basket and self.othersTold else ()
        codes = (*self._codes, *([self._typed_code] if self._typed_code else []))
        return Pickup(
            self._ids,
            found_by=self._found_by or "basket",
            codes=() if self.clerkOnly else codes,
            known=self.known,
            proxy=replace(self._proxy) if self.taker == "proxy" else None,
            inspected=self.inspected,
            left_behind=left,
            money=self._filled(),
            fees=self._selling.chosen,
            received_fen=(money.parse_fen(self._received) or 0) if self.hasMoney else 0,
            photo=self._photo,
            face_photo=self._face.data,
            face_agreed=bool(self._face.data),
        )

    def _released(self, done: Released, picture: str) -> None:
        self._ticker.stop()
        texts, sound = self.app.texts, self.app.counter.sound
        sound.say(Spoken.HANDED_OUT)
        left = len(done.others)
        self.show(
            stage="done",
            doneText=texts("parcel-ui.handed_out", count=len(done.parcels)),
            doneChange=money.yuan(done.change_fen) if done.due_fen else "",
            handed=[lines.row(one, texts) | {"back": False} for one in done.parcels],
            leftText=texts("parcel-ui.left", count=left) if left else "",
            slip=picture,
        )
        self._ids, self._basket = (), None

    def _stayed(self, trouble: Trouble) -> bool:
        wrong = isinstance(trouble, Refused) and trouble.key == "parcels.wrong_code"
        self.app.counter.sound.say(Spoken.CODE_WRONG if wrong else Spoken.HAND_OUT_FAILED)
        if isinstance(trouble, Refused):
            self._typed_code, self._codes = "", ()
            station, ids, texts = self.app.station, self._ids, self.app.texts
            said = texts.trouble(trouble)
            self.ask(lambda: pickup.basket(station, ids), lambda basket: self._again(basket, said), quietly=True)
        elif isinstance(trouble, NotReady) and any(p.field == "left_behind" for p in trouble.problems):
            self.refresh()
        return False

    def _again(self, basket: Basket, said: str) -> None:
        self._basket = basket
        self._tell_basket(basket)
        self._weigh()
        self.show(stage="basket", troubleText=said)

    def _came_back(self, one: ParcelView) -> None:
        self.app.counter.sound.say(Spoken.UNDONE)
        self.app.toast(self.text("parcel-ui.put_back", code=one.code), "quiet")
        self.show(handed=[row | {"back": row["back"] or row["id"] == str(one.id)} for row in self.handed])


def _grams(text: str) -> int | None:
    """Kilograms as typed → grams; None for what is no weight."""
    fen = money.parse_fen(text)  # the same shape: two decimals at most
    return fen * 10 if fen is not None else None


def _kilograms(grams: int) -> str:
    return f"{grams / 1000:.2f}".rstrip("0").rstrip(".") if grams else ""
