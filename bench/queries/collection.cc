#include "bench/queries/collection.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace dateline::bench {
namespace {

class Hasher {
 public:
  Hasher() : state_(XXH3_createState(), &XXH3_freeState) { XXH3_64bits_reset(state_.get()); }
  void add(std::string_view bytes) { XXH3_64bits_update(state_.get(), bytes.data(), bytes.size()); }
  std::string digits() const { return fmt::format("{:016x}", XXH3_64bits_digest(state_.get())); }

 private:
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
};

/// Writes lines and keeps count of them.
class LineWriter {
 public:
  explicit LineWriter(const std::filesystem::path& file) : out_(file, std::ios::binary) {}
  void add(const std::string& line) {
    out_ << line << '\n';
    hasher_.add(line);
    hasher_.add("\n");
    bytes_ += line.size() + 1;
    ++lines_;
  }
  Status finish(Collection& collection) {
    out_.close();
    if (!out_)
      return fail(ErrorKind::kSystem, "cannot write " + collection.file.string(), "is the disk full?");
    collection.bytes = bytes_;
    collection.lines = lines_;
    collection.hash = hasher_.digits();
    return {};
  }

 private:
  std::ofstream out_;
  Hasher hasher_;
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
};

std::string text_member(const nlohmann::json& record, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto found = record.find(name);
    if (found != record.end() && found->is_string()) return found->get<std::string>();
  }
  return {};
}

}  // namespace

Result<Collection> generate_collection(std::uint32_t records, std::uint64_t seed,
                                       const std::filesystem::path& file,
                                       std::vector<GeneratedArticle>* keep) {
  Collection collection;
  collection.file = file;
  collection.name = fmt::format("generated, {} records, seed {}", records, seed);
  collection.generated = true;
  CorpusGenerator generator(records, seed);
  LineWriter writer(file);
  for (std::uint32_t i = 0; i < records; ++i) {
    GeneratedArticle article = generator.next();
    if (article.kind != GeneratedArticle::Kind::kSameRecord) ++collection.articles;
    writer.add(article.to_json());
    if (keep != nullptr) keep->push_back(std::move(article));
  }
  if (const Status written = writer.finish(collection); !written) return fail(written.error());
  return collection;
}

Result<Collection> measure_collection(const std::filesystem::path& file, std::uint64_t most,
                                      const std::filesystem::path& copy) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorKind::kInput, "cannot read " + file.string(), "check the path");
  Collection collection;
  collection.name = file.filename().string();
  collection.file = copy.empty() ? file : copy;
  LineWriter writer(copy.empty() ? "/dev/null" : copy);
  std::string line;
  for (std::uint64_t i = 0; i < most && std::getline(in, line); ++i) writer.add(line);
  if (const Status written = writer.finish(collection); !written) return fail(written.error());
  return collection;
}

Result<std::vector<Record>> read_records(const std::filesystem::path& file, const indexer::FieldMap& map) {
  using indexer::Target;
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorKind::kInput, "cannot read " + file.string(), "check the path");
  std::vector<Record> records;
  std::string line;
  while (std::getline(in, line)) {
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) continue;
    Record record;
    record.title = text_member(json, map.names(Target::kTitle));
    record.body = text_member(json, map.names(Target::kBody));
    record.date = text_member(json, map.names(Target::kDate));
    record.source = text_member(json, map.names(Target::kSource));
    if (record.source.empty()) record.source = "none";
    if (!record.title.empty() || !record.body.empty()) records.push_back(std::move(record));
  }
  return records;
}

}  // namespace dateline::bench
