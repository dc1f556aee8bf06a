"""What the columns of the invented lists mean, as an invented analyst confirmed it: *.mapping.toml texts."""

_CONFIRMED = 'confirmed_by = "invented analyst"\nconfirmed_on = "2013-08-18"\n'

ARABIC = f"""kind = "people"
{_CONFIRMED}publisher = "القائمة العربية (مختلقة)"
modality = "reports"

[columns]
"الرقم" = "ignore"
"الاسم الثلاثي" = "person.name"
"العمر" = "person.age"
"الجنس" = "person.sex"
"الحالة" = "person.status"
"آخر مكان" = "person.last-seen"
"المصدر" = "source"
"ملاحظات" = "note"

[status]
"قُتل" = "killed"
"مفقود" = "missing"
"وُجد حياً" = "found-alive"
"غير معروف" = "unknown"
"""

LATIN = f"""kind = "people"
{_CONFIRMED}publisher = "Missing and found (invented)"
modality = "reports"

[columns]
"No" = "ignore"
"Full name" = "person.name"
"Age" = "person.age"
"Sex" = "person.sex"
"Status" = "person.status"
"Last seen" = "person.last-seen"
"Source" = "source"
"Notes" = "note"

[status]
"killed" = "killed"
"missing" = "missing"
"found alive" = "found-alive"
"unknown" = "unknown"
"""

NOTES = f"""kind = "footage"
{_CONFIRMED}publisher = "invented volunteer"

[columns]
"file" = "file"
"what" = "observation"
"second" = "start"
"""
