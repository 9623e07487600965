#include "searcher/command_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "searcher/command_support.h"
#include "searcher/export/output_file.h"
#include "searcher/export/xlsx_book.h"
#include "searcher/show/json.h"

namespace dateline::search {
namespace {

/// The format that is asked for, else the one that the name of the file ends in.
Result<std::string> format_of(const QueryArguments& arguments) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEndings{
      {{".csv", "csv"}, {".tsv", "tsv"}, {".xlsx", "xlsx"}, {".json", "json"}, {".txt", "text"}}};
  if (arguments.format != "text" || arguments.output == "-") return arguments.format;
  const std::string ending = std::filesystem::path(arguments.output).extension().string();
  for (const auto& [known, format] : kEndings) {
    if (ending == known) return std::string(format);
  }
  return fail(ErrorKind::kUsage, fmt::format("the name {} does not tell a format", arguments.output),
              "end it in .csv, .tsv, .xlsx, .json or .txt, or give --format");
}

std::string about_json(const Answer& answer, const QueryArguments& arguments, const show::Table& table,
                       const show::ColumnChoice& choice) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("export", "dateline-search");
    json.member("command", answer.command);
    json.member("query", answer.query);
    json.array("filters", arguments.filters);
    json.member_or_null("from", arguments.from);
    json.member_or_null("to", arguments.to);
    show::write_index(json, answer.index_articles, answer.revision);
    json.array("columns", show::chosen(show::names_of(table.columns), choice));
    json.member("rows", table.rows.size());
    json.array("notices", answer.notices);
  });
  return json.line();
}

Status write_output(std::string_view bytes, const QueryArguments& arguments, const Streams& streams) {
  if (arguments.output != "-") return write_file(arguments.output, bytes);
  streams.out << bytes;
  return {};
}

Status write_table(const Answer& answer, const std::string& format, const QueryArguments& arguments,
                   const Streams& streams) {
  const bool to_file = arguments.output != "-";
  const show::Table table = answer.table();
  const Result<show::ColumnChoice> choice = show::choose_columns(table.columns, arguments.columns);
  if (!choice) return fail(choice.error());
  std::string bytes;
  if (format == "xlsx") {
    if (!to_file && streams.out_is_terminal) {
      return fail(no_sheet_on_terminal());
    }
    Result<std::string> book = table_xlsx(table, *choice);
    if (!book) return fail(book.error());
    bytes = std::move(*book);
  } else {
    if (format == "csv" && to_file && wants_byte_order_mark(arguments.output)) bytes = show::kByteOrderMark;
    bytes +=
        show::table_text(table, *choice, format == "csv" ? show::Delimiter::kComma : show::Delimiter::kTab);
  }
  if (Status written = write_output(bytes, arguments, streams); !written) return written;
  const std::string about = to_file ? about_file(arguments.about, arguments.output) : arguments.about;
  return about.empty() ? Status() : write_file(about, about_json(answer, arguments, table, *choice));
}

}  // namespace

Error no_sheet_on_terminal() {
  return {ErrorKind::kUsage, "an .xlsx file cannot be shown on a terminal", "give -o FILE.xlsx"};
}

ExitCode write_answer(const Answer& answer, bool found, const QueryArguments& arguments,
                      const Streams& streams) {
  const Result<std::string> format = format_of(arguments);
  if (!format) return report_error(streams.err, format.error());
  const bool is_table = *format != "text" && *format != "json";
  if (!is_table && (!arguments.columns.empty() || !arguments.about.empty())) {
    return report_error(streams.err, Error{ErrorKind::kUsage, "--columns and --about are for tables",
                                           "add --format csv, tsv or xlsx"});
  }
  Status written;
  if (is_table) {
    written = write_table(answer, *format, arguments, streams);
  } else if (*format == "json") {
    written = write_output(answer.json(), arguments, streams);
  } else {
    show::Style style = style_of(arguments.colour, streams);
    if (arguments.output != "-") style = {.colour = false, .width = 80};
    written =
        write_output(arguments.output == "-" ? on_screen(answer.text(style), streams) : answer.text(style),
                     arguments, streams);
  }
  if (!written) return report_error(streams.err, written.error());
  return found ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace dateline::search
