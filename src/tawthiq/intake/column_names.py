"""How lists head their columns, in English and Arabic: only ever a proposal for a person to confirm."""

from tawthiq.record.arabic import words

_NAMES = {
    "person.name": "name; full name; victim; victim name; الاسم; الاسم الكامل; اسم الشهيد; اسم الضحية",
    "person.status": "status; fate; condition; الحالة; الوضع; المصير",
    "person.age": "age; العمر; السن",
    "person.sex": "sex; gender; الجنس; النوع",
    "person.residence": "residence; address; lived at; lives in; السكن; مكان السكن; العنوان",
    "person.last-seen": "last seen; last known place; last known; آخر مشاهدة; شوهد آخر مرة; آخر مكان",
    "person.sought-by": "sought by; asked by; asks; reported by; يبحث عنه; المبلغ; السائل",
    "person.identified-by": "identified by; تعرف عليه; تعرف عليها",
    "person.buried": "buried; burial; burial place; buried at; الدفن; مكان الدفن; دفن في; المقبرة",
    "time": "date; time; when; day; date of death; incident date; filmed on; "
    "التاريخ; تاريخ; الوقت; اليوم; تاريخ الوفاة; تاريخ التصوير",
    "place": "place; location; where; area; المكان; الموقع; مكان; المنطقة; الحي",
    "latitude": "latitude; lat; خط العرض",
    "longitude": "longitude; lon; lng; long; خط الطول",
    "household": "household; family; family id; house; العائلة; الأسرة; البيت",
    "source": "source; المصدر; مصدر",
    "note": "note; notes; remark; remarks; comment; ملاحظة; ملاحظات",
    "file": "file; filename; file name; video; clip; الملف; اسم الملف; الفيديو; المقطع",
    "digest": "sha256; sha 256; hash; digest; checksum",
    "url": "url; link; address of post; web; الرابط; رابط",
    "start": "start; from; second; seconds; timecode; time in video; at; البداية; من; الثانية; الدقيقة",
    "end": "end; until; to; النهاية; إلى; حتى",
    "observation": "observation; description; seen; shows; what it shows; الوصف; المشاهدة; ما يظهر",
    "text": "text; post; message; content; body; tweet; النص; المنشور; الرسالة; المحتوى",
    "sent": "sent; posted; posted at; published; created at; publication date; تاريخ النشر; وقت النشر",
    "author": "author; account; user; username; from; by; الكاتب; الحساب; الناشر; صاحب المنشور",
    "number": "id; post id; message id; number; no; رقم; الرقم",
    "attachment": "attachment; attachments; media; المرفقات; المرفق",
}  # fmt: skip

STATUS_WORDS = {
    "killed": "killed; dead; died; martyr; deceased; شهيد; شهيدة; قتيل; قتيلة; متوفى; متوفاة; استشهد",
    "wounded": "wounded; injured; جريح; جريحة; مصاب; مصابة; إصابة",
    "missing": "missing; lost; not found; مفقود; مفقودة",
    "found-alive": "found alive; alive; survived; survivor; rescued; ناج; ناجي; ناجية; حي; على قيد الحياة",
    "detained": "detained; arrested; معتقل; معتقلة; محتجز",
    "displaced": "displaced; نازح; نازحة; مهجر",
    "unknown": "unknown; not known; غير معروف; مجهول; مجهول المصير; غير معلوم",
}  # fmt: skip


def key_of(header: str) -> str:
    """A header or word in the form in which it is looked up: folded words, joined by spaces."""
    return " ".join(words(header.replace("_", " ")))


def _by_key(lists: dict[str, str]) -> dict[str, str]:
    # The first role that claims a word keeps it.
    pairs = [(key_of(word), role) for role, listed in lists.items() for word in listed.split(";")]
    return dict(reversed(pairs))


ROLE_BY_HEADER = _by_key(_NAMES)
"""Roles by folded header."""

STATUS_BY_WORD = _by_key(STATUS_WORDS)
"""Statuses by folded word."""
