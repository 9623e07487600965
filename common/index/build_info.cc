#include "common/index/build_info.h"

#include <nlohmann/json.hpp>

namespace dateline::index {
namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
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

}  // namespace dateline::index
