#include "common/index/index_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include <xapian.h>

#include "common/index/build_info.h"
#include "common/index/index_folder.h"
#include "common/index/joined_groups.h"
#include "common/index/schema.h"
#include "common/index/stored_article.h"
#include "common/index/terms_databases.h"
#include "common/index/xapian_wall.h"
#include "common/text/analyzer.h"

namespace dateline::index {

std::string analyzer_tag() { return fmt::format("{}/{}", text::kAnalyzerName, text::kAnalyzerVersion); }

namespace {

/// Xapian takes a table that is not there as empty, and answers as if no article had text or words.
Status check_tables(const std::filesystem::path& path, const Xapian::Database& database) {
  const Result<bool> has_documents = guard([&] { return database.get_doccount() > 0; });
  if (!has_documents) return fail(has_documents.error());
  if (!*has_documents) return {};
  std::vector<std::string_view> tables{"docdata.glass", "termlist.glass"};
  if (database.get_total_length() > 0) tables.push_back("position.glass");
  for (const std::string_view table : tables) {
    const Result<bool> there = is_there(path / table);
    if (!there) return fail(there.error());
    if (!*there) {
      return fail(ErrorKind::kIndex, fmt::format("{} is missing", (path / table).string()),
                  "rebuild the index");
    }
  }
  return {};
}

}  // namespace

Result<IndexReader> IndexReader::open(const std::filesystem::path& folder) {
  // Between reading the name of the live database and locking it, a writer may publish another one and sweep
  // this one away.
  constexpr int kMaxTries = 20;
  for (int tries = 1;; ++tries) {
    const Result<std::vector<std::string>> names = live_databases(folder);
    if (!names) return fail(names.error());
    if (names->size() != 1) {
      return fail(ErrorKind::kIndex, fmt::format("{} has {} live databases", folder.string(), names->size()),
                  "this version reads an index of one database; rebuild it");
    }
    Result<IndexReader> reader = open_revision(folder, names->front());
    if (reader || tries == kMaxTries) return reader;
    const Result<std::vector<std::string>> now = live_databases(folder);
    if (!now || *now == *names) return reader;
  }
}

Result<IndexReader> IndexReader::open_revision(const std::filesystem::path& folder,
                                               const std::string& revision) {
  IndexReader reader;
  reader.folder_ = folder;
  reader.revision_ = revision;
  const std::filesystem::path path = folder / reader.revision_;
  Result<FileLock> in_use = FileLock::try_lock(path / kInUseFile, FileLock::Mode::kShared);
  if (in_use) reader.in_use_ = std::move(*in_use);  // a read-only medium has no writer to wait for

  std::string schema;
  std::string analyzer;
  std::string dictionary;
  const Status opened = guard([&] {
    const Xapian::Database database(path.string());
    reader.terms_ = terms_of(database);
    schema = database.get_metadata(std::string(kMetaSchema));
    analyzer = database.get_metadata(std::string(kMetaAnalyzer));
    reader.build_info_ = database.get_metadata(std::string(kMetaBuild));
    reader.names_ = database.get_metadata(std::string(kMetaNames));
    dictionary = database.get_metadata(std::string(kMetaDictionary));
  });
  if (!opened) {
    Error error = opened.error();
    error.what = fmt::format("cannot open the index {}: {}", folder.string(), error.what);
    return fail(std::move(error));
  }
  if (schema != std::to_string(kSchemaVersion)) {
    return fail(ErrorKind::kIndex,
                fmt::format("the index {} has schema '{}', this program reads {}", folder.string(), schema,
                            kSchemaVersion),
                "rebuild the index with this version of dateline-index");
  }
  if (analyzer != analyzer_tag()) {
    return fail(ErrorKind::kIndex,
                fmt::format("the index {} was analysed by '{}', this program by '{}'", folder.string(),
                            analyzer, analyzer_tag()),
                "rebuild the index with this version of dateline-index");
  }
  if (!dictionary.empty()) {
    auto loaded = StoredDictionary::load(dictionary);
    if (!loaded) return fail(loaded.error());
    reader.dictionary_ = std::move(*loaded);
  }
  if (const Status whole = check_tables(path, reader.database()); !whole) return fail(whole.error());
  Result<Columns> columns = Columns::open(path / kColumnsFile);
  if (!columns) return fail(columns.error());
  if (const Status sound = columns->verify(); !sound) return fail(sound.error());
  reader.columns_ = std::move(*columns);
  return reader;
}

Result<IndexReader> IndexReader::open(std::span<const std::filesystem::path> folders) {
  IndexReader all;
  std::vector<Xapian::Database> databases;
  std::vector<Columns> columns;
  for (const std::filesystem::path& folder : folders) {
    const bool known = std::any_of(all.parts_.begin(), all.parts_.end(), [&](const IndexReader& part) {
      std::error_code ignored;
      return std::filesystem::equivalent(part.folder(), folder, ignored);
    });
    if (known) continue;
    Result<IndexReader> part = open(folder);
    if (!part) return part;
    databases.push_back(part->database());
    columns.push_back(part->columns_);
    all.parts_.push_back(std::move(*part));
  }
  if (all.parts_.size() == 1) return std::move(all.parts_.front());
  JoinedGroups joined;
  const Status read = guard([&] {
    joined = join_groups(databases, columns);
    all.terms_ = terms_of(databases, joined.repeated);
  });
  if (!read) return fail(read.error());
  std::vector<std::string> infos;
  for (const IndexReader& part : all.parts_) {
    all.revision_ += (all.revision_.empty() ? "" : "+") + part.revision_;
    infos.push_back(part.build_info_);
  }
  all.folder_ = all.parts_.front().folder_;
  all.columns_ = Columns::join(std::move(columns), joined.repeated, std::move(joined.groups));
  all.repeated_ = std::move(joined.repeated);
  all.build_info_ = joined_build_info(infos, all.articles(), joined.group_count);
  return all;
}

std::vector<std::filesystem::path> IndexReader::folders() const {
  if (parts_.empty()) return {folder_};
  std::vector<std::filesystem::path> out;
  for (const IndexReader& part : parts_) out.push_back(part.folder_);
  return out;
}

std::string IndexReader::name() const {
  std::string out;
  for (const std::filesystem::path& folder : folders()) out += (out.empty() ? "" : ", ") + folder.string();
  return out;
}

std::uint64_t IndexReader::articles() const { return terms_.articles(); }

bool IndexReader::is_current() const {
  if (!parts_.empty()) {
    return std::all_of(parts_.begin(), parts_.end(),
                       [](const IndexReader& part) { return part.is_current(); });
  }
  const auto live = live_databases(folder_);
  return !live || live->front() == revision_;
}

const Xapian::Database& IndexReader::database() const { return terms_.databases().all(); }

Result<Article> IndexReader::article(Docid id) const {
  if (!parts_.empty() && id != 0) {
    const std::size_t part = terms_.databases().part_of(id);
    return parts_[part].article(id - terms_.databases().parts()[part].base);
  }
  Result<std::string> data = guard([&] { return database().get_document(id).get_data(); });
  if (!data) return fail(data.error());
  Result<Article> article = decode_article(*data, dictionary_.get());
  if (!article) return article;
  const auto yyyymmdd = static_cast<int>(columns_.number(NumberColumn::kFirstCaptured, id));
  article->first_captured = dates::make_day(yyyymmdd / 10000, static_cast<unsigned>(yyyymmdd / 100 % 100),
                                            static_cast<unsigned>(yyyymmdd % 100));
  article->captures = columns_.number(NumberColumn::kCaptures, id);
  return article;
}

}  // namespace dateline::index
