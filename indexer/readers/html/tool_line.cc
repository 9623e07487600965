#include "indexer/readers/html/tool_line.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace dateline::html {
namespace {

constexpr std::size_t kLongest = 160;  ///< bytes

/// With small letters of ASCII.
constexpr auto kTools = std::to_array<std::string_view>({
    "back",
    "back to list",
    "back to the list",
    "back to top",
    "bookmark this page",
    "close window",
    "comments",
    "compartir",
    "copy link",
    "download pdf",
    "drucken",
    "email this page",
    "email to a friend",
    "enviar a un amigo",
    "facebook",
    "home",
    "imprimer",
    "imprimir",
    "link copied",
    "next",
    "nach oben",
    "partager",
    "previous",
    "print",
    "print article",
    "print this article",
    "print this page",
    "printer friendly version",
    "printer-friendly version",
    "retour à la liste",
    "seite drucken",
    "send to a friend",
    "send to friend",
    "share",
    "share this",
    "share this article",
    "share this page",
    "top",
    "tweet",
    "twitter",
    "versión para imprimir",
    "volver",
    "volver al listado",
    "Вверх",
    "Версия для печати",
    "Вернуться к списку",
    "Назад",
    "Наверх",
    "Отправить другу",
    "Печать",
    "Поделиться",
    "Распечатать",
    "К списку",
    "このページの先頭へ",
    "ページの先頭へ",
    "トップへ戻る",
    "一覧へ",
    "一覧へ戻る",
    "一覧に戻る",
    "关闭窗口",
    "分享",
    "印刷",
    "印刷する",
    "列表",
    "打印",
    "打印本页",
    "打印本頁",
    "返回",
    "返回列表",
    "返回目录",
    "返回顶部",
    "關閉窗口",
    "공유",
    "공유하기",
    "목록",
    "목록보기",
    "목록으로",
    "목록으로 돌아가기",
    "맨우로",
    "맨 우로",
    "맨 위로",
    "인쇄",
    "인쇄하기",
    "프린트",
});

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n[]()<>";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool is_tool(std::string_view words) {
  std::string small(words);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return std::ranges::find(kTools, std::string_view(small)) != kTools.end();
}

}  // namespace

bool is_tool_line(std::string_view paragraph) {
  constexpr auto kBetween = std::to_array<std::string_view>({"|", "·", "/", "\n", "•", "｜"});
  if (paragraph.size() > kLongest) return false;
  bool any = false;
  while (!paragraph.empty()) {
    std::size_t at = paragraph.size();
    std::size_t next = at;
    for (const std::string_view sign : kBetween) {
      const std::size_t found = paragraph.find(sign);
      if (found < at) at = found, next = found + sign.size();
    }
    const std::string_view words = trimmed(paragraph.substr(0, at));
    paragraph.remove_prefix(next);
    if (words.empty()) continue;
    if (!is_tool(words)) return false;
    any = true;
  }
  return any;
}

}  // namespace dateline::html
