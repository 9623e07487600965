/// libFuzzer target: any bytes, read as CSV.
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::fuzz::read_any(data, size, dateline::indexer::Format::kCsv);
  return 0;
}
