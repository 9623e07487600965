/// libFuzzer target: any bytes, read as whatever they look like: archives, compressed files.
#include <optional>
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::fuzz::read_any(data, size, std::nullopt);
  return 0;
}
