"""The first page of a drill's material, in both languages: that all of it is invented."""

from tawthiq.drill.plan import Plan
from tawthiq.drill.truth_footage import LentSpeech


def first_page(plan: Plan) -> str:
    """The text of README.txt."""
    scenario = plan.scenario
    return f"""INVENTED DRILL / تمرين مختلق

{scenario.english} ({scenario.name}, {plan.size.name})
{scenario.arabic}

Everything in this folder is invented for training: the place does not exist (its coordinates lie in the
sea), nobody named in it lives or lived, nothing in it happened. Every drawn film says INVENTED DRILL in a
corner and in its metadata. Films in the folder "lent", if there is one, are real clips of other things,
used only so that copies of real pictures can be looked for; they show nothing of this event. Copies made
of them bear the words too.
Do not publish any of it without these words. Figures from a drill are about code and training, never
about evidence.

Your task: what happened, where and when, who says what, who was killed, is missing or was found, what is
still needed, and which files are copies of which.

كل ما في هذا المجلد مختلق لأجل التدريب: المكان غير موجود (إحداثياته في البحر)، ولم يعش أحد من المذكورين
فيه، ولم يقع شيء مما فيه. كل مقطع مرسوم مكتوب في زاويته وفي بياناته الوصفية INVENTED DRILL. أما المقاطع في
المجلد «lent»، إن وُجد، فهي مقاطع حقيقية لأشياء أخرى، أُخذت ليُبحث عن نسخها فقط، ولا تُظهر شيئاً من هذا الحدث،
والنسخ المصنوعة منها تحمل الكلمات نفسها.
لا تنشروا منه شيئاً من دون هذه الكلمات. والأرقام الناتجة عن التمرين تخص البرنامج والتدريب، ولا تصلح دليلاً.

المطلوب: ماذا حدث، وأين ومتى، ومن قال ماذا، ومن قُتل أو فُقد أو وُجد، وما الذي لا يزال ناقصاً، وأي الملفات نسخ
عن أيها.
{_credit(plan.speech.told) if plan.speech else ""}"""


def _credit(speech: LentSpeech) -> str:
    """Whose voices are heard: a licence asks for it, and nobody should take them for voices of the event."""
    return f"""
The voices that speak ({speech.language}) are recordings of people reading other texts, and say nothing of
this event. They come from: {speech.source}. Licence: {speech.licence}

الأصوات التي تتكلم ({speech.language}) تسجيلات لأشخاص يقرؤون نصوصاً أخرى، ولا تقول شيئاً عن هذا الحدث.
مصدرها: {speech.source}. ورخصتها: {speech.licence}
"""
