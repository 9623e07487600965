#include "searcher/remote/shard.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/index/xapian_wall.h"
#include "common/text/printable.h"
#include "searcher/remote/address.h"

namespace dateline::remote {
namespace {

constexpr std::string_view kMakeClean = "run 'dateline-index merge --clean' there, and serve it again";
constexpr std::string_view kMakeValues =
    "run 'dateline-index merge --serve-values' there, and serve it again";

/// Connects. Throws what Xapian throws.
Xapian::Database connect(const Address& address, const TimeLimits& limits) {
  if (address.kind == Address::Kind::kTcp)
    return Xapian::Remote::open(address.host, address.port, limits.answer_ms, limits.connect_ms);
  // Xapian starts ssh itself, without a shell, and gives each word of these as an argument.
  const unsigned seconds = std::max(1U, limits.connect_ms / 1000);
  return Xapian::Remote::open("ssh", ssh_arguments(address, seconds), limits.answer_ms);
}

Result<Xapian::Database> connect_to_one(const std::vector<Address>& copies, const TimeLimits& limits) {
  std::string why;
  for (const Address& address : copies) {
    Result<Xapian::Database> database = index::guard([&] { return connect(address, limits); });
    if (database) return database;
    why += fmt::format(
        "{}{}", why.empty() ? "" : "; ",
        copies.size() > 1 ? to_string(address) + ": " + database.error().what : database.error().what);
  }
  return fail(ErrorKind::kIndex, "does not answer: " + why,
              copies.front().kind == Address::Kind::kTcp
                  ? "is xapian-tcpsrv running there?"
                  : "does 'ssh HOST true' work without a password, and is xapian-tools installed there?");
}

/// A metadata entry; too long a one is an error.
Result<std::string> metadata(const Xapian::Database& database, std::string_view key) {
  Result<std::string> value = index::guard([&] { return database.get_metadata(std::string(key)); });
  if (value && value->size() > SizeLimits::kState)
    return fail(ErrorKind::kIndex, fmt::format("sends {} bytes as {}", value->size(), key),
                "is it an index?");
  return value;
}

Status check_schema(const Xapian::Database& database) {
  const Result<std::string> schema = metadata(database, index::kMetaSchema);
  if (!schema) return fail(schema.error());
  if (*schema == std::to_string(index::kSchemaVersion)) return {};
  if (schema->empty()) return fail(ErrorKind::kIndex, "serves no index of Dateline", "name another one");
  return fail(ErrorKind::kIndex,
              fmt::format("has schema '{}', this program reads {}", text::visible(schema->substr(0, 20)),
                          index::kSchemaVersion),
              "build it anew with this version of dateline-index");
}

/// Everything that the shard says of itself.
Status read_state(Shard& shard) {
  if (const Status schema = check_schema(shard.database); !schema) return schema;
  shard.uuid = shard.database.get_uuid();
  if (shard.uuid.empty() || shard.uuid.find(':') != std::string::npos)
    return fail(ErrorKind::kIndex, "is not clean: it has several segments or dead articles",
                std::string(kMakeClean));
  const Result<std::string> part = metadata(shard.database, index::kMetaServe);
  if (!part) return fail(part.error());
  if (part->empty())
    return fail(ErrorKind::kIndex, "was built without the values for servers", std::string(kMakeValues));
  const auto name = index::parse_shard_name(*part);
  if (!name) return fail(ErrorKind::kIndex, "says nothing sound of itself", std::string(kMakeValues));
  shard.part = *name;
  const Result<std::string> build = metadata(shard.database, index::kMetaBuild);
  if (!build) return fail(build.error());
  const Result<index::Manifest> manifest = index::parse_manifest(*build, shard.name, index::kSchemaVersion);
  if (!manifest) return fail(ErrorKind::kIndex, "says nothing sound of itself", std::string(kMakeValues));
  if (manifest->analyzer != index::analyzer_tag()) {
    return fail(ErrorKind::kIndex,
                fmt::format("was analysed by '{}', this program analyses by '{}'",
                            text::visible(manifest->analyzer), index::analyzer_tag()),
                "build it anew with this version of dateline-index");
  }
  if (manifest->counts.articles != shard.database.get_doccount())
    return fail(ErrorKind::kIndex, "is not clean: it has dead articles", std::string(kMakeClean));
  shard.counts = manifest->counts;
  shard.generation = manifest->generation;
  const Result<std::string> dictionary = metadata(shard.database, index::kMetaDictionary);
  if (!dictionary) return fail(dictionary.error());
  if (!dictionary->empty()) {
    auto loaded = index::StoredDictionary::load(*dictionary);
    if (!loaded) return fail(loaded.error());
    shard.dictionary = std::move(*loaded);
  }
  Result<std::string> names = metadata(shard.database, index::kMetaNames);
  if (!names) return fail(names.error());
  shard.names = std::move(*names);
  return {};
}

Status open_folder(Shard& shard) {
  const Result<index::Manifest> manifest = index::manifest_of(shard.name);
  if (!manifest) return fail(manifest.error());
  if (manifest->segments.size() != 1 || manifest->segments.front().dead > 0)
    return fail(ErrorKind::kIndex, "is not clean: it has several segments or dead articles",
                std::string(kMakeClean));
  auto segment = index::Segment::open(shard.name, manifest->segments.front());
  if (!segment) return fail(segment.error());
  shard.segment = std::move(*segment);
  shard.database = shard.segment->database();
  return {};
}

}  // namespace

Result<Shard> open_shard(const std::string& written, const TimeLimits& limits) {
  Shard shard;
  shard.name = written;
  const auto told = [&](const Error& error) {
    return fail(error.kind == ErrorKind::kUsage ? ErrorKind::kUsage : ErrorKind::kIndex,
                error.kind == ErrorKind::kUsage
                    ? error.what
                    : fmt::format("the shard {} {}", text::visible(written), error.what),
                error.hint);
  };
  if (is_address(written)) {
    const Result<std::vector<Address>> copies = parse_addresses(written);
    if (!copies) return told(copies.error());
    Result<Xapian::Database> database = connect_to_one(*copies, limits);
    if (!database) return told(database.error());
    shard.database = *database;
  } else if (const Status opened = open_folder(shard); !opened) {
    return told(opened.error());
  }
  const Result<Status> read = index::guard([&] { return read_state(shard); });
  if (!read) return told(read.error());
  if (!*read) return told(read->error());
  return shard;
}

void open_lines(Shard& shard, const TimeLimits& limits) {
  if (shard.segment || !shard.more.empty()) return;
  const Result<std::vector<Address>> copies = parse_addresses(shard.name);
  if (!copies || copies->front().kind != Address::Kind::kTcp) return;
  std::vector<Xapian::Database> more;
  for (std::size_t i = 0; i < kMoreLines; ++i) {
    const Result<Xapian::Database> database = connect_to_one(*copies, limits);
    if (!database) throw std::runtime_error(database.error().what);
    if (database->get_uuid() != shard.uuid)
      throw std::runtime_error("serves another state of the index by now");
    more.push_back(*database);
  }
  shard.more = std::move(more);
}

}  // namespace dateline::remote
