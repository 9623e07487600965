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

Result<std::optional<Origin>> read_origin(const fs::path& index, const Manifest& manifest) {
  const FileInfo* info = manifest.state_file(kOriginRole);
  if (info == nullptr) return std::optional<Origin>();
  const Result<std::string> text = read_state_file(index, manifest, kOriginRole);
  if (!text) return fail(text.error());
  Result<Origin> origin = parse_origin(*text, (index / info->name).string());
  if (!origin) return fail(origin.error());
  return std::optional(std::move(*origin));
}

Result<std::vector<Addition>> read_additions(const fs::path& index, const Manifest& manifest) {
  const FileInfo* info = manifest.state_file(kAdditionsRole);
  if (info == nullptr) return std::vector<Addition>();
  const Result<std::string> text = read_state_file(index, manifest, kAdditionsRole);
  if (!text) return fail(text.error());
  return parse_additions(*text, (index / info->name).string());
}

}  // namespace dateline::index
