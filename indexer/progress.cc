#include "indexer/progress.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "common/counted.h"

namespace dateline::indexer {
namespace {

std::string duration_text(double seconds) {
  const auto s = static_cast<std::uint64_t>(seconds + 0.5);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{} min {:02} s", s / 60, s % 60);
  return fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
}

}  // namespace

std::string progress_line(const BuildReport& report, double seconds) {
  seconds = std::max(seconds, 1e-3);
  const auto read = static_cast<double>(report.read_bytes);
  std::string line =
      fmt::format("{}, {:.0f} records/s, {:.1f} MB/s", counted(report.records, "record", "records"),
                  static_cast<double>(report.records) / seconds, read / 1e6 / seconds);
  if (report.total_bytes == 0 || report.read_bytes == 0) return line;
  const auto total = static_cast<double>(report.total_bytes);
  if (read >= total) return line + ", writing the index";
  return line + fmt::format(", {:.0f} %, {} left", 100 * read / total,
                            duration_text((total - read) / (read / seconds)));
}

void Progress::show(const BuildReport& report) {
  const auto now = Clock::now();
  const bool last = report.total_bytes != 0 && report.read_bytes >= report.total_bytes;
  if (now - shown_ < std::chrono::milliseconds{100} && !last) return;
  shown_ = now;
  fmt::print(err_, "\r{} \x1b[K", progress_line(report, std::chrono::duration<double>(now - start_).count()));
  err_.flush();
  dirty_ = true;
}

void Progress::clear() {
  if (dirty_) fmt::print(err_, "\r\x1b[K");
  dirty_ = false;
}

}  // namespace dateline::indexer
