#pragma once

#include <string>

#include "bench/record/summary.h"
#include "bench/record/table.h"

namespace dateline::bench {

/// All figures of a run as a page that explains itself.
std::string report_of(const Summary& summary);

/// The latency of a phase, a row a class.
Table latency_table(const Summary& summary, const std::string& phase);

/// The few figures that stand in the README, with the run they come from.
std::string readme_figures(const Summary& summary);

/// The page with what stands between `<!-- bench:begin -->` and `<!-- bench:end -->` replaced. A Usage error
/// when the marks are missing.
Result<std::string> replace_figures(const std::string& readme, const Summary& summary);

/// The run that the figures of the page are said to come from; empty when there is none.
std::string run_named_in(const std::string& readme);

}  // namespace dateline::bench
