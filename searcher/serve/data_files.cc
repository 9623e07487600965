#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "searcher/export/run_export.h"
#include "searcher/search/timeline.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/table.h"
#include "searcher/show/timeline.h"

namespace dateline::serve {
namespace {

struct FileKind {
  std::string_view ending;
  search::ExportFormat format;
  std::string_view type;
};
constexpr FileKind kKinds[] = {
    {"csv", search::ExportFormat::kCsv, "text/csv; charset=utf-8"},
    {"tsv", search::ExportFormat::kTsv, "text/tab-separated-values; charset=utf-8"},
    {"jsonl", search::ExportFormat::kJsonl, "application/x-ndjson"},
    {"bib", search::ExportFormat::kBibtex, "application/x-bibtex; charset=utf-8"},
    {"ris", search::ExportFormat::kRis, "application/x-research-info-systems; charset=utf-8"},
    {"csl", search::ExportFormat::kCslJson, "application/vnd.citationstyles.csl+json"},
};

Result<std::shared_ptr<TemporaryFile>> nameless_file() {
  std::error_code none;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(none);
  const int fd = ::open(none ? "/tmp" : folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail(ErrorKind::kSystem, std::string("cannot make a temporary file: ") + std::strerror(errno));
  return std::make_shared<TemporaryFile>(fd);
}

Status write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return fail(ErrorKind::kSystem, std::string("cannot write a temporary file: ") + std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace

HttpReply export_file(search::Engine& engine, const PageState& state, std::string_view format) {
  const FileKind* kind = nullptr;
  for (const FileKind& known : kKinds) {
    if (known.ending == format) kind = &known;
  }
  if (kind == nullptr) return missing_form(engine, format);
  // Whole before the first byte is sent: a list that was cut off must not look like one that is whole.
  const auto file = nameless_file();
  if (!file) return error_page(500, search::wrap(file.error()), state, engine);
  std::string waiting;
  constexpr std::size_t kBlock = std::size_t{1} << 16;
  const search::ExportOptions options{.format = kind->format, .index = engine.reader().name()};
  const auto report =
      search::run_export(engine, request_of(state), options, [&](std::string_view piece) -> Status {
        waiting += piece;
        if (waiting.size() < kBlock) return {};
        const Status written = write_all((*file)->fd(), waiting);
        waiting.clear();
        return written;
      });
  if (!report) return error_page(status_of(report.error()), report.error(), state, engine);
  if (const Status written = write_all((*file)->fd(), waiting); !written) {
    return error_page(500, search::wrap(written.error()), state, engine);
  }
  return {.type = std::string(kind->type),
          .body = {},
          .file = *file,
          .headers = {{"Content-Disposition",
                       "attachment; filename=\"dateline." + std::string(kind->ending) + "\""}}};
}

HttpReply table_reply(const show::Table& table) {
  const show::ColumnChoice all = *show::choose_columns(table.columns, {});
  return {.type = "text/csv; charset=utf-8", .body = show::table_text(table, all, show::Delimiter::kComma)};
}

bool is_of_articles(std::string_view ending) { return ending == "bib" || ending == "ris" || ending == "csl"; }

HttpReply timeline_answer(search::Engine& engine, const PageState& state, std::string_view ending) {
  const auto counted = timeline_of(engine, state, state.query);
  if (!counted) return error_json(counted.error());
  if (ending == "svg") return {.type = "image/svg+xml", .body = show::timeline_svg(*counted, state.measure)};
  if (ending == "csv") return table_reply(show::timeline_table(*counted));
  if (ending == "json") return {.type = "application/json", .body = show::timeline_json(*counted)};
  return missing_form(engine, ending);
}

}  // namespace dateline::serve
