"""What the case says of itself, and what a neighbour said."""

from tests.case.clock import CITY_AR, CITY_EN, NOTICE

ABOUT = (
    f"{NOTICE}\n\nEverything in this folder is invented: {CITY_EN} ({CITY_AR}) does not exist,\n"
    "nobody in it lives, nothing in it happened, and every picture says INVENTED DRILL in its corner.\n"
    "كل ما في هذا المجلد مختلق للتدريب: لا المكان موجود ولا الناس ولا الحدث.\n"
)
STATEMENT = (
    f"{NOTICE}\nStatement of a neighbour, written down on 17 August 2013 in {CITY_EN}.\n\n"
    "I was at Friday lunch. I heard one very loud sound and no aeroplane. When I reached Experiment Street\n"
    "the smoke was over the roofs. I do not know what it was. I counted nine people carried out; whether\n"
    "they were alive I do not know.\n"
)
