#include "searcher/export/run_export.h"

#include <memory>
#include <utility>

#include "searcher/export/export_writer.h"
#include "searcher/export/output_file.h"

namespace dateline::search {
namespace {

std::string order_of(const SearchRequest& request) {
  switch (request.sort) {
    case Sort::kRelevance:
      return request.scheme.empty() ? "relevance" : request.scheme;
    case Sort::kNewest:
      return "-date";
    case Sort::kOldest:
      return "date";
  }
  return {};
}

}  // namespace

ExportHead head_of(const SearchRequest& request, const SearchResponse& found, const ExportOptions& options) {
  ExportHead head;
  head.query = request.query;
  head.within = options.within;
  head.filters = request.filters;
  head.from = request.from;
  head.to = request.to;
  head.order = order_of(request);
  head.index = options.index;
  head.revision = found.revision;
  head.index_articles = found.index_articles;
  head.total = found.total;
  head.groups = found.groups;
  head.folded = !request.copies;
  head.exported = head.folded ? found.groups : found.total;
  head.relaxed = found.relaxed;
  head.notices = found.notices;
  return head;
}

SearchResult<ExportReport> run_export(Engine& engine, const SearchRequest& request,
                                      const ExportOptions& options, const ExportSink& sink) {
  if (options.bodies && !takes_bodies(options.format)) {
    return tl::unexpected(wrap(Error{ErrorKind::kUsage, "a bibliography has no place for whole texts",
                                     "leave --body out, or choose --format jsonl, csv or tsv"}));
  }
  SearchRequest all = request;
  all.snippet_bytes = 0;
  all.facets.clear();
  if (!options.columns.empty() && !is_table(options.format)) {
    return tl::unexpected(wrap(Error{ErrorKind::kUsage, "only tables have columns to choose",
                                     "leave --columns out, or choose --format csv, tsv or xlsx"}));
  }
  const auto made =
      make_export_writer(options.format, {options.bodies, options.columns, options.byte_order_mark});
  if (!made) return tl::unexpected(wrap(made.error()));
  ExportWriter* const writer = made->get();
  ExportReport report;
  const auto begin = [&](const SearchResponse& found) {
    report.total = found.total;
    ExportHead head = head_of(request, found, options);
    head.state = engine.reader().state();
    report.head = head_json(head);
    return sink(writer->begin(head));
  };
  const auto take = [&](const Hit& hit) {
    ++report.exported;
    return sink(writer->record({hit.rank, hit.score, hit.copies, hit.article, hit.notes}));
  };
  if (const SearchResult<void> streamed = engine.stream(all, begin, take); !streamed)
    return tl::unexpected(streamed.error());
  const Result<std::string> end = writer->end();
  if (!end) return tl::unexpected(wrap(end.error()));
  if (const Status ended = sink(*end); !ended) return tl::unexpected(wrap(ended.error()));
  return report;
}

SearchResult<ExportReport> export_to_file(Engine& engine, const SearchRequest& request,
                                          const ExportOptions& options, const std::string& file) {
  Result<OutputFile> out = OutputFile::create(file);
  if (!out) return tl::unexpected(wrap(out.error()));
  ExportOptions marked = options;
  marked.byte_order_mark = wants_byte_order_mark(file);
  const auto report =
      run_export(engine, request, marked, [&](std::string_view piece) { return out->write(piece); });
  if (!report) return report;
  if (const Status finished = out->finish(); !finished) return tl::unexpected(wrap(finished.error()));
  const std::string about = needs_about(options.format) ? about_file(options.about, file) : options.about;
  if (!about.empty()) {
    if (const Status written = write_file(about, report->head); !written)
      return tl::unexpected(wrap(written.error()));
  }
  return report;
}

}  // namespace dateline::search
