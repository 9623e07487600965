/// libFuzzer target: any bytes, read as WARC and as ARC.
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dateline::indexer::Format;
  for (const Format format : {Format::kWarc, Format::kArc}) dateline::fuzz::read_any(data, size, format);
  return 0;
}
