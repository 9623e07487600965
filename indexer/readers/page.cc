#include "indexer/readers/page.h"

#include <fmt/format.h>

#include "common/index/archive_address.h"
#include "common/text/printable.h"

namespace dateline::indexer {

void leave_archive(Page& page) {
  std::optional<index::ArchiveAddress> archived = index::archive_address(page.url);
  if (!archived) return;
  page.url = std::move(archived->original);
  if (archived->captured) page.captured = archived->captured;
}

std::string place(const Origin& origin) {
  return origin.record == 0 ? origin.path : origin.path + ":" + std::to_string(origin.record);
}

std::string line_of(const Reject& reject) {
  return fmt::format("{}: {}: {}; {}\n", reject.kind == Reject::Kind::kRejected ? "rejected" : "warning",
                     text::visible(place(reject.origin)), text::visible(reject.reason),
                     text::visible(reject.remedy));
}

}  // namespace dateline::indexer
