#pragma once

#include <fmt/format.h>

#include <cstdint>

#include "common/result.h"
#include "indexer/sources/unpack.h"

namespace dateline::indexer {

/// Counts what goes in and what comes out, and says when that is too much.
class UnpackGauge {
 public:
  explicit UnpackGauge(const UnpackLimits& limits) : limits_(limits) {}
  void packed(std::uint64_t total) { packed_ = total; }
  Status unpacked(std::uint64_t more) {
    unpacked_ += more;
    if (unpacked_ > limits_.bytes) {
      return fail(ErrorKind::kInput, fmt::format("it unpacks to more than {} bytes", limits_.bytes),
                  "unpack it yourself if you trust it");
    }
    if (unpacked_ > limits_.ratio_from && unpacked_ / limits_.ratio > packed_) {
      return fail(ErrorKind::kInput,
                  fmt::format("it unpacks to more than {} times its size, as bombs do", limits_.ratio),
                  "unpack it yourself if you trust it");
    }
    return {};
  }

 private:
  UnpackLimits limits_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

}  // namespace dateline::indexer
