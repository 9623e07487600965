#pragma once

#include <span>
#include <string>

#include "bench/record/summary.h"
#include "bench/track/history.h"

namespace dateline::bench {

/// The three sentences that matter at the end of a run: which classes are the slowest, what changed with the
/// last line of the history, where other engines are faster. One a line.
std::string closing_sentences(const Summary& summary, std::span<const HistoryLine> history);

}  // namespace dateline::bench
