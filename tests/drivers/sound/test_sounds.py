"""Outcomes are told apart with eyes shut (P11), codes and amounts are read as a person would."""

import io
import itertools
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from drivers.sound import __main__ as command
from drivers.sound import speech
from drivers.sound.composer import RATE_HZ, Composer, load, read_wav, write_wav
from kiosk.petitions import rules
from kiosk.seams import Spoken
from kiosk.texts import Texts
from kiosk.wire.petition_ladder import State

BYTES_MAX = 2_000_000


def beat(samples, parts=24):
    """How an earcon goes: in each 25 ms its loudest pitch, in semitones, and 0 where it rests."""
    step = RATE_HZ // 40
    pitches = np.zeros(parts)
    for n in range(min(parts, len(samples) // step)):
        piece = samples[n * step : (n + 1) * step].astype(float)
        if np.abs(piece).mean() < 300:
            continue
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(step), 4096))
        pitches[n] = 12 * np.log2(spectrum.argmax() * RATE_HZ / 4096 / 55)
    return pitches


def test_the_shipped_clips_cover_every_outcome_and_stay_small(clips):
    assert set(clips.plans) == set(Spoken)
    names = {name for plan in clips.plans.values() for name in plan if not name.startswith("{")}
    assert names <= set(clips.samples)
    assert {f"earcon-{outcome}" for outcome in Spoken} <= set(clips.samples)
    assert {*speech.WORDS, *speech.LETTERS} <= set(clips.samples)
    assert sum(path.stat().st_size for path in resources.path("sounds").iterdir()) <= BYTES_MAX


def test_earcons_differ_in_pitch_and_beat(clips):
    """Any two differ by two semitones or more, or by sound against silence, for at least 75 ms."""
    beats = {outcome: beat(clips.samples[f"earcon-{outcome}"]) for outcome in Spoken}
    for one, other in itertools.combinations(Spoken, 2):
        apart = np.abs(beats[one] - beats[other]) >= 2
        assert apart.sum() >= 3, (one, other, beats[one], beats[other])


def test_no_two_outcomes_sound_or_say_the_same(composer, clips):
    assert len({composer.compose(outcome) for outcome in Spoken}) == len(Spoken)
    said = {"".join(clips.words.get(name, "") for name in clips.plans[outcome]) for outcome in Spoken}
    assert len(said) == len(Spoken)
    eight = {"已出库", "未入库", "出库失败", "重复扫描", "手机号为空", "包裹异常", "条码错误", "查无此件"}
    assert eight <= said


def test_the_earcon_is_over_in_half_a_second(clips):
    """The next parcel is in hand by then."""
    for outcome in Spoken:
        assert len(clips.samples[f"earcon-{outcome}"]) <= RATE_HZ // 2, outcome


def test_good_news_is_soft_and_bad_news_harsh(clips):
    def harshness(outcome):
        samples = clips.samples[f"earcon-{outcome}"].astype(float)
        spectrum = np.abs(np.fft.rfft(samples))
        hertz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
        strongest = hertz[spectrum.argmax()]
        return spectrum[hertz > 2.5 * strongest].sum() / spectrum.sum()

    good = max(harshness(outcome) for outcome in (Spoken.TAKEN_IN, Spoken.HANDED_OUT, Spoken.SENT, Spoken.PAID))
    bad = min(harshness(outcome) for outcome in (Spoken.HAND_OUT_FAILED, Spoken.CODE_WRONG, Spoken.HELD))
    assert bad > 1.5 * good


def test_a_composed_sound_is_a_wav_that_plays_its_clips_in_order(composer, clips):
    data = composer.compose(Spoken.TAKEN_IN, ["放到", "3-2"])
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE_HZ, 1, 2)
        frames = file.getnframes()
    names = composer.clip_names(Spoken.TAKEN_IN, ["放到", "3-2"])
    assert names == ("earcon-taken_in", "taken_in", "put_on", "3", "dash", "2")
    gap = round(0.03 * RATE_HZ)
    assert frames == sum(len(clips.samples[name]) + gap for name in names)


def test_how_many_more_and_how_much(composer):
    assert composer.clip_names("more_waiting", ["2"]) == (
        "earcon-more_waiting",
        "more_waiting",
        "liang",
        "parcels_waiting",
    )
    named = composer.clip_names("more_waiting", ["2", "3-2-41", "2天", "5-1-7", "今天到", "1-1-1", "12天"])
    assert named[4:11] == ("3", "dash", "2", "dash", "4", "yao", "liang")
    assert named[11:] == (
        "days", "5", "dash", "yao", "dash", "7", "today", "yao", "dash", "yao", "dash", "yao", "ten", "2", "days",
    )  # fmt: skip
    assert composer.clip_names("paid", ["13050"])[2:] == ("1", "hundred", "3", "ten", "yuan", "5", "jiao")


@given(st.text(max_size=30), st.lists(st.text(max_size=200), max_size=12))
def test_nothing_that_is_asked_for_fails(composer, outcome, parts):
    assert len(composer.compose(outcome, parts)) < 12_000_000


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
        (1_001, "一千零一"), (10_000, "一万"), (10_020, "一万零二十"), (100_000, "十万"), (120_003, "十二万零三"),
        (10_010_000, "一千零一万"), (100_000_001, "一亿零一"), (-5, "零"),
        (12_345_678, "一千二百三十四万五千六百七十八"),
    ],
)  # fmt: skip
def test_numbers(number, said):
    assert "".join(speech.WORDS[name] for name in speech.phrase(number)) == said


def value(said):
    """A reader of Chinese numbers, independent of the writer."""
    total = group = digit = 0
    for sign in said:
        if sign in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(sign)
        elif sign in "十百千":
            group += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            total += (group + digit) * {"万": 10_000, "亿": 100_000_000}[sign]
            group = digit = 0
    return total + group + digit


@given(st.integers(0, speech.NUMBER_MAX))
def test_a_number_said_is_understood(number):
    said = "".join(speech.WORDS[name] for name in speech.phrase(number))
    assert value(said) == number
    assert "零零" not in said


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元"), (5, "五分"), (50, "五角"), (100, "一元"), (305, "三元零五分"), (350, "三元五角"),
        (13_050, "一百三十元五角"), (1_000_000, "一万元"),
    ],
)  # fmt: skip
def test_amounts(fen, said):
    assert "".join(speech.WORDS[name] for name in speech.amount(fen)) == said


def test_a_code_is_spelled_with_yao_and_dash():
    assert speech.spell("3-2-4107 yt") == ("3", "dash", "2", "dash", "4", "yao", "0", "7", "Y", "T")
    assert speech.spell("王") == ()


def tone(rate, seconds=0.5, channels=1):
    at = np.arange(round(rate * seconds)) / rate
    levels = np.repeat((20_000 * np.sin(2 * np.pi * 440 * at)).astype("<i2")[:, None], channels, axis=1)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(levels.tobytes())
    return out.getvalue()


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 2), (44_100, 2), (22_050, 1)])
def test_a_recording_of_any_rate_keeps_pitch_and_length(rate, channels):
    samples = read_wav(tone(rate, channels=channels))
    assert abs(len(samples) - RATE_HZ / 2) <= 1
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    assert abs(np.fft.rfftfreq(len(samples), 1 / RATE_HZ)[spectrum.argmax()] - 440) < 3


def test_own_recordings_replace_ours_and_bad_ones_do_not(tmp_path, clips, caplog):
    (tmp_path / "taken_in.wav").write_bytes(tone(44_100))
    (tmp_path / "sent.wav").write_bytes(b"RIFF no")
    (tmp_path / "held.wav").write_bytes(tone(8_000, seconds=30))
    own = load(tmp_path, tmp_path / "not there")
    assert len(own.samples["taken_in"]) == RATE_HZ // 2
    assert np.array_equal(own.samples["sent"], clips.samples["sent"])
    assert np.array_equal(own.samples["held"], clips.samples["held"])
    assert "sent.wav" in caplog.text
    assert "held.wav" in caplog.text
    assert Composer(own).compose("taken_in") != Composer(clips).compose("taken_in")


def test_what_is_written_is_read_back():
    samples = np.array([0, 1, -1, 32767, -32768], np.int16)
    assert np.array_equal(read_wav(write_wav(samples)), samples)


def test_the_command(tmp_path, capsys):
    to = tmp_path / "x.wav"
    assert command.main(["handed_out", "3-2", "--to", str(to)]) == 0
    assert "dash" in capsys.readouterr().out
    assert len(read_wav(to.read_bytes())) > RATE_HZ // 2


def test_every_state_of_a_petition_is_said_as_it_is_written(composer, clips):
    words = Texts("zh")
    for state in State:
        said = rules.state_sound(state)
        assert composer.clip_names(Spoken.PETITION, [said]) == ("earcon-petition", "petition_stands", said)
        assert clips.words[said] == words(rules.state_word(state))
        assert said in clips.samples
