#include "searcher/batch/query_file.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "common/byte_order_mark.h"
#include "common/dates/query_dates.h"
#include "common/named_file.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (;;) {
    const std::size_t tab = line.find('\t');
    columns.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return columns;
    line.remove_prefix(tab + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \r") - begin + 1);
}

Status add_condition(std::string_view text, BatchQuery& query) {
  if (text.empty()) return {};
  if (text.find('=') != std::string_view::npos) {
    query.filters.emplace_back(text);
    return {};
  }
  if (!query.from.empty() || !query.to.empty()) {
    return fail(ErrorKind::kQuery, fmt::format("\"{}\" is a second period", text),
                "give one period a query, as 2019..2023");
  }
  const auto days = dates::parse_query_date(text);
  if (!days) {
    return fail(ErrorKind::kQuery, fmt::format("\"{}\" is no filter: {}", text, days.error().what),
                "write field=value, or a date such as 2023-09 or 2019..2023");
  }
  if (days->from) query.from = dates::to_iso(*days->from);
  if (days->to) query.to = dates::to_iso(*days->to);
  return {};
}

}  // namespace

std::optional<Result<BatchQuery>> QueryFile::next() {
  std::string line;
  for (LineRead read; (read = read_line(in_, line, kMaxLineBytes)) != LineRead::kEnd;) {
    ++line_;
    std::string_view text = line;
    if (line_ == 1) text = without_byte_order_mark(text);
    if (trimmed(text).empty() || text.front() == '#') continue;
    if (read == LineRead::kCut) {
      return fail(ErrorKind::kQuery, fmt::format("the line has more than {} bytes", kMaxLineBytes),
                  "write one query a line");
    }
    const std::vector<std::string_view> columns = columns_of(text);
    BatchQuery query;
    query.line = line_;
    if (columns.size() == 1) {
      query.id = std::to_string(line_);
      query.text = trimmed(columns.front());
      return query;
    }
    query.id = trimmed(columns[0]);
    if (query.id.empty()) query.id = std::to_string(line_);
    query.text = trimmed(columns[1]);
    for (std::size_t i = 2; i < columns.size(); ++i) {
      if (const Status added = add_condition(trimmed(columns[i]), query); !added) return fail(added.error());
    }
    return query;
  }
  return std::nullopt;
}

}  // namespace dateline::search
