#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/candidates.h"
#include "common/dates/mention.h"

namespace dateline::dates {

/// Every date of a text.
struct ScanResult {
  std::vector<DateMention> mentions;      ///< in the order of the text, without overlap
  std::vector<ImpossibleDay> impossible;  ///< days that do not exist, in the order of the text
};

/// Reads texts one after another and keeps its buffers between them; one per thread.
class Scanner {
 public:
  explicit Scanner(Coverage coverage = Coverage::kNearDigits) : finder_(coverage) {}

  /// Every date of `text` outside its teasers: header, capture line, stamps (repaired in stamp position),
  /// datelines, and those of the text, resolved with `published`. Byte ranges are of `text` as given and lie
  /// on character boundaries. Any bytes are allowed; of a text longer than 4 GiB - 1 the rest is not read.
  /// Linear.
  ScanResult scan(std::string_view text, std::optional<Day> published = std::nullopt);

 private:
  CandidateFinder finder_;
};

/// `Scanner::scan` with a scanner of its own.
ScanResult scan_text(std::string_view text, std::optional<Day> published = std::nullopt);

/// The lines of `dates --format vector`: one a date in the order of the text, "none - !IMPOSSIBLE" for a day
/// that does not exist, "none" when there is nothing.
std::vector<std::string> vector_lines(const ScanResult& result);

}  // namespace dateline::dates
