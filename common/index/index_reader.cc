#include "common/index/index_reader.h"

#include <fmt/format.h>

#include "common/index/index_folder.h"
#include "common/index/schema.h"
#include "common/index/stored_article.h"
#include "common/index/xapian_wall.h"
#include "common/text/analyzer.h"

namespace dateline::index {

std::string analyzer_tag() { return fmt::format("{}/{}", text::kAnalyzerName, text::kAnalyzerVersion); }

Result<IndexReader> IndexReader::open(const std::filesystem::path& folder) {
  Result<std::vector<std::string>> names = live_databases(folder);
  if (!names) return fail(names.error());
  if (names->size() != 1) {
    return fail(ErrorKind::kIndex, fmt::format("{} has {} live databases", folder.string(), names->size()),
                "this version reads an index of one database; build it anew");
  }
  IndexReader reader;
  reader.folder_ = folder;
  reader.revision_ = names->front();
  const std::filesystem::path path = folder / reader.revision_;
  Result<FileLock> in_use = FileLock::try_lock(path / kInUseFile, FileLock::Mode::kShared);
  if (in_use) reader.in_use_ = std::move(*in_use);  // a read-only medium has no writer to wait for

  std::string schema;
  std::string analyzer;
  std::string dictionary;
  const Status opened = guard([&] {
    reader.database_ = Xapian::Database(path.string());
    reader.forms_ = WordForms(reader.database_);
    schema = reader.database_.get_metadata(std::string(kMetaSchema));
    analyzer = reader.database_.get_metadata(std::string(kMetaAnalyzer));
    reader.build_info_ = reader.database_.get_metadata(std::string(kMetaBuild));
    dictionary = reader.database_.get_metadata(std::string(kMetaDictionary));
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
                "build the index anew with this version of dateline-index");
  }
  if (analyzer != analyzer_tag()) {
    return fail(ErrorKind::kIndex,
                fmt::format("the index {} was analysed by '{}', this program by '{}'", folder.string(),
                            analyzer, analyzer_tag()),
                "build the index anew with this version of dateline-index");
  }
  if (!dictionary.empty()) {
    auto loaded = StoredDictionary::load(std::move(dictionary));
    if (!loaded) return fail(loaded.error());
    reader.dictionary_ = std::move(*loaded);
  }
  Result<Columns> columns = Columns::open(path / kColumnsFile);
  if (!columns) return fail(columns.error());
  reader.columns_ = std::move(*columns);
  return reader;
}

Result<Article> IndexReader::article(Xapian::docid docid) const {
  Result<std::string> data = guard([&] { return database_.get_document(docid).get_data(); });
  if (!data) return fail(data.error());
  Result<Article> article = decode_article(*data, dictionary_.get());
  if (!article) return article;
  const auto yyyymmdd = static_cast<int>(columns_.number(NumberColumn::kFirstCaptured, docid));
  article->first_captured = dates::make_day(yyyymmdd / 10000, static_cast<unsigned>(yyyymmdd / 100 % 100),
                                            static_cast<unsigned>(yyyymmdd % 100));
  article->captures = columns_.number(NumberColumn::kCaptures, docid);
  return article;
}

}  // namespace dateline::index
