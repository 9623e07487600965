#include "bench/suite/sentences.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "bench/record/table.h"

namespace dateline::bench {
namespace {

constexpr std::size_t kMost = 3;
constexpr const char* kOurs = "Dateline";

std::string slowest(const Summary& summary) {
  std::vector<ClassLatency> classes;
  for (const ClassLatency& of : summary.latency) {
    if (!summary.phases.empty() && of.phase == summary.phases.front().name) classes.push_back(of);
  }
  if (classes.empty()) return "No class was timed.";
  std::ranges::sort(classes, std::greater(), [](const ClassLatency& of) { return of.us.p95; });
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(kMost, classes.size()); ++i) {
    parts.push_back(fmt::format("{} ({}, 95 in 100 within {})", classes[i].query_class,
                                time_text(classes[i].us.p50), time_text(classes[i].us.p95)));
  }
  return fmt::format("Slowest are {}.", fmt::join(parts, ", "));
}

/// By a tenth and more.
std::string changed(std::span<const HistoryLine> history) {
  constexpr double kTenth = 1.1;
  if (history.empty()) return "The history has no line yet: ./dev bench history add.";
  const HistoryLine& last = history.back();
  std::vector<std::pair<double, std::string>> slower;
  std::vector<std::pair<double, std::string>> faster;
  for (const auto& [name, of] : last.classes) {
    if (!of.ratio) continue;
    if (*of.ratio > kTenth) slower.emplace_back(-*of.ratio, fmt::format("{} x{:.2f}", name, *of.ratio));
    if (*of.ratio < 1 / kTenth) faster.emplace_back(*of.ratio, fmt::format("{} x{:.2f}", name, *of.ratio));
  }
  const auto list = [](auto& found) {
    if (found.empty()) return std::string("nothing");
    std::ranges::sort(found);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(kMost, found.size()); ++i) names.push_back(found[i].second);
    const std::string more = found.size() > kMost ? fmt::format(" and {} more", found.size() - kMost) : "";
    return fmt::format("{}{}", fmt::join(names, ", "), more);
  };
  return fmt::format(
      "With the last line of the history ({}, {}) {} became slower and {} faster; ./dev bench history add "
      "measures "
      "this build against it.",
      last.commit, last.day, list(slower), list(faster));
}

std::string faster_peers(const Summary& summary) {
  std::vector<std::string> parts;
  for (const PeerFigures& peer : summary.peers) {
    const auto ours = std::ranges::find_if(summary.peers, [&](const PeerFigures& candidate) {
      return candidate.engine == kOurs && candidate.asked == peer.asked;
    });
    if (peer.engine == kOurs || ours == summary.peers.end() || peer.p50_us >= ours->p50_us) continue;
    parts.push_back(fmt::format("{} for {} ({} to our {})", peer.engine, peer.asked, time_text(peer.p50_us),
                                time_text(ours->p50_us)));
  }
  if (summary.peers.empty()) return "No other engine was asked.";
  if (parts.empty()) return "No other engine is faster.";
  return fmt::format("Faster than we are: {}.", fmt::join(parts, "; "));
}

}  // namespace

std::string closing_sentences(const Summary& summary, std::span<const HistoryLine> history) {
  return fmt::format("{}\n{}\n{}\n", slowest(summary), changed(history), faster_peers(summary));
}

}  // namespace dateline::bench
