#include "indexer/readers/office/zip_parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <new>
#include <utility>

namespace dateline::indexer {
namespace {

struct Free {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

}  // namespace

Result<ZipParts> read_zip_parts(std::string_view bytes, const std::function<bool(std::string_view)>& wanted,
                                const ZipLimits& limits) {
  constexpr std::string_view kRemedy = "save or fetch the document again";
  const std::unique_ptr<archive, Free> handle(archive_read_new());
  if (handle == nullptr) throw std::bad_alloc();
  archive_read_support_format_zip(handle.get());
  if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return fail(ErrorKind::kInput, "the document is no sound zip archive", std::string(kRemedy));
  ZipParts parts;
  std::size_t total = 0;
  std::size_t members = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(handle.get(), &entry);
    if (code == ARCHIVE_EOF) return parts;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
      return fail(ErrorKind::kInput, "the document is damaged", std::string(kRemedy));
    if (++members > limits.members) {
      return fail(ErrorKind::kInput, fmt::format("the document has more than {} parts", limits.members),
                  "save it as text");
    }
    if (archive_entry_is_encrypted(entry) != 0)
      return fail(ErrorKind::kInput, "the document is locked with a password", "save it without one");
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || !wanted(name)) continue;
    std::string& part = parts[name];
    part.clear();
    std::array<char, 64 * 1024> block;
    for (;;) {
      const la_ssize_t n = archive_read_data(handle.get(), block.data(), block.size());
      if (n == 0) break;
      if (n < 0) return fail(ErrorKind::kInput, "the document is damaged", std::string(kRemedy));
      total += static_cast<std::size_t>(n);
      if (total > limits.bytes) {
        return fail(ErrorKind::kInput,
                    fmt::format("the document unpacks to more than {} MiB", limits.bytes >> 20),
                    "save it as text");
      }
      part.append(block.data(), static_cast<std::size_t>(n));
    }
  }
}

}  // namespace dateline::indexer
