#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/byte_order_mark.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/csv_rows.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/field_map.h"
#include "indexer/readers/supplement/supplement.h"

namespace dateline::indexer {
namespace {

enum class Column : std::uint8_t { kFile, kTitle, kUrl, kSource, kLanguage, kDate, kCaptured, kOther };

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

Column column_of(const std::string& name, const FieldMap& usual, bool named) {
  if (name == "file" || (named && (name == "filename" || name == "filepath" || name == "path")))
    return Column::kFile;
  if (name == "address") return Column::kUrl;
  constexpr std::array<std::pair<Target, Column>, 6> kTargets{{{Target::kTitle, Column::kTitle},
                                                               {Target::kUrl, Column::kUrl},
                                                               {Target::kSource, Column::kSource},
                                                               {Target::kLanguage, Column::kLanguage},
                                                               {Target::kDate, Column::kDate},
                                                               {Target::kCaptured, Column::kCaptured}}};
  for (const auto& [target, column] : kTargets) {
    if (is_one_of(usual.names(target), name)) return column;
  }
  return Column::kOther;
}

class TableReader {
 public:
  TableReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  /// False when no column names files.
  bool read_header(bool named) {
    separator_ = csv_separator(text_);
    const std::string_view row = next_row();
    split_csv_row(row, separator_, names_);
    const FieldMap usual;
    bool names_files = false;
    for (std::string& name : names_) {
      name = one_line(name);
      const std::string folded = folded_name(name);
      Column column = column_of(folded, usual, named);
      // Of two columns of one meaning the first counts.
      if (column != Column::kOther && std::ranges::find(columns_, column) != columns_.end())
        column = Column::kOther;
      names_files = names_files || column == Column::kFile;
      columns_.push_back(column);
      texts_.push_back(column == Column::kOther && is_one_of(usual.names(Target::kBody), folded));
    }
    return names_files;
  }

  SupplementList read_rows() {
    while (!text_.empty()) {
      const std::uint64_t line = line_;
      const std::string_view row = next_row();
      if (row.find_first_not_of("\r\n \t") == std::string_view::npos) continue;
      split_csv_row(row, separator_, cells_);
      read_row(line);
    }
    return std::move(list_);
  }

 private:
  std::string_view next_row() {
    const std::size_t end = std::min(csv_row_end(text_, separator_), text_.size());
    const std::string_view row = text_.substr(0, end);
    text_.remove_prefix(end);
    line_ += static_cast<std::uint64_t>(std::ranges::count(row, '\n'));
    return row;
  }

  void report(Reject::Kind kind, std::uint64_t line, std::string reason, std::string remedy) {
    list_.rejects.push_back({kind, {path_, line}, std::move(reason), std::move(remedy)});
  }

  void read_row(std::uint64_t line) {
    if (cells_.size() > columns_.size()) {
      return report(Reject::Kind::kWarning, line,
                    "the row of the metadata table has more fields than its header, and is left out",
                    "put fields that hold the separator in quotation marks");
    }
    Supplement entry;
    entry.from = fmt::format("{}:{}", path_, line);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      std::string value = one_line(std::move(cells_[i]));
      if (!value.empty()) take(entry, i, std::move(value), line);
    }
    if (entry.files.empty()) {
      return report(Reject::Kind::kWarning, line, "the row of the metadata table names no file",
                    "fill its column file");
    }
    list_.entries.push_back(std::move(entry));
  }

  void take(Supplement& entry, std::size_t column, std::string value, std::uint64_t line) {
    switch (columns_[column]) {
      case Column::kFile:
        entry.files.push_back(std::move(value));
        break;
      case Column::kTitle:
        entry.title = std::move(value);
        break;
      case Column::kUrl:
        entry.url = std::move(value);
        break;
      case Column::kSource:
        entry.source = std::move(value);
        break;
      case Column::kLanguage:
        entry.language = std::move(value);
        break;
      case Column::kDate:
        entry.date = parse_reference_date(value);
        if (!entry.date) unreadable("date", value, line);
        entry.printed_date = std::move(value);
        break;
      case Column::kCaptured:
        if (const auto day = parse_reference_date(value); day && day->precision == dates::Precision::kDay) {
          entry.captured = day->day;
        } else {
          unreadable("day of capture", value, line);
        }
        break;
      case Column::kOther:
        list_.has_texts = list_.has_texts || texts_[column];
        entry.extra.emplace_back(names_[column], std::move(value));
        break;
    }
  }

  void unreadable(std::string_view what, std::string_view value, std::uint64_t line) {
    report(Reject::Kind::kWarning, line,
           fmt::format("the {} '{}' of the metadata table cannot be read", what, value.substr(0, 40)),
           "write it as 2023-09-14, 2023-09 or 2023");
  }

  std::string_view text_;
  const std::string& path_;
  char separator_ = ',';
  std::uint64_t line_ = 1;
  std::vector<std::string> names_;
  std::vector<Column> columns_;
  std::vector<bool> texts_;
  std::vector<std::string> cells_;
  SupplementList list_;
};

}  // namespace

std::optional<SupplementList> parse_metadata_table(std::string_view bytes, const std::string& path,
                                                   bool named) {
  const CaptureText decoded = decode_capture(bytes);
  if (!decoded.problem.empty()) return std::nullopt;
  TableReader reader(without_byte_order_mark(decoded.converted ? *decoded.converted : bytes), path);
  if (!reader.read_header(named)) return std::nullopt;
  return reader.read_rows();
}

}  // namespace dateline::indexer
