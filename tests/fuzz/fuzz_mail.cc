/// libFuzzer target: any bytes, read as a mail, an MHTML page and a mailbox.
#include "tests/fuzz/ingest_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dateline::indexer::Format;
  for (const Format format : {Format::kMail, Format::kMhtml, Format::kMbox})
    dateline::fuzz::read_any(data, size, format);
  return 0;
}
