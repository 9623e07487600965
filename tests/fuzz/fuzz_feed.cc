/// libFuzzer target: any bytes, read as a feed, a sitemap and XML of kcna.kp.
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dateline::indexer::Format;
  for (const Format format : {Format::kRss, Format::kSitemap, Format::kKcnaXml})
    dateline::fuzz::read_any(data, size, format);
  return 0;
}
