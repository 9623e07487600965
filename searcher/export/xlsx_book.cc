#include "searcher/export/xlsx_book.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "common/text/utf8.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

constexpr std::string_view kCut = " … [cut: a cell holds 32,767 characters]";

/// The text, or so much of it as a cell can hold.
std::string cell_text(std::string_view value) {
  std::string text = show::printable(value, true);
  if (text.size() <= kXlsxCell) return text;
  std::size_t units = 0;
  std::size_t room_at = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (units + kCut.size() <= kXlsxCell) room_at = i;
    units += text::next_code_point(text, i) > 0xFFFF ? 2 : 1;
  }
  if (units > kXlsxCell) text.replace(room_at, std::string::npos, kCut);
  return text;
}

}  // namespace

struct XlsxBook::Open {
  std::filesystem::path folder;  ///< of the temporary files
  lxw_workbook* book = nullptr;  ///< null once it is closed
  lxw_worksheet* sheet = nullptr;
  lxw_error error = LXW_NO_ERROR;  ///< the first

  Open() = default;
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    if (book != nullptr) lxw_workbook_free(book);
    std::error_code ignored;
    if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
  }

  std::string file() const { return (folder / "table.xlsx").string(); }
  void keep(lxw_error one) {
    if (error == LXW_NO_ERROR) error = one;
  }
};

XlsxBook::XlsxBook(std::vector<show::Column> columns) : columns_(std::move(columns)) {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "dateline-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) return;
  open_ = std::make_unique<Open>();
  open_->folder = name;
  std::string folder = name;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = folder.data();
  open_->book = workbook_new_opt(open_->file().c_str(), &options);
  if (open_->book == nullptr) {
    open_.reset();
    return;
  }
  lxw_doc_properties properties{};
  properties.created = 1;  // the library would take the clock for 0
  workbook_set_properties(open_->book, &properties);
  open_->sheet = workbook_add_worksheet(open_->book, "articles");
  lxw_format* bold = workbook_add_format(open_->book);
  format_set_bold(bold);
  worksheet_freeze_panes(open_->sheet, 1, 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    open_->keep(
        worksheet_write_string(open_->sheet, 0, static_cast<lxw_col_t>(i), columns_[i].name.c_str(), bold));
  }
}

XlsxBook::~XlsxBook() = default;

void XlsxBook::add(const std::vector<std::string>& row) {
  ++records_;
  if (open_ == nullptr || records_ > kXlsxRecords) return;
  const auto line = static_cast<lxw_row_t>(records_);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const std::string& value = row[i];
    double number = 0;
    const char* const end = value.data() + value.size();
    if (value.empty()) continue;
    if (columns_[i].number && std::from_chars(value.data(), end, number).ptr == end) {
      open_->keep(worksheet_write_number(open_->sheet, line, column, number, nullptr));
    } else {
      open_->keep(worksheet_write_string(open_->sheet, line, column, cell_text(value).c_str(), nullptr));
    }
  }
}

Result<std::string> XlsxBook::finish() {
  if (records_ > kXlsxRecords) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} records are more than a sheet can hold ({})", records_, kXlsxRecords),
                "choose --format csv, or narrow the query");
  }
  const auto cannot = [](std::string_view why) {
    return fail(ErrorKind::kSystem, fmt::format("cannot write a temporary file: {}", why),
                "make room in the folder for temporary files, or name another in TMPDIR");
  };
  if (open_ == nullptr) return cannot("it cannot be created");
  open_->keep(workbook_close(open_->book));
  open_->book = nullptr;
  if (open_->error != LXW_NO_ERROR) return cannot(lxw_strerror(open_->error));
  std::ifstream in(open_->file(), std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in || bytes.empty()) return cannot("it cannot be read again");
  return bytes;
}

Result<std::string> table_xlsx(const show::Table& table, const show::ColumnChoice& choice) {
  XlsxBook book(show::chosen(table.columns, choice));
  for (const std::vector<std::string>& row : table.rows) book.add(show::chosen(row, choice));
  return book.finish();
}

}  // namespace dateline::search
