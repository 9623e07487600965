#include "indexer/glass/format_probe.h"

#include <xapian.h>

#include <string>
#include <system_error>

#include "common/index/files.h"
#include "common/index/xapian_wall.h"
#include "indexer/glass/version_file.h"

namespace dateline::indexer::glass {

bool is_known_format(std::string_view version_file) {
  std::string found(version_file);
  if (found.size() >= kUuidOffset + kUuidBytes) found.replace(kUuidOffset, kUuidBytes, kUuidBytes, '\0');
  return found == empty_version_file();
}

Status probe_format(const std::filesystem::path& scratch) {
  const std::filesystem::path folder = scratch / "format-probe";
  std::error_code code;
  std::filesystem::remove_all(folder, code);
  const auto made = index::guard([&] {
    Xapian::WritableDatabase(folder.string(),
                             Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
  });
  const Result<std::string> version_file =
      made ? index::read_file(folder / "iamglass") : Result<std::string>(fail(made.error()));
  std::filesystem::remove_all(folder, code);
  if (!version_file) return fail(version_file.error());
  if (is_known_format(*version_file)) return {};
  return fail(ErrorKind::kIndex,
              std::string("Xapian ") + Xapian::version_string() +
                  " writes a database format that the bulk builder does not know",
              "use --builder official");
}

}  // namespace dateline::indexer::glass
