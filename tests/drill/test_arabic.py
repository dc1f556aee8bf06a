from tawthiq.drill import arabic


def test_spelling_variants() -> None:
    assert arabic.digits("16/8/2013") == "١٦/٨/٢٠١٣"
    assert arabic.without_hamza("أحمد إبراهيم آية") == "احمد ابراهيم اية"
    assert arabic.open_ta("فاطمة أبو حكاية") == "فاطمه أبو حكايه"
    assert arabic.dotless_ya("يحيى المثالي") == "يحيى المثالى"
    assert arabic.stretched("محمد المثالي").startswith("محــمد")
    assert arabic.stretched("آية") == "آية"
