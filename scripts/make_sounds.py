"""Make ``resources/sounds``: synthesised earcons, and placeholder words spoken by espeak-ng 1.51.

    apt install espeak-ng && python scripts/make_sounds.py

and ``resources/demo/spoken.ogg``, what a villager says in the demo.

The words are placeholders that a county replaces with recordings of a person. Two traps: espeak-ng's voice ``cmn`` says
取件码 in English on Debian 12, ``cmn-latn-pinyin`` is right; and both wrap each word in silence, which is cut here.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import resources
from drivers.sound import speech
from drivers.sound.composer import RATE_HZ, read_wav, write_wav
from drivers.sound.opus import OpusCodec

SOFT, HARSH = (1.0, 0.25, 0.08), (1.0, 0.0, 0.55, 0.0, 0.35, 0.0, 0.2)
"""Harmonics. Done is soft; wrong is harsh and low: known before a word is said."""

PETITION = (
    "我是六组的，姓覃。",
    "村口的路灯坏了三个月。",
    "晚上走路看不见，老人摔过两次。",
    "请早一点派人来修好。",
    "修好了请告诉我一声，我没有手机，带话到我家就行。",
)
"""A petition, spoken; as people speak, so the clerk's one line is needed."""

REST = 0
EARCONS = {
    # Done: upwards.
    "taken_in": (SOFT, ((523, 90), (784, 150))),
    "handed_out": (SOFT, ((523, 80), (659, 80), (784, 80), (1047, 200))),
    "sent": (SOFT, ((392, 90), (523, 90), (1047, 180))),
    "taken_back": (SOFT, ((784, 90), (659, 90), (523, 180))),
    "undone": (SOFT, ((659, 110), (440, 190))),
    "paid": (SOFT, ((988, 80), (1319, 260))),
    "change": (SOFT, ((1319, 90), (1047, 90), (1319, 90), (1568, 180))),
    # A question: the same again, or an open end.
    "duplicate": (SOFT, ((659, 110), (REST, 60), (659, 110))),
    "extra": (SOFT, ((440, 120), (REST, 40), (440, 60), (880, 180))),
    "phone_missing": (SOFT, ((880, 45), (1175, 45)) * 4),
    "more_waiting": (SOFT, ((784, 130), (1047, 130), (784, 200))),
    "please_wait": (SOFT, ((330, 160), (REST, 140), (330, 160))),
    "look": (SOFT, ((1175, 320),)),
    "cut_off": (SOFT, ((587, 150), (REST, 50), (494, 150), (REST, 50), (587, 80))),
    "petition": (SOFT, ((392, 70), (REST, 30), (587, 70), (REST, 30), (880, 60), (REST, 30), (587, 140))),
    # Wrong: low, harsh, each with its own beat.
    "not_in_stock": (HARSH, ((392, 110), (311, 110), (262, 160))),
    "hand_out_failed": (HARSH, ((196, 420),)),
    "code_wrong": (HARSH, ((220, 80), (REST, 60), (220, 80), (REST, 60), (220, 80))),
    "not_found": (HARSH, ((349, 140), (247, 260))),
    "parcel_problem": (HARSH, ((440, 110), (587, 110), (440, 110), (587, 110))),
    "held": (HARSH, ((698, 70), (REST, 50)) * 4),
    "stop": (HARSH, ((523, 180), (REST, 90), (523, 210))),
}
"""(harmonics, ((Hz, ms), …)) by outcome."""

SAID = {
    "taken_in": "已入库",
    "handed_out": "已出库",
    "sent": "已寄出",
    "taken_back": "已退件",
    "undone": "已撤销",
    "paid": "已收款",
    "change": "找您",
    "stop": "停一下",
    "cut_off": "注意",
    "day_0": "今天",
    "day_1": "明天",
    "day_2": "后天",
    "after": "后",
    "no_water": "停水",
    "no_electricity": "停电",
    "no_gas": "停气",
    "no_service": "停机",
    "duplicate": "重复扫描",
    "extra": "到件单外",
    "phone_missing": "手机号为空",
    "more_waiting": "您还有",
    "parcels_waiting": "个包裹未取",
    "please_wait": "请让顾客稍等",
    "look": "请看屏幕",
    "not_in_stock": "未入库",
    "hand_out_failed": "出库失败",
    "code_wrong": "条码错误",
    "not_found": "查无此件",
    "parcel_problem": "包裹异常",
    "held": "拦截件",
    "put_on": "放到",
    "pickup_code": "取件码",
    "tail": "尾号",
    "number": "号",
    "days": "天",
    "today": "今天到",
    "petition_filed": "已收下",
    "petition_registered": "已登记",
    "petition_awaiting": "待回复",
    "petition_in_hand": "办理中",
    "petition_scheduled": "已排期",
    "petition_wanted": "需补充",
    "petition_supplemented": "已补充",
    "petition_transferred": "已转办",
    "petition_done": "已办理",
    "petition_reopen_asked": "申请重办",
    "petition_reopened": "重新办理",
    "petition_closed": "已办结",
    "petition_withdrawn": "已撤回",
    "petition_stands": "您的诉求",
}
PLANS = {name: [name] for name in EARCONS} | {
    "more_waiting": ["more_waiting", "{count}", "parcels_waiting"],
    "paid": ["paid", "{amount}"],
    "change": ["paid", "{amount}", "change", "{amount}"],
    "petition": ["petition_stands"],
}


def main() -> None:
    """Write every clip and the list of what it says."""
    folder = resources.path("sounds")
    folder.mkdir(exist_ok=True)
    words = SAID | speech.WORDS | {letter: letter for letter in speech.LETTERS}
    for name, (harmonics, tones) in EARCONS.items():
        _keep(folder / f"earcon-{name}.wav", earcon(harmonics, tones), peak=0.5)
    for name, text in words.items():
        _keep(folder / f"{name}.wav", spoken(text), peak=0.8)
    resources.path("demo", "spoken.ogg").write_bytes(villager())
    about = {"outcomes": PLANS, "words": words}
    (folder / "sounds.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(list(folder.glob('*.wav')))} clips, {sum(p.stat().st_size for p in folder.iterdir()):,} bytes")


def villager() -> bytes:
    """What is said into the demo's microphone, as a small file."""
    encoder, pause = OpusCodec().encoder(), np.zeros(RATE_HZ // 2)
    for sentence in PETITION:
        samples = np.concatenate([spoken(sentence), pause])
        encoder.write((samples * 0.5 * 32767 / np.abs(samples).max()).astype("<i2").tobytes())
    return encoder.finish()


def earcon(harmonics: tuple[float, ...], tones: tuple[tuple[int, int], ...]) -> NDArray[np.float64]:
    """Tones one after another, each with a 6 ms attack and a fading end, so that nothing clicks."""
    return np.concatenate([_tone(harmonics, hertz, ms) for hertz, ms in tones])


def _tone(harmonics: tuple[float, ...], hertz: int, ms: int) -> NDArray[np.float64]:
    at = np.arange(RATE_HZ * ms // 1000) / RATE_HZ
    if hertz == REST:
        return np.zeros_like(at)
    wave = sum(part * np.sin(2 * np.pi * hertz * (n + 1) * at) for n, part in enumerate(harmonics))
    envelope = np.minimum(1, at / 0.006) * np.minimum(1, (at[-1] - at) / 0.025)
    return np.asarray(wave * envelope, np.float64)


def spoken(text: str) -> NDArray[np.float64]:
    """Words by espeak-ng, without the silence around them; letters by its English voice."""
    voice = "en" if text in speech.LETTERS else "cmn-latn-pinyin"
    command = ["espeak-ng", "-v", voice, "-s", "185", "--stdout", text]
    samples = read_wav(_whole(subprocess.run(command, capture_output=True, check=True).stdout)).astype(np.float64)
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    return samples[max(0, loud[0] - 80) : loud[-1] + 320]


def _whole(stream: bytes) -> bytes:
    """A WAV from a pipe says it is endless; give it its true length."""
    at = stream.index(b"data") + 4
    return stream[:at] + (len(stream) - at - 4).to_bytes(4, "little") + stream[at + 4 :]


def _keep(path: Path, samples: NDArray[np.float64], peak: float) -> None:
    level = peak * 32767 / max(1e-9, float(np.abs(samples).max()))
    path.write_bytes(write_wav((samples * level).astype(np.int16)))


if __name__ == "__main__":
    main()
