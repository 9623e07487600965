#include "indexer/readers/csv.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>

#include "indexer/readers/clean.h"
#include "indexer/readers/csv_rows.h"
#include "indexer/readers/raw_capture.h"
#include "indexer/readers/record_fields.h"

namespace dateline::indexer {

CsvReader::CsvReader(FieldMap map) : map_(std::move(map)), fields_(fields_of(map_)) {}

void CsvReader::read_header(std::string_view header) {
  if (header == header_) return;
  header_ = header;
  separator_ = csv_separator(header);
  split_csv_row(header, separator_, columns_);
  for (std::string& column : columns_) column = one_line(column);
  sources_.assign(kTargetCount, {});
  for (std::size_t target = 0; target < kTargetCount; ++target) {
    for (const std::string& name : map_.names(static_cast<Target>(target))) {
      const bool usual = map_.usual(static_cast<Target>(target));
      const auto found = std::ranges::find_if(columns_, [&](const std::string& column) {
        return (usual ? folded_name(column) : column) == name;
      });
      if (found != columns_.end())
        sources_[target].push_back(static_cast<std::size_t>(found - columns_.begin()));
    }
  }
}

void CsvReader::read(std::string_view header, std::string_view rows, const Origin& first, PageSink& sink) {
  read_header(header);
  Origin origin = first;
  while (!rows.empty()) {
    const std::size_t end = std::min(csv_row_end(rows, separator_), rows.size());
    const std::string_view row = rows.substr(0, end);
    rows.remove_prefix(end);
    if (row.find_first_not_of("\r\n \t") != std::string_view::npos) {
      split_csv_row(row, separator_, cells_);
      if (simdjson::validate_utf8(row.data(), row.size())) {
        const std::size_t before = sink.pages.size();
        read_row(origin, sink);
        note_raw(sink, before, {.kind = "csv", .header = header_, .map = fields_, .bytes = row});
      } else {
        sink.rejects.push_back({Reject::Kind::kRejected, origin, "the row is not UTF-8",
                                "convert the file, for example with: iconv -f EUC-KR -t UTF-8"});
      }
    }
    origin.record += static_cast<std::uint64_t>(std::count(row.begin(), row.end(), '\n'));
  }
}

void CsvReader::read_row(const Origin& origin, PageSink& sink) {
  if (cells_.size() > columns_.size()) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, "the row has more fields than the header line",
                            "put fields that hold the separator in quotation marks"});
    return;
  }
  if (cells_.size() < columns_.size()) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, "the row has fewer fields than the header line",
                            "the missing ones are taken as empty"});
  }
  RecordFields fields;
  std::vector<bool> used(columns_.size());
  for (std::size_t target = 0; target < kTargetCount; ++target) {
    for (const std::size_t column : sources_[target]) {
      used[column] = true;
      if (column < cells_.size() && !cells_[column].empty()) {
        fields[target] = std::move(cells_[column]);
        break;
      }
    }
  }
  Page page;
  page.origin = origin;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (!used[i] && !cells_[i].empty()) page.extra.emplace_back(columns_[i], std::move(cells_[i]));
  }
  add_record(fields, std::move(page), sink);
}

}  // namespace dateline::indexer
