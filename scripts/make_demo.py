"""Make ``resources/demo``: a village that does not exist, in a county that does. The same seed gives the same bytes.

People, households, phones and waybills are invented: phones lie in 199-0000-xxxx, names are drawn from lists of common
surnames and given names. Places are real. ``python -m scripts.make_demo [folder]``
"""

# ruff: noqa: PLR2004, S311 - a village is made of such figures, and nothing here is a secret

import csv
import json
import random
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from scripts import demo_bills

SEED = 430726
HOUSEHOLDS = 160
RESIDENTS = 420
GROUPS = 9
DAYS = range(-13, 8)
"""Days of manifests: the 14 days up to the day of the demo, and the week that follows it."""
VILLAGE = ("430726102003", "三板桥社区", "夹山镇")
BORN_NOW = 2026

# Most frequent first; those after the bar are at home in 石门.
SURNAMES = "王李张刘陈杨黄吴周徐孙马朱胡林郭何高罗郑谢宋唐许邓冯曹曾彭肖|覃向易盛伍龚申贺单解仇查"
HOME = 5
ELDERS = {"m": "国建华德明忠新庆长文光清正大家", "f": "秀桂玉兰春菊翠凤英莲香梅珍淑腊"}
ELDERS_2 = {"m": "强军平华生兵林清富贵初元福喜", "f": "英兰珍梅香云秀芳华枝娥莲姣元"}
ADULTS = {"m": "伟勇磊涛斌超波辉鹏杰峰刚林海宏", "f": "丽静娟敏艳霞芳燕红玲琴慧萍雪平"}
YOUNG = (
    "子轩",
    "浩然",
    "宇航",
    "梓涵",
    "欣怡",
    "雨桐",
    "一诺",
    "思远",
    "俊熙",
    "佳怡",
    "奕辰",
    "诗涵",
    "乐乐",
    "嘉豪",
    "可馨",
)
RARE = (
    "张䶮",
    "李㛃",
    "王𠮷",
    "覃堃",
    "陈旸",
    "刘镕",
    "杨赟",
    "向玥頔",
    "周㺬",
    "唐\ue863",
    "单小乐",
    "查良玉",
    "解晓东",
    "仇大妹",
)
NICKNAMES = (
    "老满",
    "幺妹",
    "大毛",
    "二毛",
    "细伢子",
    "胡子",
    "篾匠",
    "豆腐婆",
    "石匠",
    "老表",
    "满姑",
    "三婶",
    "铁匠",
    "木匠",
)
REASONS = ("寄件人申请拦截", "疑似诈骗包裹，公安协查", "寄错地址，等待改派", "货款纠纷，暂缓交付")
CARRIERS = {"ZTO": 20, "JT": 18, "YTO": 16, "STO": 14, "YUNDA": 14, "JD": 6, "POST": 5, "SF": 4, "DEPPON": 2, "EMS": 1}


@dataclass(frozen=True)
class Person:
    """One line of residents.csv."""

    id: str
    name: str
    household: str
    phone: str
    group: int
    nickname: str
    gender: str
    born: int


def village(chance: random.Random) -> list[Person]:
    """Everybody, household by household."""
    sizes = [1 + (index < RESIDENTS - HOUSEHOLDS) for index in range(HOUSEHOLDS)]
    while sum(sizes) < RESIDENTS:
        at = chance.randrange(HOUSEHOLDS)
        sizes[at] += sizes[at] < 6
    people: list[Person] = []
    counts = [0] * (GROUPS + 1)
    for size in sizes:
        group = chance.randint(1, GROUPS)
        counts[group] += 1
        people += family(chance, size, group, f"{group:02}{counts[group]:03}", len(people))
    chance.shuffle(order := list(range(len(people))))
    for at, name in zip(order, RARE, strict=False):
        people[at] = replace(people[at], name=name)
    for at in order[len(RARE) : len(RARE) + 60]:
        people[at] = replace(people[at], nickname=chance.choice(NICKNAMES) if people[at].born < 1990 else "")
    return with_phones(chance, people)


def family(chance: random.Random, size: int, group: int, household: str, first: int) -> list[Person]:
    """A household: a couple, perhaps a grandparent, children who bear the father's name."""
    father = surname(chance)
    head = chance.randint(1948, 1995)
    members = [("m", head, father), ("f", head + chance.randint(-2, 4), surname(chance))]
    members += [(chance.choice("mf"), head + chance.randint(22, 31), father) for _ in range(size - 2)]
    if size > 3 and head > 1970:
        members[-1] = ("f", head - chance.randint(22, 28), surname(chance))
    return [
        Person(
            f"r{first + nth + 1:04}", family_name + given(chance, gender, born), household, "", group, "", gender, born
        )
        for nth, (gender, born, family_name) in enumerate(members[:size])
    ]


def surname(chance: random.Random) -> str:
    """A surname: the frequent ones often, those of the place even more often."""
    common, home = SURNAMES.split("|")
    weights = [1 / (rank + 6) for rank in range(len(common))] + [1 / HOME / (rank + 1) for rank in range(len(home))]
    return chance.choices(common + home, weights)[0]


def given(chance: random.Random, gender: str, born: int) -> str:
    """A given name as its generation wears it."""
    if born >= 2000:
        return chance.choice(YOUNG)
    if born >= 1975:
        return "".join(chance.sample(ADULTS[gender], chance.choice((1, 2))))
    return chance.choice(ELDERS[gender]) + chance.choice(ELDERS_2[gender])


def with_phones(chance: random.Random, people: list[Person]) -> list[Person]:
    """Phones in 199-0000-xxxx; the very old and the very young mostly have none."""
    tails = chance.sample(range(10_000), len(people))
    found = []
    for person, tail in zip(people, tails, strict=True):
        age = BORN_NOW - person.born
        none = chance.random() < (0.95 if age < 12 else 0.6 if age > 72 else 0.25 if age > 62 else 0.03)
        found.append(person if none else replace(person, phone=f"1990000{tail:04}"))
    return found


def number(chance: random.Random, carrier: str) -> str:
    """A waybill number of the carrier's shape."""

    def digits(count: int) -> str:
        return "".join(chance.choices("0123456789", k=count))

    if carrier == "EMS":
        body = digits(8)
        total = sum(weight * int(digit) for weight, digit in zip((8, 6, 4, 2, 3, 5, 9, 7), body, strict=True))
        check = 11 - total % 11
        return f"EA{body}{ {10: 0, 11: 5}.get(check, check) }CN"
    heads = {
        "ZTO": ("73", 12), "JT": ("JT5", 12), "YTO": ("YT8", 12), "STO": ("773", 12), "YUNDA": ("46", 13), "JD":
        ("JDX0", 11), "POST": ("98", 11), "SF": ("SF1", 12), "DEPPON": ("DPK20", 10),
    }  # fmt: skip
    head, rest = heads[carrier]
    return head + digits(rest)


def item(chance: random.Random, people: list[Person]) -> dict[str, Any]:
    """One parcel as a manifest announces it (fields of ``ManifestItem``)."""
    carrier = chance.choices(list(CARRIERS), list(CARRIERS.values()))[0]
    person = chance.choice(people)
    phone = person.phone or next((one.phone for one in people if one.household == person.household and one.phone), "")
    hide = chance.random() < 0.6
    marks = [
        code
        for code, share in (("fragile", 0.05), ("urgent", 0.03), ("fresh", 0.03), ("bulky", 0.04))
        if chance.random() < share
    ]
    row: dict[str, Any] = {"waybill": number(chance, carrier), "carrier": carrier}
    row["name"] = person.name[0] + "*" * (len(person.name) - 1) if hide else person.name
    row["phone"] = f"{phone[:3]}****{phone[-4:]}" if hide and phone else phone
    if chance.random() < 0.8:
        row["resident"] = person.id
    row["address"] = f"{VILLAGE[2]}{VILLAGE[1]}{person.group}组"
    if marks:
        row["marks"] = marks
    if chance.random() < 0.03:
        row["cod_fen"] = chance.randrange(1_900, 39_900, 100)
    elif chance.random() < 0.02:
        row["freight_fen"] = chance.choice((800, 1000, 1200, 1500))
    return row


def manifest(chance: random.Random, day: int, people: list[Person]) -> dict[str, Any]:
    """A day's van: what is announced, what of it does not come, what comes unannounced."""
    # Some people buy more than others; those with parcels waiting get "you have n more".
    eager = people[::7] * 6 + people
    items = [item(chance, eager) for _ in range(chance.randint(30, 60))]
    return {
        "day": day,
        "number": "夹山-07",
        "origin": "夹山镇中转站",
        "items": items,
        "absent": [row["waybill"] for row in chance.sample(items, chance.randint(0, 2))],
        "unannounced": [item(chance, eager)["waybill"] for _ in range(chance.randint(1, 3))],
    }


def holds(chance: random.Random, manifests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parcels that must not be released; one of them is not on any manifest."""
    rows = []
    for issued in manifests:
        if -2 <= issued["day"] <= 1:
            waybill = chance.choice(issued["items"])["waybill"]
            rows.append({"day": issued["day"], "waybill": waybill, "reason": chance.choice(REASONS)})
    return [*rows, {"day": 0, "waybill": number(chance, "YTO"), "reason": REASONS[1]}]


def labels(manifests: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Label pictures of the scripted day, for whoever draws them: text, symbology, bytes, what makes them hard."""
    today = next(issued for issued in manifests if issued["day"] == 0)
    plain = [row["waybill"] for row in today["items"]]
    shapes = (
        ("code128", "{}", "utf-8", "plain"),
        ("code128", "{}", "utf-8", "tilted"),
        ("code128", "{}", "utf-8", "blurred"),
        ("code128", "{}", "utf-8", "faded"),
        ("qr", "{}", "utf-8", "plain"),
        ("qr", "快递单号{}，请凭取件码取件", "gbk", "plain"),
        ("qr", "运单{}收件人张䶮", "utf-8", "tilted"),
        ("qr", '{{"mailNo":"{}"}}', "utf-8", "photo"),
    )
    return [
        {"waybill": waybill, "symbology": symbology, "text": text.format(waybill), "encoding": encoding, "look": look}
        for waybill, (symbology, text, encoding, look) in zip(plain, shapes, strict=False)
    ]


STATIONS = """# The demo's stations: the one that is run, and three neighbours whose slips it can verify.
# Villages are real (divisions.csv); the stations are not.
[[stations]]
code = "430726-0112"
name = "三板桥服务站"
village = "430726102003"
village_name = "三板桥社区"
town = "夹山镇"
hotline = "0736-0000112"
home = true

[[stations]]
code = "430726-0111"
name = "杨坪服务站"
village = "430726102002"
village_name = "杨坪社区"
town = "夹山镇"
hotline = "0736-0000111"

[[stations]]
code = "430726-0117"
name = "浮坪服务站"
village = "430726102217"
village_name = "浮坪村"
town = "夹山镇"
hotline = "0736-0000117"

[[stations]]
code = "430726-0121"
name = "桂花服务站"
village = "430726102221"
village_name = "桂花村"
town = "夹山镇"
hotline = "0736-0000121"
"""

REPLY_TIMES = [
    {"category": category, "median_days": median, "late_days": late}
    for category, median, late in (("", 9, 34), ("01-", 7, 22), ("03-", 16, 58), ("10-", 8, 30))
]

CLERKS = """# The demo's clerks. The PINs are for the demo only and are shown on its first screen.
[[clerks]]
code = "01"
name = "覃小梅"
role = "lead"
pin = "2580"

[[clerks]]
code = "02"
name = "向建军"
role = "clerk"
pin = "1470"

[[clerks]]
code = "90"
name = "县里技术员"
role = "county_it"
pin = "963852"
"""

README = """# The demo county

Made by `scripts/make_demo.py` from a seed; nobody in it exists. Phones lie in 199-0000-xxxx.
Days are counted from the day of the demo.

| file | what |
|---|---|
| residents.csv | 420 people in 160 households: id, name, household (户号), phone, group (组), nickname, gender, born |
| manifests.json | one van a day, days -13 to 7; `absent` is announced and does not come, `unannounced` the reverse |
| holds.json | parcels that must not be released, by day |
| bills.json | water and electricity that is owed, by month before the demo's; tier lines and late fee sum up to `fen` |
| accounts.json | every account that a biller knows; three bear the name of somebody who is on no roll |
| blacklist.json | accounts from which nothing is taken |
| reply_times.json | how long answers take, by class of petition (days) |
| spoken.ogg | a petition, spoken: what the demo's microphone hears; made by `scripts/make_sounds.py` |
| labels.json | eight label pictures for the scripted day: symbology, text, encoding, look |
| stations.toml, clerks.toml | the station that is run, three neighbours; the clerks and their demo PINs |
"""


def write(folder: Path) -> None:
    """Write every file of the demo."""
    chance = random.Random(SEED)
    people = village(chance)
    manifests = [manifest(chance, day, people) for day in DAYS]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "residents.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, list(asdict(people[0])), lineterminator="\n")
        rows.writeheader()
        rows.writerows(map(asdict, people))
    bills, accounts, blacklist = demo_bills.made(people, SEED, VILLAGE[2] + VILLAGE[1])
    for name, data in (
        ("manifests", manifests),
        ("holds", holds(chance, manifests)),
        ("labels", labels(manifests)),
        ("bills", bills),
        ("accounts", accounts),
        ("blacklist", blacklist),
        ("reply_times", REPLY_TIMES),
    ):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in data)
        (folder / f"{name}.json").write_text(f"[\n{lines}\n]\n", "utf-8")
    for name, text in (("stations.toml", STATIONS), ("clerks.toml", CLERKS), ("README.md", README)):
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "resources" / "demo")
