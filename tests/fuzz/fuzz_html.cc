/// libFuzzer target: any bytes are a page or an error, never a crash, and never more text than they hold.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/readers/html/markup_filter.h"
#include "indexer/readers/html/read_html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(dateline::html::declared_charset(bytes));
  const dateline::html::FilteredMarkup markup = dateline::html::filter_markup(bytes);
  if (markup.html.size() > 2 * bytes.size()) std::abort();  // at most a space for each tag left out
  const dateline::Result<dateline::HtmlPage> page = dateline::read_html(bytes);
  if (page && page->body.empty() && page->title.empty()) std::abort();
  if (!page && page.error().kind != dateline::ErrorKind::kInput) std::abort();
  return 0;
}
