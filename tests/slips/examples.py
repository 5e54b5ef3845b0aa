"""Slips that together hold every block, used by the golden files of layout and bytes."""

from datetime import datetime

from kiosk.clock import CHINA
from kiosk.slips.document import (
    QR,
    Big,
    Code128,
    Column,
    Cut,
    Document,
    Gap,
    Line,
    OpenDrawer,
    Row,
    Rule,
    SignatureLine,
    Table,
    Title,
    reprint,
    spoiled,
)

AT = datetime(2026, 11, 20, 10, 24, tzinfo=CHINA)

pickup = Document(
    "取件单",
    (
        Title("村口服务点 · 取件单"),
        Row("取件人", "张𠮷䶮"),
        Row("手机", "138****2671"),
        Row("运单", "SF1234567890123"),
        Row("货架", "3-2"),
        Row("地址", "湖南省常德市石门县楚江街道办事处二都社区居民委员会第3组12号"),
        Rule(),
        Row("代收货款", "￥0.00", bold=True),
        Row("保管费", "¥0.00"),
        Rule("double"),
        Line("请当面核对，如有破损请立即告知（电话0736-5321234），谢谢。"),
        SignatureLine("签字："),
        Line("操作员 李佳庄  2026-11-20 10:24", align="right"),
    ),
)

label = Document(
    "标签",
    (Big("3-2-4107"), Row("欧阳旸", "尾号2671", bold=True, size=2), Code128("YT8012345678901")),
    kind="label",
    width_hint=32,
)

handover = Document(
    "交接单",
    (
        Title("镇村交接单", size=3),
        Table(
            (Column("单号"), Column("收件人"), Column("金额", "right")),
            (
                ("SF1234567890123", "王秀英", "￥12.50"),
                ("YT8012345678901", "买买提·吐尔逊·阿不都热合曼", "￥0.00"),
                ("773012345678901", "鿍㛃", "￥1,204.00"),
            ),
        ),
        Gap(2),
        QR("CK1*SM0417*HANDOVER*1000000042*20777*12*3*ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "验真码"),
        Code128("WAYBILL-THAT-IS-FAR-TOO-LONG-FOR-58-MM-X"),
        Line("名字 𠮷堃", size=2, bold=True, align="center"),
        Cut(),
        OpenDrawer(),
        SignatureLine("交件人签字（按手印）："),
    ),
)

ALL = {
    "pickup": pickup,
    "label": label,
    "handover": handover,
    "reprint": reprint(pickup, 2, AT, offline=True),
    "spoiled": spoiled(label, "打印到一半缺纸"),
}
