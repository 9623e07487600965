#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "searcher/export/export_format.h"
#include "searcher/export/export_writer.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

struct ExportOptions {
  ExportFormat format = ExportFormat::kJsonl;
  bool bodies = false;           ///< with the whole texts
  std::string columns = {};      ///< of a table, in their order: "published,title,url"; empty: all
  std::string about = {};        ///< file for what the export says about itself; empty: see export_to_file
  bool byte_order_mark = false;  ///< in front of CSV
  std::string index = {};        ///< as the head names it
  std::string within = {};       ///< what led to the articles that the query looks among; empty: all articles
};

struct ExportReport {
  std::uint64_t total = 0;     ///< articles found
  std::uint64_t exported = 0;  ///< records written
  std::string head;            ///< what the export says about itself, a line of JSON
};

/// What an export of a request says about itself; `found` has the counts.
ExportHead head_of(const SearchRequest& request, const SearchResponse& found, const ExportOptions& options);

/// Takes the next piece of the export; an error ends it.
using ExportSink = std::function<Status(std::string_view piece)>;

/// Writes all articles that a request finds, in its order, folded as it says; `limit`, `offset` and facets do
/// not count. One article is in memory at a time, beside 16 bytes for each that was found.
SearchResult<ExportReport> run_export(Engine& engine, const SearchRequest& request,
                                      const ExportOptions& options, const ExportSink& sink);

/// The same into a file that appears whole or not at all. Where its format has no place for what the export
/// says about itself, this goes into `options.about`, or into NAME.about.json beside it (about_file).
SearchResult<ExportReport> export_to_file(Engine& engine, const SearchRequest& request,
                                          const ExportOptions& options, const std::string& file);

}  // namespace dateline::search
