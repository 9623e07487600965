#pragma once

#include <span>
#include <string>
#include <string_view>

#include "indexer/sources/format.h"

namespace dateline::indexer {

/// What becomes of the files of a kind.
enum class Treatment : std::uint8_t {
  kCapture,     ///< read as a whole: one article, or a few
  kCollection,  ///< cut into records while it streams
  kSkipped,     ///< counted: belongs to pages and is none
  kNotRead,     ///< rejected by name
};

/// One kind of file. The table is the truth for `dateline-index kinds`, --read-as, the summary and
/// docs/ingest.md.
struct Kind {
  Format format;
  Treatment treatment;
  std::string_view name;     ///< for --read-as and in counts: "html"
  std::string_view what;     ///< in messages: "a saved page"
  std::string_view endings;  ///< with blanks between; empty: told by its content alone
  // Of kinds that are read:
  std::string_view article = {};  ///< what one article is
  std::string_view title = {};    ///< where each comes from
  std::string_view day = {};
  std::string_view address = {};
  std::string_view captured = {};
  std::string_view lost = {};
  // Of kinds that are not:
  std::string_view remedy = {};
};

/// One row for each value of Format, in their order.
std::span<const Kind> kinds();
const Kind& kind_of(Format format);

/// The reason for rejecting a file of a kind that is not read: "a PDF is not read".
std::string not_read(const Kind& kind);

/// The library without which this program was built, and which a kind needs; empty for kinds that it can
/// read.
std::string_view missing_library(Format format);

inline bool is_read(Format format) { return kind_of(format).treatment <= Treatment::kCollection; }

}  // namespace dateline::indexer
