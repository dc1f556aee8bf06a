"""The first page of a drill's material, in both languages: that all of it is invented."""

from tawthiq.drill.scenario import Scenario


def first_page(scenario: Scenario, size: str) -> str:
    """The text of README.txt."""
    return f"""INVENTED DRILL / تمرين مختلق

{scenario.english} ({scenario.name}, {size})
{scenario.arabic}

Everything in this folder is invented for training: the place does not exist (its coordinates lie in the
sea), nobody named in it lives or lived, nothing in it happened. Every drawn film says INVENTED DRILL in a
corner and in its metadata. Films in the folder "lent", if there is one, are real clips of other things,
used only so that copies of real pictures can be looked for; they show nothing of this event.
Do not publish any of it without these words. Figures from a drill are about code and training, never
about evidence.

Your task: what happened, where and when, who says what, who was killed, is missing or was found, what is
still needed, and which files are copies of which.

كل ما في هذا المجلد مختلق لأجل التدريب: المكان غير موجود (إحداثياته في البحر)، ولم يعش أحد من المذكورين
فيه، ولم يقع شيء مما فيه. كل مقطع مرسوم مكتوب في زاويته وفي بياناته الوصفية INVENTED DRILL. أما المقاطع في
المجلد «lent»، إن وُجد، فهي مقاطع حقيقية لأشياء أخرى، أُخذت ليُبحث عن نسخها فقط، ولا تُظهر شيئاً من هذا الحدث.
لا تنشروا منه شيئاً من دون هذه الكلمات. والأرقام الناتجة عن التمرين تخص البرنامج والتدريب، ولا تصلح دليلاً.

المطلوب: ماذا حدث، وأين ومتى، ومن قال ماذا، ومن قُتل أو فُقد أو وُجد، وما الذي لا يزال ناقصاً، وأي الملفات نسخ
عن أيها.
"""
