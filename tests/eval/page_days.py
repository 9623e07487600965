#!/usr/bin/env python3
"""Days of publication in eleven layouts of pages and six languages, held against what was printed.

usage: page_days.py DATELINE_INDEX

Writes original pages into a temporary folder, each with a day of its own and with days of other things around it (a
clock, a list of newer stories, comments), asks `inspect` for the day, and prints a table: layout, right, evidence.
Every wrong page is named. Exit code 1 when one is wrong.
"""
import collections
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

TITLES = {'en': 'Third Spinning Frame at Wool Mill',
 'ru': 'Третья прядильная машина на фабрике',
 'es': 'Tercera máquina en la hilandería',
 'ko': '모방직공장에 세번째 정방기 설치',
 'zh': '毛纺厂安装第三台细纱机',
 'ja': '毛織工場に三台目の精紡機'}

TEXTS = {'en': ['The wool mill of the northern town has put its third spinning frame into use, and the women of '
        'the first shift say that the yarn is finer than it was in spring.',
        'Engineers of the mill drew the plans by themselves, while pupils of the technical school filed '
        'and polished the small parts in their evening lessons.',
        'The first bales went to the knitters on the coast, who make caps and socks from it for the '
        'fishermen.'],
 'ru': ['На шерстяной фабрике северного города пущена третья прядильная машина, и работницы первой смены '
        'говорят, что нить стала тоньше, чем весной.',
        'Инженеры фабрики сами начертили планы, а ученики технической школы по вечерам точили и шлифовали '
        'мелкие детали.',
        'Первые тюки отправлены вязальщицам на побережье, которые делают из шерсти шапки и носки для '
        'рыбаков.'],
 'es': ['La hilandería del pueblo del norte puso en marcha su tercera máquina, y las obreras del primer '
        'turno dicen que el hilo es más fino que en primavera.',
        'Los ingenieros de la fábrica dibujaron los planos, mientras los alumnos de la escuela técnica '
        'pulían las piezas pequeñas por la tarde.',
        'Los primeros fardos se enviaron a las tejedoras de la costa, que hacen gorros y calcetines para '
        'los pescadores.'],
 'ko': ['북부도시의 모방직공장에서 세번째 정방기를 새로 설치하였다. 첫 교대의 녀공들은 실이 봄철보다 더 가늘어졌다고 말하였다.',
        '공장의 기술자들이 자체로 설계를 하였으며 기술학교 학생들은 저녁마다 작은 부속품들을 깎고 다듬었다.',
        '첫 제품은 해안마을의 편직공들에게 보내여져 어부들의 모자와 양말을 만드는데 쓰이게 되였다.'],
 'zh': ['北部城市的毛纺厂新安装了第三台细纱机，早班的女工们说，现在的纱线比春天的时候更细了。',
        '工厂的技术人员自己画了图纸，技工学校的学生们每天晚上都来磨制小零件。',
        '第一批毛线已经运到海边，编织工人用它给渔民们织帽子和袜子。'],
 'ja': ['北部の町の毛織工場に三台目の精紡機が新たに据え付けられ、早番の女工たちは春より糸が細くなったと話している。',
        '工場の技術者が自ら図面を引き、技術学校の生徒たちは毎晩小さな部品を削って磨いた。',
        '最初の糸は海辺の編み手に送られ、漁師の帽子や靴下に使われることになった。']}

DAYS = {
    "en": datetime.date(2021, 11, 7),
    "ko": datetime.date(2022, 1, 3),
    "ru": datetime.date(2019, 12, 31),
    "es": datetime.date(2023, 2, 28),
    "zh": datetime.date(2020, 8, 15),
    "ja": datetime.date(2018, 10, 10),
}
ENGLISH = "January February March April May June July August September October November December".split()
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


def gregorian(language, day):
    year, month = day.year, day.month - 1
    return {
        "en": f"{ENGLISH[month]} {day.day}, {year}",
        "ko": f"{year}년 {day.month}월 {day.day}일",
        "ru": f"{day.day} {RUSSIAN[month]} {year} г.",
        "es": f"{day.day} de {SPANISH[month]} de {year}",
        "zh": f"{year}年{day.month}月{day.day}日",
        "ja": f"{year}年{day.month}月{day.day}日",
    }[language]


def juche(language, day):
    number, year, month = day.year - 1911, day.year, day.month - 1
    return {
        "en": f"{ENGLISH[month]} {day.day}, Juche {number} ({year})",
        "ko": f"주체{number}({year})년 {day.month}월 {day.day}일",
        "ru": f"{day.day} {RUSSIAN[month]} {number} ({year}) года чучхе",
        "es": f"{day.day} de {SPANISH[month]} de Juche {number} ({year})",
        "zh": f"主体{number}({year})年{day.month}月{day.day}日",
        "ja": f"チュチェ{number}({year})年{day.month}月{day.day}日",
    }[language]


def dateline(language, day):
    month = day.month - 1
    return {
        "en": f"Pyongyang, {ENGLISH[month]} {day.day} (KCNA) -- ",
        "ko": f"(평양 {day.month}월 {day.day}일발 조선중앙통신)",
        "ru": f"Пхеньян, {day.day} {RUSSIAN[month]}. /ЦТАК/-- ",
        "es": f"Pyongyang, {day.day} de {SPANISH[month]} (ACNC) -- ",
        "zh": f"朝中社平壤{day.month}月{day.day}日电 ",
        "ja": f"【平壌{day.month}月{day.day}日発朝鮮中央通信】",
    }[language]


CLOCK = "<div id=clock>Saturday, 17 October 2026</div>"
LIST = (
    "<div class=side><h3>Latest</h3><ul><li><a href=/a>Harbour lamp lit</a> <time datetime=2026-05-05>5 May 2026"
    "</time></li><li><a href=/b>Ferry painted</a> <span class=date>2026-05-04</span></li></ul></div>"
)
COMMENTS = "<div id=comments><div class=comment><time datetime=2026-04-01>1 April</time><p>Good mill.</p></div></div>"


def text_of(language, before=""):
    first, *rest = TEXTS[language]
    return f"<p>{before}{first}</p>" + "".join(f"<p>{paragraph}</p>" for paragraph in rest)


def page(language, body, head=""):
    title = TITLES[language]
    return f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"


def stamp_below(lang, day):
    link = f"<link rel=canonical href=http://www.kcna.kp/{lang}/article/q/0a.kcmsf>"
    stamp = f"<p>www.kcna.kp (Juche{day.year - 1911}.{day.month}.{day.day}.)</p>"
    text = text_of(lang, dateline(lang, day))
    return page(lang, f"{CLOCK}<div class=article-main><h2>{TITLES[lang]}</h2>{text}{stamp}</div>{LIST}", link)


def masthead_in_figures(lang, day):
    masthead = f"<span class=publish-time>{day.year}.{day.month}.{day.day}.</span>"
    head = f"<div class=title><h1>{TITLES[lang]}</h1>{masthead}</div>"
    return page(lang, f"{CLOCK}{head}<div class=content>{text_of(lang)}</div>{LIST}")


def masthead_above(lang, day):
    paper = f"<div id=article-homepage>Rodong Sinmun</div><div id=article-date>{gregorian(lang, day)}</div>"
    return page(lang, f"{paper}<p class=TitleP>{TITLES[lang]}</p>{text_of(lang)}{LIST}")


def juche_masthead_below(lang, day):
    return page(lang, f"{CLOCK}<h1>{TITLES[lang]}</h1><p class=d>{juche(lang, day)}</p>{text_of(lang)}{LIST}")


def day_in_address(lang, day):
    address = f"http://www.kcna.co.jp/item/{day.year}/{day:%Y%m}/news{day:%d}/{day:%Y%m%d}-05ee.html"
    text = text_of(lang, dateline(lang, day))
    return page(lang, f"<b>{TITLES[lang]}</b>{text}", f"<link rel=canonical href={address}>")


def json_ld_and_comments(lang, day):
    article = {"@type": "NewsArticle", "headline": TITLES[lang], "datePublished": f"{day}T09:30:00+09:00",
               "dateModified": "2026-01-01"}
    script = f"<script type=application/ld+json>{json.dumps(article)}</script>"
    return page(lang, f"<article><h1>{TITLES[lang]}</h1>{text_of(lang)}</article>{COMMENTS}{LIST}", script)


def time_in_header(lang, day):
    time = f"<time class=entry-date datetime={day}T10:00:00+09:00>{gregorian(lang, day)}</time>"
    head = f"<header><h1>{TITLES[lang]}</h1>{time}</header>"
    return page(lang, f"<main><article>{head}{text_of(lang)}</article></main>{LIST}")


def signed_on_last_line(lang, day):
    text = f"{text_of(lang)}<p>{gregorian(lang, day)}</p>"
    return page(lang, f"{CLOCK}<div><h3>{TITLES[lang]}</h3>{text}</div>{LIST}")


def meta_of_head(lang, day):
    meta = f"<meta property=article:published_time content={day}T00:10:00+09:00>"
    return page(lang, f"<div><h1>{TITLES[lang]}</h1>{text_of(lang)}</div>{LIST}", meta)


def aggregator_text(lang, day):
    header = f"Date: {day:%d/%m/%Y} | Source: KCNA.kp ({lang.capitalize()}) | Read original version at source"
    first, *rest = TEXTS[lang]
    lines = [TITLES[lang], header, dateline(lang, day) + first, *rest, "More From KCNA.kp", "Harbour lamp lit"]
    return "\n".join(lines) + "\n"


def no_day(lang, day):
    return page(lang, f"{CLOCK}<h1>{TITLES[lang]}</h1>{text_of(lang)}{COMMENTS}{LIST}")


LAYOUTS = [stamp_below, masthead_in_figures, masthead_above, juche_masthead_below, day_in_address,
           json_ld_and_comments, time_in_header, signed_on_last_line, meta_of_head, aggregator_text, no_day]


def published(program, path):
    done = subprocess.run([program, "inspect", str(path), "--format", "json"], capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)["records"][0]["published"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    all_right = True
    print("| layout | right | evidence |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="dateline-days-") as folder:
        for layout in LAYOUTS:
            evidence, wrong = collections.Counter(), []
            for language, day in DAYS.items():
                suffix = "txt" if layout is aggregator_text else "html"
                path = Path(folder) / f"{layout.__name__}-{language}.{suffix}"
                path.write_text(layout(language, day), encoding="utf-8")
                got = published(sys.argv[1], path)
                evidence[f"{got['by']} {got['confidence']}" if got else "none"] += 1
                expected = None if layout is no_day else str(day)
                if (got["date"] if got else None) != expected:
                    wrong.append(f"{path.name}: {got and got['date']}")
            all_right = all_right and not wrong
            told = ", ".join(f"{name} {count}" for name, count in evidence.items())
            print(f"| {layout.__name__.replace('_', ' ')} | {len(DAYS) - len(wrong)} of {len(DAYS)} | {told} |",
                  *wrong, sep="\n  wrong: " if wrong else "")
    return 0 if all_right else 1


if __name__ == "__main__":
    sys.exit(main())
