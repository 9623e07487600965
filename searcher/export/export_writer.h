#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "searcher/export/export_format.h"
#include "searcher/notes/notes.h"
#include "searcher/show/table.h"

namespace dateline::search {

/// What an export says about itself before its articles.
struct ExportHead {
  std::string query;
  std::string within;                ///< the articles that it looked among, as a person reads it; empty: all
  std::vector<std::string> filters;  ///< "source=kcna.kp-en"
  std::string from;                  ///< as asked for; empty: no limit
  std::string to;
  std::string order;  ///< "relevance", "date", "-date", or the scheme that ranked
  std::string index;  ///< path, of several apart by blanks
  std::string revision;
  std::string state;  ///< token of what the index holds; empty: not known
  std::uint64_t index_articles = 0;
  std::uint64_t total = 0;     ///< articles found
  std::uint64_t groups = 0;    ///< different texts found
  std::uint64_t exported = 0;  ///< records that follow
  bool folded = true;          ///< one record for each group of equal texts
  bool relaxed = false;        ///< articles have most of the words, not all
  std::vector<std::string> notices;
};

/// One article of an export.
struct ExportRecord {
  std::uint64_t rank = 0;  ///< from 1
  double score = 0;
  std::uint64_t copies = 0;  ///< other articles with the same text that the query finds too
  const Article& article;
  const notes::ArticleNotes& notes;  ///< of the reader
};

/// Turns an export into text, piece by piece. The pieces in order are the file. Text of captures is made
/// printable and escaped as the format asks, so that nothing in it can end a record or run a command.
class ExportWriter {
 public:
  virtual ~ExportWriter() = default;
  virtual std::string begin(const ExportHead& head) = 0;
  virtual std::string record(const ExportRecord& record) = 0;
  /// A System error when the format needs a temporary file that cannot be written, a Usage error when it has
  /// no place for so many records.
  virtual Result<std::string> end() = 0;
};

/// How the text of an export is laid out.
struct ExportLayout {
  bool bodies = false;       ///< with the whole texts; the formats for bibliographies have no place for them
  std::string columns = {};  ///< of a table, as show::choose_columns reads them
  bool byte_order_mark = false;  ///< in front of CSV
};

/// A Usage error when there is no such column.
Result<std::unique_ptr<ExportWriter>> make_export_writer(ExportFormat format, const ExportLayout& layout);

/// The head as a JSON object in a line of its own: what a table says about itself in a file beside it.
std::string head_json(const ExportHead& head);

}  // namespace dateline::search
