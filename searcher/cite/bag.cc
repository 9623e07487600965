#include "searcher/cite/bag.h"

#include <fmt/format.h>
#include <nettle/sha2.h>

#include <array>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "common/index/files.h"
#include "searcher/export/output_file.h"
#include "searcher/export/run_export.h"

namespace dateline::search {
namespace {

namespace fs = std::filesystem;

/// A folder that is removed again unless it is kept.
class NewFolder {
 public:
  explicit NewFolder(fs::path path) : path_(std::move(path)) {}
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  fs::path path_;
};

Status failed(const fs::path& folder, const std::error_code& error) {
  return fail(ErrorKind::kSystem, fmt::format("cannot make {}: {}", folder.string(), error.message()),
              "is the disk full, or the folder not writable?");
}

/// The lines of a manifest, and how many bytes the files have.
struct Hashed {
  std::string lines;
  std::uint64_t bytes = 0;
  std::size_t files = 0;

  Status add(const fs::path& folder, const std::string& name) {
    const Result<index::MappedFile> file = index::map_file(folder / name);
    if (!file) return fail(file.error());
    lines += fmt::format("{}  {}\n", sha256(file->bytes), name);
    bytes += file->bytes.size();
    ++files;
    return {};
  }
};

/// Long lines go on behind a line end and a blank; a value has no line end of its own.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

std::string bag_info(const Citation& citation, const Hashed& payload, bool hashes_only) {
  std::string out = fmt::format("Bag-Software-Agent: dateline {}\nBagging-Date: {}\nPayload-Oxum: {}.{}\n",
                                citation.program, citation.time.substr(0, 10), payload.bytes, payload.files);
  out += fmt::format("External-Identifier: {}\n", citation.set_digest);
  out += fmt::format("External-Description: {}\n", one_line(citation_text(citation)));
  if (hashes_only)
    out += "Internal-Sender-Description: ids and hashes of the articles, without their texts\n";
  return out;
}

Status write_files(const fs::path& folder, const Citation& citation, const BagOptions& options) {
  if (Status written = write_file(folder / "data" / "citation.json", to_json(citation)); !written)
    return written;
  Hashed payload;
  if (!options.hashes_only) {
    if (Status added = payload.add(folder, "data/articles.jsonl"); !added) return added;
  }
  if (Status added = payload.add(folder, "data/citation.json"); !added) return added;
  const std::array<std::pair<std::string, std::string>, 3> tags{{
      {"bag-info.txt", bag_info(citation, payload, options.hashes_only)},
      {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
      {"manifest-sha256.txt", payload.lines},
  }};
  Hashed tagged;
  for (const auto& [name, text] : tags) {
    if (Status written = write_file(folder / name, text); !written) return written;
    if (Status added = tagged.add(folder, name); !added) return added;
  }
  return write_file(folder / "tagmanifest-sha256.txt", tagged.lines);
}

}  // namespace

std::string sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  std::string out;
  for (const std::uint8_t byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

SearchResult<void> write_bag(Engine& engine, const SearchRequest& request, const Citation& citation,
                             const fs::path& folder, const BagOptions& options) {
  const auto refuse = [](const Status& status) -> SearchResult<void> {
    return tl::unexpected(wrap(status.error()));
  };
  std::error_code error;
  const bool taken =
      fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error));
  if (taken) {
    return refuse(fail(ErrorKind::kUsage, fmt::format("{} is there already", folder.string()),
                       "name a folder that does not exist"));
  }
  const fs::path whole = folder.filename().empty() ? folder.parent_path() : folder;
  NewFolder fresh(whole.string() + ".partial");
  fs::remove_all(fresh.path(), error);
  if (!fs::create_directories(fresh.path() / "data", error)) return refuse(failed(fresh.path(), error));
  if (!options.hashes_only) {
    SearchRequest all = request;
    all.copies = true;
    const auto exported = export_to_file(
        engine, all, {.format = ExportFormat::kJsonl, .bodies = true, .index = engine.reader().name()},
        (fresh.path() / "data" / "articles.jsonl").string());
    if (!exported) return tl::unexpected(exported.error());
  }
  if (const Status written = write_files(fresh.path(), citation, options); !written) return refuse(written);
  fs::remove(whole, error);  // an empty folder
  fs::rename(fresh.path(), whole, error);
  if (error) return refuse(failed(whole, error));
  fresh.keep();
  return {};
}

}  // namespace dateline::search
