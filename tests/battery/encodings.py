"""Stories in the encodings the web was written in, declared, undeclared and declared wrongly."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from tests.battery.case import Case
from tests.battery.story import page

# The same short story in several languages: (encodings, sentences).
STORIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "russian": (
        ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic"),
        (
            "Паром на остров снова вышел в море в понедельник утром после одиннадцати недель ремонта в городском доке.",
            "Первым рейсом поплыли сорок пассажиров, и большинство из них просто хотели прокатиться, сказал капитан.",
            "Совет порта сначала обещал судно к концу января, потом к масленице, а потом перестал обещать вовсе.",
            "Зимой островитян возил рыбацкий катер, который выходил дважды в день, когда позволял ветер.",
        ),
    ),
    "french": (
        ("cp1252", "iso8859_15", "mac_roman"),
        (
            "Le bac de l'île a repris la mer lundi matin, après onze semaines de réparations dans le chantier de la côte.",
            "Quarante passagers ont fait la première traversée, la plupart pour le seul plaisir, a raconté le capitaine.",
            "La régie du port avait d'abord promis le bateau pour la fin de janvier, puis pour le début de février.",
            "Pendant l'hiver, les îliens étaient emmenés par un bateau de pêche, deux fois par jour, là où c'était possible.",
        ),
    ),
    "greek": (
        ("cp1253", "iso8859_7"),
        (
            "Το πλοίο της γραμμής βγήκε ξανά στη θάλασσα τη Δευτέρα το πρωί, μετά από έντεκα εβδομάδες επισκευών.",
            "Σαράντα επιβάτες έκαναν το πρώτο ταξίδι, οι περισσότεροι μόνο για τη χαρά της διαδρομής, είπε ο καπετάνιος.",
            "Το λιμάνι είχε υποσχεθεί το πλοίο για το τέλος του Ιανουαρίου, ύστερα για τις αρχές του Φεβρουαρίου.",
            "Τον χειμώνα τους νησιώτες μετέφερε ένα ψαροκάικο, δύο φορές την ημέρα, όταν το επέτρεπε ο άνεμος.",
        ),
    ),
    "hebrew": (
        ("cp1255", "iso8859_8"),
        (
            "המעבורת לאי חזרה להפליג ביום שני בבוקר, אחרי אחד עשר שבועות של תיקונים במספנה שבחוף.",
            "ארבעים נוסעים עלו על ההפלגה הראשונה, רובם רק בשביל ההנאה שבדרך, סיפר רב החובל.",
            "מועצת הנמל הבטיחה את הספינה תחילה לסוף ינואר, אחר כך לתחילת פברואר, ואחר כך בכלל לא.",
            "בחורף הסיעה את תושבי האי סירת דיג, שיצאה פעמיים ביום כאשר הרוח הניחה לה.",
        ),
    ),
    "arabic": (
        ("cp1256", "iso8859_6"),
        (
            "عادت العبارة إلى الإبحار صباح يوم الاثنين بعد أحد عشر أسبوعا من أعمال الإصلاح في حوض السفن.",
            "شارك أربعون راكبا في الرحلة الأولى، ومعظمهم من أجل متعة الطريق فقط، كما قال القبطان.",
            "كان مجلس الميناء قد وعد بالسفينة في نهاية كانون الثاني، ثم في بداية شباط، ثم لم يعد بشيء.",
            "في الشتاء كان قارب صيد ينقل سكان الجزيرة مرتين في اليوم عندما تسمح الريح بذلك.",
        ),
    ),
    "thai": (
        ("cp874",),
        (
            "เรือข้ามฟากไปยังเกาะกลับมาแล่นอีกครั้งในเช้าวันจันทร์ หลังจากซ่อมแซมในอู่เรือนานสิบเอ็ดสัปดาห์",
            "ผู้โดยสารสี่สิบคนร่วมเดินทางในเที่ยวแรก ส่วนใหญ่มาเพียงเพื่อความสนุก กัปตันเรือกล่าว",
            "คณะกรรมการท่าเรือสัญญาไว้ว่าเรือจะเสร็จในปลายเดือนมกราคม แล้วเลื่อนไปต้นเดือนกุมภาพันธ์",
            "ในฤดูหนาวชาวเกาะต้องอาศัยเรือประมง ซึ่งออกวันละสองเที่ยวเมื่อลมสงบพอที่จะแล่นได้",
        ),
    ),
    "polish": (
        ("cp1250", "iso8859_2"),
        (
            "Prom na wyspę znów wypłynął w poniedziałek rano, po jedenastu tygodniach napraw w stoczni na wybrzeżu.",
            "W pierwszy rejs wyruszyło czterdziestu pasażerów, większość dla samej przyjemności, powiedział kapitan.",
            "Zarząd portu obiecywał statek najpierw na koniec stycznia, później na początek lutego, a później wcale.",
            "Zimą mieszkańców wyspy woził kuter rybacki, który wypływał dwa razy dziennie, jeśli pozwalał na to wiatr.",
        ),
    ),
    "turkish": (
        ("cp1254",),
        (
            "Ada vapuru on bir hafta süren onarımdan sonra pazartesi sabahı yeniden denize açıldı, liman kurulu duyurdu.",
            "İlk sefere kırk yolcu katıldı; çoğu yalnızca yolculuğun keyfi için gelmişti, diye anlattı kaptan.",
            "Liman kurulu gemiyi önce ocak ayının sonu için, sonra şubat başı için söz vermişti, sonra hiç konuşmadı.",
            "Kışın adalıları bir balıkçı teknesi taşıdı; rüzgâr izin verdiğinde günde iki kez sefere çıkıyordu.",
        ),
    ),
    "chinese": (
        ("gb18030", "gb2312"),
        (
            "经过十一个星期的修理，开往小岛的渡轮星期一早上再次出海，港口管理局在一份声明中说。",
            "四十名乘客参加了第一次航行，船长说，他们中的大多数人只是为了享受这段路程。",
            "港口管理局最初答应在一月底交船，后来又说二月初，再后来就什么也不说了。",
            "冬天的时候，岛上的居民靠一条渔船来往，只要风不太大，渔船每天开两次。",
        ),
    ),
    "traditional chinese": (
        ("big5",),
        (
            "經過十一個星期的修理，開往小島的渡輪星期一早上再次出海，港口管理局在一份聲明中說。",
            "四十名乘客參加了第一次航行，船長說，他們中的大多數人只是為了享受這段路程。",
            "港口管理局最初答應在一月底交船，後來又說二月初，再後來就什麼也不說了。",
            "冬天的時候，島上的居民靠一條漁船來往，只要風不太大，漁船每天開兩次。",
        ),
    ),
    "japanese": (
        ("cp932", "euc_jp", "iso2022_jp"),
        (
            "島へ渡るフェリーは十一週間の修理を終え、月曜日の朝に再び海へ出た、と港の管理局が発表した。",
            "最初の便には四十人の乗客が乗り、そのほとんどは船旅を楽しむためだけに来ていた、と船長は話した。",
            "管理局は初め一月の末に船を戻すと約束し、次に二月の初めと言い、その後は何も言わなくなった。",
            "冬の間、島の人々は漁船に乗って行き来し、風が許す日には一日に二回の便があった。",
        ),
    ),
    "korean": (
        ("cp949",),
        (
            "섬으로 가는 여객선이 십일 주 동안의 수리를 마치고 월요일 아침에 다시 바다로 나갔다고 항만 당국이 밝혔다.",
            "첫 배에는 마흔 명의 승객이 탔으며 대부분은 그저 뱃길을 즐기려고 왔다고 선장은 말했다.",
            "항만 당국은 처음에는 일월 말에 배를 돌려주겠다고 했고 그다음에는 이월 초라고 했다가 말이 없어졌다.",
            "겨울 동안 섬 주민들은 고깃배를 타고 오갔는데 바람이 허락하는 날에는 하루에 두 번 배가 떴다.",
        ),
    ),
}
_BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
_UNDECLARED = '<meta charset="utf-8">'


def cases() -> Iterator[Case]:
    """Each encoding declared, undeclared and under a wrong name; Unicode with and without its mark; mixtures."""
    for language, (encodings, sentences) in STORIES.items():
        markup = page(paragraphs=sentences).replace('lang="en"', "")
        for encoding in encodings:
            for how, meta in (
                ("declared", f'<meta charset="{encoding.replace("_", "-")}">'),
                ("undeclared", ""),
                ("declared as UTF-8", '<meta charset="utf-8">'),
                ("declared as Latin-1", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
            ):
                if encoding != "iso2022_jp" or how == "declared":
                    raw = markup.replace(_UNDECLARED, meta).replace("&copy;", "(c)").encode(encoding)
                    yield Case(f"{language} in {encoding}, {how}", lambda raw=raw: raw, sentences)
        twice = markup.encode("utf-8").decode("latin-1").encode("utf-8")
        yield Case(f"{language} in UTF-8 twice", lambda raw=twice: raw, sentences, warns=True)
    sentences = STORIES["french"][1]
    markup = page(paragraphs=sentences)
    for name in (
        "gbk",
        "gb18030",
        "big5",
        "cp950",
        "cp932",
        "euc_jp",
        "shift_jis_2004",
        "euc_kr",
        "johab",
        "iso2022_kr",
    ):
        yield from _declared_only(name, ("chinese", "traditional chinese", "japanese", "korean"))
    for name in ("cp852", "cp855", "cp857", "cp862", "mac_latin2", "mac_turkish", "iso8859_16"):
        yield from _declared_only(name, tuple(STORIES))
    sentences = STORIES["french"][1]
    for encoding in ("mac_roman", "cp850", "cp437"):
        raw = page(paragraphs=sentences).encode().decode(encoding).encode()
        yield Case(f"french in UTF-8 taken for {encoding}", lambda raw=raw: raw, sentences, warns=True)
    for language, encoding in (("chinese", "hz"), ("japanese", "iso2022_jp")):
        sentences = STORIES[language][1]
        raw = page("<p>NOTE</p>", paragraphs=sentences).encode().replace(b"NOTE", sentences[0][:20].encode(encoding))
        yield Case(f"{language} with a line in {encoding}", lambda raw=raw: raw, sentences)
        raw = page(paragraphs=sentences).replace("&copy;", "(c)").encode(encoding)
        yield Case(f"{language} in {encoding}, declared as UTF-8", lambda raw=raw: raw, sentences)
    sentences = STORIES["french"][1]
    for language in ("chinese", "traditional chinese", "japanese"):
        for encoding in ("utf-16-le", "utf-16-be"):
            raw = "\n".join(STORIES[language][1]).encode(encoding)
            yield Case(f"{language} text in {encoding} without mark", lambda raw=raw: raw, STORIES[language][1])
    for encoding, mark in _BOMS.items():
        raw = markup.encode(encoding)
        yield Case(f"{encoding} with its mark", lambda raw=mark + raw: raw, sentences)
        yield Case(f"{encoding} without mark", lambda raw=raw: raw, sentences)
        plain = "\n\n".join(sentences).encode(encoding)
        yield Case(f"{encoding} text with its mark", lambda raw=mark + plain: raw, sentences)
        yield Case(f"{encoding} text without mark", lambda raw=plain: raw, sentences)
    yield from _broken()


def _declared_only(encoding: str, languages: tuple[str, ...]) -> Iterator[Case]:
    """One or two sentences of each language that the encoding can hold, in a page that names it."""
    for language in languages:
        sentences = STORIES[language][1]
        for count in (1, 2):
            markup = page(paragraphs=sentences[:count]).replace(_UNDECLARED, f'<meta charset="{encoding}">')
            try:
                raw = markup.replace("&copy;", "(c)").encode(encoding)
            except UnicodeEncodeError:
                continue
            if not raw.isascii() or encoding.startswith("iso2022"):
                yield Case(f"{count} of {language} in {encoding}", lambda raw=raw: raw, sentences[:count])


def _broken() -> Iterator[Case]:
    """Bytes that are no text in any encoding, in a page that is."""
    sentences = STORIES["french"][1]
    raw = page("<p>TROUBLE</p>", paragraphs=sentences).encode("utf-8")
    for name, trouble in {
        "one bad byte": b"\xff",
        "an overlong sequence": b"\xc0\xbc\xe0\x80\xbc",
        "a surrogate in UTF-8": b"\xed\xa0\x80",
        "five-byte UTF-8": b"\xf8\x88\x80\x80\x80",
        "all bytes from 128": bytes(range(128, 256)),
        "a sentence in Latin-1": "Un mât cassé, découvert à l'été, a été réparé.".encode("latin-1"),
        "a sentence in windows-1251": "Паром снова вышел в море".encode("cp1251"),
    }.items():
        broken = raw.replace(b"TROUBLE", trouble)
        yield Case(f"UTF-8 with {name}", lambda raw=broken: raw, sentences, warns=True)
    cut = page(paragraphs=sentences).encode("utf-8")
    yield Case("UTF-8 cut inside a character", lambda: cut[: cut.rindex(b"\xc3") + 1], sentences[:3])
    yield Case("UTF-8 behind a UTF-16 mark", lambda: codecs.BOM_UTF16_LE + cut, sentences)
    yield Case("UTF-8 behind two marks", lambda: codecs.BOM_UTF8 * 2 + cut, sentences)
    legacy = page(paragraphs=sentences).replace(_UNDECLARED, "").encode("cp1252")
    yield Case("windows-1252 behind a UTF-8 mark", lambda: codecs.BOM_UTF8 + legacy, sentences)
    for charset in (
        "utf-16",
        "utf-32",
        "utf-7",
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "x-user-defined",
        "",
    ):
        declared = cut.replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
        yield Case(f"UTF-8 declared as {charset!r}", lambda raw=declared: raw, sentences)
        wrong = legacy.replace(b"<title>", f'<meta charset="{charset}"><title>'.encode())
        yield Case(f"windows-1252 declared as {charset!r}", lambda raw=wrong: raw, sentences)
    for trouble in (
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xed\xa0\xbd\xed\xb8\x80",
        b"\xe2\x82",
        b"\xff" * 60,
    ):
        often = page(paragraphs=sentences).encode().replace(b"</p>", b" " + trouble + b"</p>")
        yield Case(f"{trouble[:6].hex()} behind each paragraph", lambda raw=often: raw, sentences, warns=True)
    yield Case("an unknown charset", lambda: cut.replace(b'charset="utf-8"', b'charset="klingon-9"'), sentences)
    yield Case("a binary charset", lambda: cut.replace(b'charset="utf-8"', b'charset="base64"'), sentences)
