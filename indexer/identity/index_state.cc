#include "indexer/identity/index_state.h"

#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/index/bytes.h"
#include "common/index/files.h"

namespace dateline::indexer {
namespace {

/// Changed with every change of what follows it.
constexpr std::string_view kMagic = "DLCAPT04";

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace

Status write_state(const IndexState& state, const std::filesystem::path& database) {
  index::ByteWriter body;
  body.reserve(state.registry.memory_bytes());
  state.files.save(body);
  state.registry.save(body);
  index::ByteWriter head;
  for (const char c : kMagic) head.byte(static_cast<std::uint8_t>(c));
  head.fixed(checksum(body.str()));
  return index::write_file_synced(database / kStateFile, {head.str(), body.str()});
}

Result<IndexState> read_state(const std::filesystem::path& database) {
  const std::filesystem::path file = database / kStateFile;
  const Result<bool> there = index::is_there(file);
  if (!there) return fail(there.error());
  if (!*there) {
    return fail(ErrorKind::kIndex, file.string() + " is missing, so nothing can be added to the index",
                "rebuild the index");
  }
  const Result<std::string> bytes = index::read_file(file);
  if (!bytes) return fail(bytes.error());
  const auto damaged = [&] {
    return fail(ErrorKind::kIndex, file.string() + " is damaged or of another version", "rebuild the index");
  };
  std::string_view rest = *bytes;
  if (!rest.starts_with(kMagic) || rest.size() < kMagic.size() + 8) return damaged();
  index::ByteReader head(rest.substr(kMagic.size(), 8));
  rest.remove_prefix(kMagic.size() + 8);
  if (head.fixed<std::uint64_t>() != checksum(rest)) return damaged();
  index::ByteReader in(rest);
  IndexState state;
  if (!state.files.load(in)) return damaged();
  Result<Registry> registry = Registry::load(in);
  if (!registry || !in.at_end()) return damaged();
  state.registry = std::move(*registry);
  return state;
}

}  // namespace dateline::indexer
