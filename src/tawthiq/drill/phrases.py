"""The words of invented posts, in both languages."""

import random

from tawthiq.drill.arabic import digits

AUTHORS = {
    "ar": ("أبو المثال", "مسعف متدرب", "سائق الجرافة", "جارة الدرج", "صاحب الدكان", "مراسل الورق"),
    "en": ("Drill Medic", "Paper Reporter", "Roof Neighbour", "Example Driver", "Clinic Desk", "Trainee Two"),
}
"""Invented names under which people write."""

TALK = {
    "ar": (
        "الله يرحمهم.",
        "انقطعت الكهرباء عندنا منذ الصباح.",
        "من عنده رقم المستوصف؟",
        "الخبز وصل إلى الفرن.",
        "الشبكة ضعيفة، الرسائل تتأخر.",
        "انتبهوا على أنفسكم.",
    ),
    "en": (
        "Power is out since the morning.",
        "Who has the number of the clinic?",
        "Network is weak here, messages come late.",
        "Stay safe everyone.",
        "The bakery is open again.",
        "Battery at 9 percent.",
    ),
}

_CLAIM = {
    "ar": {
        "eyewitness": ("كنت هناك ورأيت بعيني: {}.", "أنا من سكان الشارع: {}."),
        "hearsay": ("يقولون: {}.", "نقلاً عن الجيران: {}.", "سمعت أن الأمر {}."),
        "rumour": ("عاجل: {}!", "خبر عاجل وغير مؤكد: {}!"),
        "question": ("هل صحيح ما يقال: {}؟", "من يؤكد: {}؟"),
        "denial": ("غير صحيح ما يقال: {}.", "نفي: لا صحة لما نشر: {}."),
    },
    "en": {
        "eyewitness": ("I was there and saw it: {}.", "I live on that street: {}."),
        "hearsay": ("They say: {}.", "Neighbours told me: {}.", "Heard from a driver: {}."),
        "rumour": ("URGENT: {}!", "Breaking, not confirmed: {}!"),
        "question": ("Is it true: {}?", "Can anyone confirm: {}?"),
        "denial": ("Not true what is said: {}.", "Denial, no truth in it: {}."),
    },
}
_NEED = {
    "ar": {
        "asked": (
            "نداء: نحتاج {count} {what} في شارع السوق الآن.",
            "ما زلنا بحاجة إلى {count} {what}، أرجوكم.",
        ),
        "offered": ("عندي {count} {what}، من يحتاج فليتصل.",),
        "met": ("وصلت: {count} {what}. شكراً لكم.",),
    },
    "en": {
        "asked": ("We need {count} {what} at Market Street now.", "Still need: {count} {what}. Please."),
        "offered": ("Offering {count} {what}, call me.",),
        "met": ("Arrived: {count} {what}. Thank you.",),
    },
}
_FILM = {
    "ar": ("وصلني هذا المقطع الآن.", "شاهدوا وانشروا.", "من صور هذا؟"),
    "en": ("Got this clip just now.", "Watch and share.", "Who filmed this?"),
}


def claim(rng: random.Random, kind: str, language: str, words: str) -> str:
    """A post of that kind about a claim."""
    return rng.choice(_CLAIM[language][kind]).format(words)


def need(rng: random.Random, state: str, language: str, count: int, english: str, arabic: str) -> str:
    """A post that asks for, offers or brings so many of something."""
    what = english if language == "en" else arabic
    written = "" if count == 1 else (digits(count) if language == "ar" else str(count))
    return " ".join(rng.choice(_NEED[language][state]).format(count=written, what=what).split())


def search(name: str, age: int, sex: str) -> str:
    """Someone asks for a relative."""
    if sex == "male":
        return f"من رأى {name}؟ عمره {digits(age)}. آخر مرة كان في بيته قبل الضربة."
    return f"من رأى {name}؟ عمرها {digits(age)}. آخر مرة كانت في بيتها قبل الضربة."


def found(name: str, sex: str) -> str:
    """Someone was taken out alive."""
    return f"الحمد لله، خرج {name} حياً." if sex == "male" else f"الحمد لله، خرجت {name} حية."


def film(rng: random.Random, language: str) -> str:
    """What is written under a film that is sent on."""
    return rng.choice(_FILM[language])
