/// libFuzzer target: any bytes, read as WARC.
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::fuzz::read_any(data, size, dateline::indexer::Format::kWarc);
  return 0;
}
