#include "common/index/article_json.h"

#include <array>

namespace dateline::index {

void write_publication(JsonWriter& json, const dates::Publication& publication) {
  if (publication.confidence == dates::Confidence::kNone) return json.value(nullptr);
  json.object([&] {
    json.member("date", dates::publication_text(publication));
    json.member("precision", dates::name(publication.precision));
    json.member("by", publication.by);
    json.member("confidence", dates::name(publication.confidence));
    json.array("flags", publication.flags);
  });
}

void write_source(JsonWriter& json, const Source& source) {
  if (source.slug.empty()) return json.value(nullptr);
  json.object([&] {
    json.member("slug", source.slug);
    json.member("name", source.name);
  });
}

void write_mention(JsonWriter& json, const dates::DateMention& mention,
                   std::optional<std::string_view> printed) {
  const bool days =
      mention.precision != dates::Precision::kMonthDay && mention.precision != dates::Precision::kLunar;
  json.object([&] {
    json.member("from", days ? dates::to_iso(mention.from) : dates::interval_text(mention));
    json.member("to", days ? dates::to_iso(mention.to) : dates::interval_text(mention));
    json.member("precision", dates::name(mention.precision));
    json.member("kind", dates::name(mention.kind));
    json.member("juche", mention.juche != 0 ? std::optional(mention.juche) : std::nullopt);
    json.array("flags", dates::flag_names(mention.flags));
    if (printed) json.member("text", *printed);
    json.member("offset", mention.offset);
    json.member("length", mention.length);
  });
}

void write_extra(JsonWriter& json, const std::vector<std::pair<std::string, std::string>>& extra) {
  json.array("extra", extra, [&](const auto& member) {
    json.array(std::array{member.first, member.second});
  });
}

}  // namespace dateline::index
