#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "indexer/readers/field_map.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

struct JsonArticle;

/// Reads JSON Lines: one object a line, which is an article or holds articles in the shapes of services and
/// exporters. Reused from chunk to chunk; one per thread.
class JsonlReader {
 public:
  explicit JsonlReader(FieldMap map);
  ~JsonlReader();
  JsonlReader(JsonlReader&&) noexcept;
  JsonlReader& operator=(JsonlReader&&) noexcept;

  /// Whole lines; `first` names the file and the number of the first line. A line that is no object, is not
  /// UTF-8 or has neither title nor text is rejected, the rest goes on. Lone surrogates become U+FFFD, with a
  /// warning. Arrays of paragraphs are joined by empty lines, markup is undone; members that are not mapped
  /// are kept as `extra`. Articles of one object are counted from 1 when it is the first of its file, else
  /// they have its number.
  void read(std::string_view lines, const Origin& first, PageSink& sink);

 private:
  struct Parser;
  void read_line(std::string_view line, const Origin& origin, PageSink& sink);
  void read_article(JsonArticle& article, const Origin& origin, PageSink& sink);

  std::unique_ptr<Parser> parser_;
};

/// A publication date as collections give it: YYYY-MM-DD with or without a time, YYYY-MM, YYYY, DD/MM/YYYY or
/// DD.MM.YYYY (day first), YYYYMMDD, Unix seconds or milliseconds (UTC, nine digits or more, with or without
/// a fraction), "20240914T101500Z", or text with one day, month or year in it, in words or with a Juche year.
/// nullopt when it is none of these or does not exist in the calendar.
std::optional<dates::GivenDate> parse_field_date(std::string_view text);

}  // namespace dateline::indexer
