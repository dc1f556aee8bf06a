"""The text laid in every record for a reader who has none of our software."""

README = """\
THIS FOLDER IS A RECORD                                          (العربية في الأسفل)

It holds footage, posts and lists exactly as they came, and what people and programs said about them.
Everything can be read without the software that made it (Tawthiq).

  record.toml     the record's title page. The "salt" in it is secret: do not publish this file.
  objects/        the files themselves. A file's name is the SHA-256 of its bytes.
  log/            what was added and when: one line an entry, each naming the hash of the line before.
  bodies/         the words of each entry: line 7 here belongs to line 7 of the log file of that name.
  checkpoints/    signed summaries of the log. Keep copies of them OUTSIDE this folder.
  tmp/ cache/ quarantine/ index.sqlite    not part of the record.

To check by hand that a file is unaltered: its hash must be its name.

    sha256sum objects/ab/abcd...            (macOS: shasum -a 256; Windows: certutil -hashfile FILE SHA256)

To check all of them on Linux:

    cd objects && find . -type f | while read f; do
      [ "$(sha256sum < "$f" | cut -c1-64)" = "$(basename "$f")" ] || echo "ALTERED: $f"; done

Please alter nothing here. A copy of the whole folder is a whole record.


هذا المجلد سجلّ

فيه مقاطع مصوّرة ومنشورات وقوائم كما وصلت دون تغيير، وما قاله عنها أشخاص وبرامج.
ويمكن قراءة كل ما فيه من غير البرنامج الذي أنشأه (توثيق).

  record.toml     صفحة عنوان السجل. قيمة salt فيها سرّية: لا تنشروا هذا الملف.
  objects/        الملفات نفسها. اسم كل ملف هو بصمة SHA-256 لمحتواه.
  log/            ما أُضيف ومتى: سطر لكل قيد، وفي كل سطر بصمة السطر الذي قبله.
  bodies/         كلام كل قيد: السطر السابع هنا هو كلام السطر السابع في ملف log الذي يحمل الاسم نفسه.
  checkpoints/    ملخّصات موقّعة للسجل. احتفظوا بنسخ منها خارج هذا المجلد.
  tmp/ cache/ quarantine/ index.sqlite    ليست من السجل.

للتحقق باليد من أن ملفًّا لم يتغيّر: يجب أن تكون بصمته هي اسمه.

    sha256sum objects/ab/abcd...

الرجاء ألّا يُغيَّر شيء هنا. نسخة المجلد كاملًا سجلّ كامل.
"""
