#include "indexer/writer/choose_builder.h"

#include <system_error>
#include <utility>

#include "indexer/glass/format_probe.h"
#include "indexer/writer/bulk_builder.h"
#include "indexer/writer/official_builder.h"

namespace dateline::indexer {

Result<ChosenBuilder> choose_builder(BuilderKind wanted, BulkOptions options, FormatProbe probe) {
  ChosenBuilder chosen;
  chosen.kind = wanted;
  if (wanted == BuilderKind::kBulk) {
    std::error_code code;
    std::filesystem::create_directories(options.scratch, code);
    if (code) {
      return fail(ErrorKind::kSystem, "cannot create " + options.scratch.string() + ": " + code.message());
    }
    const Status known = probe ? probe(options.scratch) : glass::probe_format(options.scratch);
    if (known) {
      auto bulk = BulkBuilder::create(std::move(options));
      if (!bulk) return fail(bulk.error());
      chosen.builder = std::move(*bulk);
      return chosen;
    }
    if (known.error().kind != ErrorKind::kIndex) return fail(known.error());
    chosen.kind = BuilderKind::kOfficial;
    chosen.notice = known.error().what + "; building with the official builder instead";
  }
  chosen.builder = make_official_builder(options.directory, options.scratch / "parts", options.workers);
  return chosen;
}

}  // namespace dateline::indexer
