#include "common/index/article_json.h"

namespace dateline::index {

using nlohmann::ordered_json;

ordered_json publication_json(const dates::Publication& publication) {
  if (publication.confidence == dates::Confidence::kNone) return nullptr;
  return {{"date", dates::publication_text(publication)},
          {"precision", dates::name(publication.precision)},
          {"by", publication.by},
          {"confidence", dates::name(publication.confidence)},
          {"flags", publication.flags}};
}

ordered_json source_json(const Source& source) {
  if (source.slug.empty()) return nullptr;
  return {{"slug", source.slug}, {"name", source.name}};
}

ordered_json mention_json(const dates::DateMention& mention, std::string_view printed) {
  ordered_json out;
  const bool days =
      mention.precision != dates::Precision::kMonthDay && mention.precision != dates::Precision::kLunar;
  if (days) {
    out["from"] = dates::to_iso(mention.from);
    out["to"] = dates::to_iso(mention.to);
  } else {
    out["from"] = dates::interval_text(mention);
    out["to"] = dates::interval_text(mention);
  }
  out["precision"] = dates::name(mention.precision);
  out["kind"] = dates::name(mention.kind);
  out["juche"] = mention.juche != 0 ? ordered_json(mention.juche) : ordered_json(nullptr);
  out["flags"] = dates::flag_names(mention.flags);
  out["text"] = printed;
  out["offset"] = mention.offset;
  out["length"] = mention.length;
  return out;
}

std::string dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace dateline::index
