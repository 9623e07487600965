#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"

namespace dateline::search {

/// One line of a file of queries.
struct BatchQuery {
  std::size_t line = 0;  ///< 1-based
  std::string id;        ///< as given, else the number of the line
  std::string text;
  std::vector<std::string> filters;  ///< "field=value"
  std::string from;                  ///< a period of publication, as a query writes dates; may be empty
  std::string to;
};

/// Reads queries from lines "id TAB text [TAB filter...]" or "text". A filter is field=value or a date or
/// period of publication ("1997-02", "2019..2023", "juche112"). Blank lines and lines that begin with # are
/// skipped; a byte order mark and CR before the end of a line too. A line holds 1 MB at most. Not
/// thread-safe.
class QueryFile {
 public:
  explicit QueryFile(std::istream& in) : in_(in) {}

  /// The next query, or what is wrong with its line (reading can go on); nullopt at the end.
  std::optional<Result<BatchQuery>> next();
  /// Of the line that `next` gave last.
  std::size_t line() const { return line_; }

 private:
  std::istream& in_;
  std::size_t line_ = 0;
};

}  // namespace dateline::search
