#include "indexer/report_json.h"

namespace dateline::indexer {

void write_reject(JsonWriter& json, const Reject& reject) {
  json.member("path", reject.origin.path);
  json.member("record", reject.origin.record);
  json.member("kind", reject.kind == Reject::Kind::kRejected ? "rejected" : "warning");
  json.member("reason", reject.reason);
  json.member("remedy", reject.remedy);
}

}  // namespace dateline::indexer
