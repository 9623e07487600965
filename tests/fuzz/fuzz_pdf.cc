/// libFuzzer target: any bytes, as what the program that parses PDF prints, which a PDF may make say
/// anything.
#include "indexer/readers/pdf/pdf_capture.h"
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::indexer::PageSink sink;
  const std::string bytes(data, data + size);
  dateline::indexer::read_pdf_words(bytes, {"-", 0}, sink);
  dateline::fuzz::require(!sink.pages.empty() || !sink.rejects.empty());
  for (const dateline::indexer::Page& page : sink.pages) {
    dateline::fuzz::require(simdjson::validate_utf8(page.title.data(), page.title.size()));
    dateline::fuzz::require(simdjson::validate_utf8(page.body.data(), page.body.size()));
  }
  return 0;
}
