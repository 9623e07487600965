#include "common/index/index_counts.h"

namespace dateline::index {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

void add(const Counts& more, Counts& counts) {
  for (const auto& [value, count] : more) counts[value] += count;
}

}  // namespace

IndexCounts& IndexCounts::operator+=(const IndexCounts& more) {
  articles += more.articles;
  groups += more.groups;
  undated += more.undated;
  records += more.records;
  duplicates += more.duplicates;
  rejected += more.rejected;
  input_bytes += more.input_bytes;
  add(more.by_source, by_source);
  add(more.by_language, by_language);
  add(more.by_confidence, by_confidence);
  source_names.insert(more.source_names.begin(), more.source_names.end());
  return *this;
}

void IndexCounts::write_members(JsonWriter& json) const {
  json.member("articles", articles);
  json.member("duplicates", duplicates);
  json.member("groups", groups);
  json.member("input_bytes", input_bytes);
  json.member("records", records);
  json.member("rejected", rejected);
  json.object("sources", [&] {
    for (const auto& [slug, name] : source_names) json.member(slug, name);
  });
  json.member("undated", undated);
}

}  // namespace dateline::index
