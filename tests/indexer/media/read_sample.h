#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/drained.h"

namespace dateline::testing {

inline indexer::PageSink read_sample(const std::string& name) {
  return ingested({std::string(DATELINE_SOURCE_DIR "/tests/samples/media/") + name});
}

/// "RECORD | TITLE | DAY GIVEN | ADDRESS | CAPTURED | PARTIAL" of a page, a dash where there is none.
inline std::string summary(const indexer::Page& page) {
  const auto or_dash = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
  std::string partial;
  for (const auto& [name, value] : page.extra) partial += name == "partial" ? value : "";
  return std::to_string(page.origin.record) + " | " + or_dash(page.title) + " | " +
         (page.field_date ? dates::to_iso(page.field_date->day) : "-") + " | " + or_dash(page.url) + " | " +
         (page.captured ? dates::to_iso(*page.captured) : "-") + " | " + or_dash(partial);
}

inline std::vector<std::string> summaries(const indexer::PageSink& sink) {
  std::vector<std::string> out;
  for (const indexer::Page& page : sink.pages) out.push_back(summary(page));
  return out;
}

/// "reject: REASON" or "warning: REASON", without places.
inline std::vector<std::string> told(const indexer::PageSink& sink) {
  std::vector<std::string> out;
  for (const indexer::Reject& reject : sink.rejects) {
    const bool warning = reject.kind == indexer::Reject::Kind::kWarning;
    out.push_back((warning ? "warning: " : "reject: ") + reject.reason);
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace dateline::testing
