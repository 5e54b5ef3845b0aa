"""A home page with something on it."""

from ui.bridge.home import Action, Bar, Figure, HomePart, Task

BUSY_DAY = HomePart(
    actions=(
        Action("package-plus", "入库", "扫到件单", "GalleryPage"),
        Action("package-check", "取件", "扫码 · 取件码 · 尾号", "GalleryPage"),
        Action("send", "寄件", "拍证件 · 称重", "GalleryPage"),
    ),
    tasks=(
        Task("package-open", "attention", "滞留 7 天以上 4 件", "打电话，或退回夹山镇站", "GalleryPage"),
        Task("phone-call", "brand", "没有手机的 6 位村民有件", "印一张喊人单交给组长", "GalleryPage"),
        Task("octagon-alert", "danger", "有 1 件投诉今天到期", "问清楚，写上处理结果", "GalleryPage", urgency=5),
        Task("truck", "soft", "下午 3 点 县车到", "带走 5 件寄件、2 件退件、U 盘"),
    ),
    figures=(Figure("86", "入库"), Figure("41", "取走"), Figure("3", "寄出"), Figure("212", "在库")),
    bars=tuple(
        Bar(float(value), label)
        for value, label in zip(
            (30, 40, 33, 48, 70, 14, 30, 50, 40, 62, 55, 70, 20, 70), ("7", *[""] * 12, "20"), strict=True
        )
    ),
    bars_text="近 14 天入库",
)
