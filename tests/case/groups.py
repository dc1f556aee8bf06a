"""The case's two WhatsApp groups: an iPhone set to Arabic, an Android phone to English.

One line of the Android file has a date that no calendar has.
"""

from tawthiq.drill.names import Person
from tawthiq.drill.whatsapp import LTR, Line, android_line, ios_line
from tests.case.clock import CITY_EN, NOTICE, at

GROUP_AR = "فريق الإنقاذ المختلق"
GROUP_EN = "Invented Rescue Group"
IOS_FOLDER = f"WhatsApp Chat - {GROUP_AR}"
IOS_VIDEO = "00000007-VIDEO-2013-08-16-14-58-40.mp4"
IOS_PHOTO = "00000009-PHOTO-2013-08-16-15-12-03.jpg"
IOS_VOICE = "00000011-AUDIO-2013-08-16-15-30-21.opus"
ANDROID_TEXT = f"WhatsApp Chat with {GROUP_EN}.txt"
ANDROID_PHOTO = "IMG-20130816-WA0001.jpg"


def ios_arabic(people: tuple[Person, ...]) -> tuple[str, int, int]:
    """The text of `_chat.txt`, its number of posts and of the application's own lines; nothing is refused."""
    lines = _ios_lines(people)
    service = sum(line.who is None for line in lines)
    text = "".join(f"{ios_line(line, GROUP_AR)}\r\n" for line in lines)
    return text, len(lines) - service, service


def android_english(people: tuple[Person, ...]) -> tuple[str, int, int]:
    """The text of the Android export, its posts and its service lines; one line more must be refused."""
    lines = _android_lines(people)
    service = sum(line.who is None for line in lines)
    written = [android_line(line) for line in lines]
    written.insert(-2, f"45/45/2013, 16:02 - {people[21].latin()}: this line has an impossible date")
    return "".join(f"{line}\n" for line in written), len(lines) - service, service


def _ios_lines(people: tuple[Person, ...]) -> list[Line]:
    medic, driver, father = people[20].short(), people[21].short(), people[0].short()
    elder, younger = people[1], people[2]
    return [
        Line(at(9, 5), None, "الرسائل والمكالمات مشفرة تماماً بين الطرفين."),
        Line(at(9, 5, 30), None, f"قام {medic} بإنشاء المجموعة “{GROUP_AR}”"),
        Line(at(9, 6), medic, f"{NOTICE}: هذه المجموعة مختلقة للتدريب"),
        Line(at(11, 59, 59), driver, "صباح الخير، من معه مفتاح المستودع؟"),
        Line(at(12, 52, 10), driver, "سمعتم الصوت؟ الدخان فوق حي الأنموذج"),
        Line(at(13, 10, 4), medic, "أظنها غارة\nلا، يقولون صاروخ\nلا أحد يعرف بعد"),
        Line(at(14, 58, 40), driver, "", IOS_VIDEO),
        Line(at(15, 1, 12), medic, "نحتاج:\n- حبال ٤\n- كشافات إنارة ٦\n- حقائب إسعاف أولي ١٠"),
        Line(at(15, 12, 3), driver, "", IOS_PHOTO),
        Line(
            at(15, 20, 45),
            father,
            f"ولداي {elder.given.arabic} و{younger.given.arabic} تحت البناية الثانية، أرجوكم",
        ),
        Line(at(15, 30, 21), father, "", IOS_VOICE),
        Line(at(15, 41), medic, f"{LTR}لم يتم إدراج الصورة"),
        Line(at(16, 12, 33), driver, "وصلت ٤ كشافات من الجيران. الحبال لم تصل."),
        Line(at(0, 40, 9, day=17), medic, "عدد من أخرجناهم حتى الآن ١٨، بينهم ٥ أحياء"),
    ]


def _android_lines(people: tuple[Person, ...]) -> list[Line]:
    one, two, three = (people[number].latin() for number in (20, 21, 22))
    return [
        Line(at(9, 10), None, f'{one} created group "{GROUP_EN}"'),
        Line(at(9, 11), one, f"{NOTICE}. Nothing in this group happened; {CITY_EN} does not exist."),
        Line(at(13, 15), two, "Heavy smoke over al-Unmudhaj quarter. Anyone there?"),
        Line(at(13, 22), three, "Two buildings down.\nPeople digging with bare hands.\nNo machine yet."),
        Line(at(13, 50), two, "", ANDROID_PHOTO),
        Line(at(14, 10), three, "<Media omitted>"),
        Line(at(14, 31), one, "I counted 14 bodies at the site: 14, not 30. The 30 is for the whole city."),
        Line(at(15, 5), three, "Offering: one generator and 3 floodlights, from 20:00, at the clinic gate"),
        Line(at(15, 47), two, "People say a second strike is coming at four. Who said so?"),
        Line(at(16, 30), one, "No second strike. That message was an old one from last year."),
        Line(at(20, 20), three, "Floodlights are here. Still need: ropes: 40 m, machinery, fuel"),
    ]
