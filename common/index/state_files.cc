#include "common/index/state_files.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include "common/index/damaged.h"
#include "common/index/files.h"

namespace dateline::index {

namespace fs = std::filesystem;

Result<std::string> read_state_file(const fs::path& index, const Manifest& manifest, std::string_view role) {
  const FileInfo* info = manifest.state_file(role);
  if (info == nullptr) return std::string();
  const fs::path path = index / info->name;
  Result<std::string> bytes = read_file(path);
  if (bytes && (bytes->size() != info->bytes || XXH3_64bits(bytes->data(), bytes->size()) != info->hash))
    return damaged(fmt::format("{} is damaged", path.string()));
  return bytes;
}

Result<Changes> read_changes(const fs::path& index, const Manifest& manifest) {
  const FileInfo* info = manifest.state_file(kChangesRole);
  if (info == nullptr) return Changes();
  const Result<std::string> bytes = read_state_file(index, manifest, kChangesRole);
  if (!bytes) return fail(bytes.error());
  return parse_changes(*bytes, (index / info->name).string());
}

}  // namespace dateline::index
