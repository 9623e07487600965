#include "common/index/verify_files.h"

#include <fmt/format.h>

#include "common/index/damaged.h"

namespace dateline::index {

Status verify_file(const std::filesystem::path& folder, const FileInfo& file) {
  const std::filesystem::path path = folder / file.name;
  const Result<FileInfo> now = describe_file(path);
  if (!now) return fail(now.error());
  if (now->bytes != file.bytes)
    return damaged(fmt::format("{} has {} bytes instead of {}", path.string(), now->bytes, file.bytes));
  if (now->hash != file.hash) return damaged(path.string() + " has other content than was written");
  return {};
}

Status verify_files(const std::filesystem::path& folder, const Manifest& manifest,
                    const std::function<Status()>& go_on) {
  const auto verify = [&](const std::filesystem::path& in, const FileInfo& file) -> Status {
    if (go_on) {
      if (Status asked = go_on(); !asked) return asked;
    }
    return verify_file(in, file);
  };
  for (const SegmentInfo& segment : manifest.segments) {
    for (const FileInfo& file : segment.files) {
      if (Status same = verify(folder / segment.name, file); !same) return same;
    }
  }
  for (const auto& [role, file] : manifest.state) {
    if (Status same = verify(folder, file); !same) return same;
  }
  return {};
}

}  // namespace dateline::index
