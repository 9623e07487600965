#pragma once

// Keywords of Korean, Japanese and Chinese dates. Read by lexicon.cc alone. Those that begin with the same
// character stand together, the longest first.

#include "common/dates/lexicon_words.h"

namespace dateline::dates {

inline constexpr LexiconEntry kCjkWords[] = {
    entry("주체", WordClass::kJuche, kJucheCjk),
    entry("主体", WordClass::kJuche, kJucheCjk),
    entry("主體", WordClass::kJuche, kJucheCjk),
    entry("チュチェ", WordClass::kJuche, kJucheCjk),
    entry("년대", WordClass::kDecadeUnit),
    entry("년도", WordClass::kYearUnit),
    entry("년", WordClass::kYearUnit),
    entry("年代", WordClass::kDecadeUnit),
    entry("年度", WordClass::kYearUnit),
    entry("年", WordClass::kYearUnit),
    entry("학년도", WordClass::kSchoolYear),
    entry("학년", WordClass::kNone),
    entry("월", WordClass::kMonthUnit),
    entry("月", WordClass::kMonthUnit),
    entry("일", WordClass::kDayUnit),
    entry("日", WordClass::kDayUnit),
    entry("세기", WordClass::kCenturyUnit),
    entry("世紀", WordClass::kCenturyUnit),
    entry("世纪", WordClass::kCenturyUnit),
    entry("상순", WordClass::kThird, 1),
    entry("초순", WordClass::kThird, 1),
    entry("중순", WordClass::kThird, 2),
    entry("하순", WordClass::kThird, 3),
    entry("上旬", WordClass::kThird, 1),
    entry("初旬", WordClass::kThird, 1),
    entry("中旬", WordClass::kThird, 2),
    entry("下旬", WordClass::kThird, 3),
    entry("부터", WordClass::kCjkTo),
    entry("から", WordClass::kCjkTo),
    entry("至", WordClass::kCjkTo),
    entry("到", WordClass::kCjkTo),
    entry("까지", WordClass::kCjkUntil),
    entry("まで", WordClass::kCjkUntil),
    entry("음력", WordClass::kLunarCjk),
    entry("陰暦", WordClass::kLunarCjk),
    entry("陰曆", WordClass::kLunarCjk),
    entry("旧暦", WordClass::kLunarCjk),
    entry("农历", WordClass::kLunarCjk),
    entry("農曆", WordClass::kLunarCjk),
    entry("阴历", WordClass::kLunarCjk),
    entry("오는", WordClass::kComing),
    entry("로동신문", WordClass::kNewspaper),
    entry("민주조선", WordClass::kNewspaper),
    entry("조선중앙통신", WordClass::kKoreanAgency),
    entry("朝鮮中央通信", WordClass::kKoreanAgency),
    entry("朝鲜中央通讯", WordClass::kKoreanAgency),
    entry("朝中社", WordClass::kXinhuaStyle),
    entry("발", WordClass::kSent),
    entry("発", WordClass::kSent),
    entry("發", WordClass::kSent),
    entry("电", WordClass::kSent),
    entry("電", WordClass::kSent),
    entry("달력", WordClass::kCalendar),
};

}  // namespace dateline::dates
