"""The case's Telegram channel: `result.json`, and where its `video_files` and `photos` lie.

One message object is broken on purpose: it has neither id nor date.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tawthiq.drill.names import Person
from tawthiq.drill.telegram import Message, Piece, broken, chat_text, message, moment, service
from tests.case.clock import CITY_AR, NOTICE, at

CHANNEL = f"أخبار {CITY_AR} (تمرين مختلق)"
VIDEO = "video_files/video_1@16-08-2013_13-40-00.mp4"
PHOTO = "photos/photo_1@16-08-2013_15-40-00.jpg"
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"

AT_SEA = (34.0016, 33.5016)
"""Degrees; open sea on purpose, so that no real street is meant."""


@dataclass(frozen=True)
class Attached:
    """A media file of the export: its size in bytes, and for footage its length and picture size."""

    size: int
    seconds: int = 0
    width: int = 0
    height: int = 0


def export(people: tuple[Person, ...], video: Attached, photo: Attached) -> tuple[str, int, int]:
    """The text of `result.json`, its number of posts and its number of service messages.

    One more object than those is in it, and must be refused.
    """
    messages = [
        service(1, at(9, 0), CHANNEL, action="create_channel", title=CHANNEL),
        *_first_hour(video),
        service(19, at(16, 41), CHANNEL, action="pin_message", message_id=11),
        *_afternoon(people, photo),
        broken(CHANNEL),
        *_later(people),
    ]
    messages.sort(key=lambda message: message.get("id", 20))
    own = sum(message["type"] == "service" for message in messages)
    return chat_text(CHANNEL, messages), len(messages) - own - 1, own


def _first_hour(video: Attached) -> list[Message]:
    film = {
        "file": VIDEO,
        "file_name": "video_1.mp4",
        "file_size": video.size,
        "media_type": "video_file",
        "mime_type": "video/mp4",
        "duration_seconds": video.seconds,
        "width": video.width,
        "height": video.height,
    }
    return [
        _post(2, at(9, 1), f"{NOTICE}: كل ما في هذه القناة مختلق للتدريب. Every word here is made up."),
        _post(3, at(12, 51), "دوي قوي هز حي الأنموذج قبل قليل، والدخان يرى من كل مكان."),
        _post(
            4,
            at(13, 24),
            "عاجل: صاروخ سكود سقط بين البنايتين في شارع التجربة ",
            ("hashtag", "#قرية_المثال"),
        ),
        _post(
            5,
            at(13, 31),
            "غارة جوية استهدفت السوق، والطائرة شوهدت في السماء.",
            forwarded_from="شبكة الصدى المختلقة",
        ),
        _post(6, at(13, 40), "لحظة الوصول إلى المكان، تصوير أحد الأهالي.", **film),
        _post(
            7,
            at(13, 52),
            "ليس سكود. صاروخ أرض أرض قصير المدى كما قال الجيران، ولم تكن هناك طائرة.",
            reply_to_message_id=4,
        ),
        _post(8, at(14, 5), "أكثر من ٣٠ قتيلاً في المدينة اليوم والبقية تحت الأنقاض."),
        _edited(_post(9, at(14, 20), "الحصيلة في الموقع وحده: ٢١ قتيلاً بعد أن كانت ١٨."), at(17, 5)),
    ]


def _afternoon(people: tuple[Person, ...], photo: Attached) -> list[Message]:
    father, elder, younger = people[0], people[1], people[2]
    place = {"latitude": AT_SEA[0], "longitude": AT_SEA[1]}
    picture = {"photo": PHOTO, "photo_file_size": photo.size, "width": photo.width, "height": photo.height}
    gone = {"file": NOT_INCLUDED, "media_type": "video_file", "mime_type": "video/mp4"}
    return [
        _post(10, at(14, 33), "الموقع التقريبي (إحداثيات مختلقة)", location_information=place),
        _post(
            11,
            at(14, 45),
            "نداء: نحتاج ",
            ("bold", "حبال وكشافات إنارة وآليات ثقيلة وحقائب إسعاف أولي"),
            " في شارع التجربة الآن.",
        ),
        _post(12, at(15, 2), "عندنا جرافة واحدة جاهزة عند الدوار، من يعرف سائقاً فليتصل."),
        _post(13, at(15, 10), "مقطع ثان من زاوية أخرى.", duration_seconds=41, **gone),
        _post(
            14,
            at(15, 26),
            f"أب يسأل عن ولديه: {elder.arabic()} ({elder.age} سنة) و{younger.arabic(1)} "
            f"({younger.age} سنوات). آخر مرة كانا في الطابق الثاني. الأب {father.short()}.",
        ),
        _post(15, at(15, 40), "العمل بالأيدي.", **picture),
        _post(16, at(15, 58), "يقال إن مياه الخزان في الحي مسمومة، لا تشربوا!"),
        _post(
            17,
            at(16, 22),
            "نفي: لا صحة لخبر تسمم مياه الخزان، فحصها المستوصف قبل ساعة.",
            reply_to_message_id=16,
        ),
        _post(18, at(16, 40), "", poll=_poll()),
    ]


def _later(people: tuple[Person, ...]) -> list[Message]:
    found = people[7]
    return [
        _post(21, at(18, 30), "يقول كثيرون إنها رد على تفجير الأمس في مدينة الساحل المختلقة. لا دليل عندنا."),
        _post(22, at(1, 15, day=17), "نحفر بأيدينا في الظلام. الكشافات لم تصل بعد."),
        _post(23, at(6, 50, day=17), f"الحمد لله، خرجت {found.short()} حية بعد سبع عشرة ساعة."),
        _post(
            24,
            at(11, 0, day=23),
            "بعد أسبوع: اثنا عشر جثماناً آخر انتشلت ودفنت من جديد. ",
            ("link", "https://example.invalid/invented-drill"),
        ),
    ]


def _post(number: int, when: datetime, *pieces: Piece, **more: Any) -> Message:
    return message(CHANNEL, number, when, *pieces, **more)


def _edited(message: Message, when: datetime) -> Message:
    return {**message, **moment("edited", when)}


def _poll() -> Message:
    answers = (("حبال", 14), ("كشافات", 31), ("آليات", 52), ("إسعاف أولي", 20))
    return {
        "question": "ما الذي ينقصكم أكثر؟",
        "closed": False,
        "total_voters": sum(voters for _, voters in answers),
        "answers": [{"text": text, "voters": voters, "chosen": False} for text, voters in answers],
    }
