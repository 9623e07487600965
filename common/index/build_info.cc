#include "common/index/build_info.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace dateline::index {
namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// Adds numbers to numbers and members to objects; what else two builds say differently stays as it is.
void add_counts(ordered_json& sum, const ordered_json& more) {
  for (const auto& [name, value] : more.items()) {
    ordered_json& known = sum[name];
    if (known.is_null()) {
      known = value;
    } else if (known.is_number_integer() && value.is_number_integer()) {
      known = known.get<std::int64_t>() + value.get<std::int64_t>();
    } else if (known.is_object() && value.is_object()) {
      add_counts(known, value);
    }
  }
}

const BuildInfo::Member* find(const BuildInfo& info, std::string_view name) {
  const auto found = std::find_if(info.members.begin(), info.members.end(),
                                  [&](const BuildInfo::Member& member) { return member.name == name; });
  return found == info.members.end() ? nullptr : &*found;
}

}  // namespace

BuildInfo BuildInfo::parse(std::string_view json) {
  BuildInfo out;
  const ordered_json info = ordered_json::parse(json, nullptr, false);
  if (!info.is_object()) return out;
  for (const auto& [name, value] : info.items()) {
    std::string written = dump(value);
    out.members.push_back({name, written, value.is_string() ? value.get<std::string>() : written});
  }
  return out;
}

void BuildInfo::write_members(JsonWriter& json) const {
  for (const Member& member : members) {
    json.key(member.name);
    json.json(member.json);
  }
}

std::uint64_t BuildInfo::count(std::string_view name) const {
  const Member* member = find(*this, name);
  if (member == nullptr) return 0;
  const ordered_json value = ordered_json::parse(member->json, nullptr, false);
  return value.is_number() ? value.get<std::uint64_t>() : 0;
}

std::map<std::string, std::string> BuildInfo::sources() const {
  std::map<std::string, std::string> out;
  const Member* member = find(*this, "sources");
  if (member == nullptr) return out;
  const ordered_json sources = ordered_json::parse(member->json, nullptr, false);
  if (!sources.is_object()) return out;
  for (const auto& [slug, name] : sources.items()) {
    if (name.is_string()) out.emplace(slug, name.get<std::string>());
  }
  return out;
}

std::string joined_build_info(const std::vector<std::string>& parts, std::uint64_t articles,
                              std::uint64_t groups) {
  ordered_json info = ordered_json::object();
  for (const std::string& part : parts) {
    const ordered_json more = ordered_json::parse(part, nullptr, false);
    if (more.is_object()) add_counts(info, more);
  }
  info["articles"] = articles;
  info["groups"] = groups;
  return dump(info);
}

}  // namespace dateline::index
