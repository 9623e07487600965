#include "common/index/index_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include <xapian.h>

#include "common/index/changes.h"
#include "common/index/damaged.h"
#include "common/index/index_folder.h"
#include "common/index/joined_groups.h"
#include "common/index/state_files.h"
#include "common/index/stored_article.h"
#include "common/index/terms_databases.h"
#include "common/index/xapian_wall.h"
#include "common/text/analyzer.h"

namespace dateline::index {

namespace fs = std::filesystem;

std::string analyzer_tag() { return fmt::format("{}/{}", text::kAnalyzerName, text::kAnalyzerVersion); }

std::string Snapshot::revision() const { return revision_text(manifest.generation, manifest.content); }

namespace {

struct Opened {
  std::shared_ptr<Snapshot> snapshot;
  Changes changes;
};

bool is_same_file(const Manifest& a, const Manifest& b, const char* role) {
  const FileInfo* in_a = a.state_file(role);
  const FileInfo* in_b = b.state_file(role);
  return in_a != nullptr && in_b != nullptr && *in_a == *in_b;
}

/// The files of the ledger, those that `before` has from there. What cannot be opened is told by those who
/// ask the ledger.
std::vector<MappedFile> map_ledger(const fs::path& folder, const Manifest& manifest, const Snapshot* before) {
  const std::vector<FileInfo> files = manifest.state_files(kLedgerRole);
  const std::vector<FileInfo> known =
      before == nullptr ? std::vector<FileInfo>() : before->manifest.state_files(kLedgerRole);
  std::vector<MappedFile> out;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i < known.size() && known[i] == files[i] && before->ledger[i].owner) {
      out.push_back(before->ledger[i]);
      continue;
    }
    Result<MappedFile> mapped = map_file(folder / files[i].name);
    out.push_back(mapped ? std::move(*mapped) : MappedFile());
  }
  return out;
}

/// What `before`, which may be null, has open already is taken from there.
Result<Opened> open_generation(const fs::path& folder, Manifest manifest, const Snapshot* before,
                               bool any_analyzer) {
  Opened out{std::make_shared<Snapshot>(), {}};
  Snapshot& snapshot = *out.snapshot;
  snapshot.folder = folder;
  if (manifest.analyzer != analyzer_tag() && !any_analyzer)
    return fail(other_analyzer(folder.string(), manifest.analyzer, analyzer_tag()));
  for (const SegmentInfo& info : manifest.segments) {
    const auto is_open = [&](const std::shared_ptr<const Segment>& segment) {
      return segment->name() == info.name;
    };
    if (before != nullptr) {
      const auto known = std::find_if(before->segments.begin(), before->segments.end(), is_open);
      if (known != before->segments.end()) {
        snapshot.segments.push_back(*known);
        continue;
      }
    }
    Result<std::shared_ptr<const Segment>> segment = Segment::open(folder, info);
    if (!segment) {
      Error error = segment.error();
      error.what = fmt::format("cannot open the index {}: {}", folder.string(), error.what);
      return fail(std::move(error));
    }
    snapshot.segments.push_back(std::move(*segment));
  }
  Result<Changes> changes = read_changes(folder, manifest);
  if (!changes) return fail(changes.error());
  out.changes = std::move(*changes);
  if (before != nullptr && is_same_file(before->manifest, manifest, kDictionaryRole)) {
    snapshot.dictionary = before->dictionary;
  } else {
    const Result<std::string> dictionary = read_state_file(folder, manifest, kDictionaryRole);
    if (!dictionary) return fail(dictionary.error());
    if (!dictionary->empty()) {
      auto loaded = StoredDictionary::load(*dictionary);
      if (!loaded) return fail(loaded.error());
      snapshot.dictionary = std::move(*loaded);
    }
  }
  Result<std::string> names = read_state_file(folder, manifest, kNamesRole);
  if (!names) return fail(names.error());
  snapshot.names = std::move(*names);
  Result<std::vector<Addition>> additions = read_additions(folder, manifest);
  if (!additions) return fail(additions.error());
  snapshot.additions = std::move(*additions);
  const Result<std::optional<Origin>> origin = read_origin(folder, manifest);
  if (!origin) return fail(origin.error());
  snapshot.named = *origin && (*origin)->borrowed ? fs::path((*origin)->index) : folder;
  if (*origin) {
    for (const Origin::Missing& missing : (*origin)->missing) snapshot.missing.push_back(missing.id);
  }
  snapshot.ledger = map_ledger(folder, manifest, before);
  snapshot.manifest = std::move(manifest);
  return out;
}

Result<Opened> open_index(const fs::path& folder, const Snapshot* before, bool to_upgrade) {
  // Between reading the manifest and locking its segments, a writer may publish another one and sweep these
  // away.
  constexpr int kMaxTries = 20;
  for (int tries = 1;; ++tries) {
    Result<Manifest> manifest = to_upgrade ? upgradable_manifest_of(folder) : manifest_of(folder);
    if (!manifest) return fail(manifest.error());
    const std::uint64_t generation = manifest->generation;
    Result<Opened> opened = open_generation(folder, std::move(*manifest), before, to_upgrade);
    const bool is_whole =
        opened && std::all_of(opened->snapshot->ledger.begin(), opened->snapshot->ledger.end(),
                              [](const MappedFile& file) { return file.owner != nullptr; });
    if (is_whole || tries == kMaxTries) return opened;
    const Result<Manifest> now = manifest_of(folder);
    if (!now || now->generation == generation) return opened;
  }
}

/// Articles by value of a facet, "" for none.
std::map<std::string, std::uint64_t> articles_by(Facet facet, const Columns& columns,
                                                 std::uint64_t articles) {
  std::map<std::string, std::uint64_t> out;
  for (std::uint32_t i = 1; i <= columns.value_count(facet); ++i) {
    out[std::string(columns.value(facet, i))] = columns.articles(facet, i);
    articles -= std::min(articles, columns.articles(facet, i));
  }
  if (articles > 0) out[""] = articles;
  return out;
}

}  // namespace

Result<IndexReader> IndexReader::open(const fs::path& folder) { return open({&folder, 1}, nullptr, false); }
Result<IndexReader> IndexReader::open(std::span<const fs::path> folders) {
  return open(folders, nullptr, false);
}
Result<IndexReader> IndexReader::open_to_upgrade(const fs::path& folder) {
  return open({&folder, 1}, nullptr, true);
}
Result<IndexReader> IndexReader::reopen() const { return open(folders(), this, false); }

Result<IndexReader> IndexReader::open(std::span<const fs::path> folders, const IndexReader* before,
                                      bool to_upgrade) {
  IndexReader out;
  std::vector<Terms::Databases::Part> databases;
  std::vector<Columns::Part> columns;
  std::vector<Change> changes;
  std::vector<Docid> lasts;
  Docid base = 0;
  for (const fs::path& folder : folders) {
    const auto is_folder = [&](const std::shared_ptr<const Snapshot>& known) {
      std::error_code ignored;
      return known->folder == folder || fs::equivalent(known->folder, folder, ignored);
    };
    if (std::any_of(out.indexes_.begin(), out.indexes_.end(), is_folder)) continue;
    const Snapshot* known = nullptr;
    if (before != nullptr) {
      const auto found = std::find_if(before->indexes_.begin(), before->indexes_.end(), is_folder);
      if (found != before->indexes_.end()) known = found->get();
    }
    Result<Opened> opened = open_index(folder, known, to_upgrade);
    if (!opened) return fail(opened.error());
    Snapshot& snapshot = *opened->snapshot;
    snapshot.base = base;
    for (const std::shared_ptr<const Segment>& segment : snapshot.segments) {
      databases.push_back({segment->database(), base, base + segment->first(), base + segment->last()});
      columns.push_back({segment->columns(), base});
    }
    for (Change change : opened->changes.records()) {
      change.docid += base;
      changes.push_back(change);
    }
    const Docid last = snapshot.segments.back()->last();
    for (const Addition& row : snapshot.additions) {
      if (row.first > last) break;
      out.additions_.push_back({base + row.first, base + std::min(row.last, last), row.generation, row.day});
    }
    base += last;
    lasts.push_back(base);
    out.revision_ += (out.revision_.empty() ? "" : "+") + snapshot.revision();
    out.counts_ += snapshot.manifest.counts;
    out.indexes_.push_back(std::move(opened->snapshot));
  }
  Result<Columns> joined = Columns::join(columns, changes);
  if (!joined) return fail(joined.error());
  out.columns_ = std::move(*joined);
  if (out.indexes_.size() > 1) {
    const JoinedGroups groups = join_groups(out.columns_, lasts);
    if (const Status done = out.columns_.leave_out(groups.repeated); !done) return fail(done.error());
    if (const Status done = out.columns_.rename_groups(groups.other_names); !done) return fail(done.error());
  }
  const Status read = guard([&] { out.terms_ = terms_of(std::move(databases), out.columns_.left_out()); });
  if (!read) return fail(read.error());
  if (out.indexes_.size() > 1) {
    out.counts_.articles = out.articles();
    out.counts_.groups = count_groups(out.columns_);
    out.counts_.by_source = articles_by(Facet::kSource, out.columns_, out.articles());
    out.counts_.by_language = articles_by(Facet::kLanguage, out.columns_, out.articles());
    out.counts_.by_confidence = articles_by(Facet::kConfidence, out.columns_, out.articles());
    out.counts_.undated = out.counts_.by_confidence["none"];
  } else if (out.articles() != out.counts_.articles) {
    return damaged(fmt::format("the index {} holds {} articles instead of {}", out.folder().string(),
                               out.articles(), out.counts_.articles));
  }
  return out;
}

std::vector<fs::path> IndexReader::folders() const {
  std::vector<fs::path> out;
  for (const auto& index : indexes_) out.push_back(index->folder);
  return out;
}

std::vector<fs::path> IndexReader::named_folders() const {
  std::vector<fs::path> out;
  for (const auto& index : indexes_) out.push_back(index->named);
  return out;
}

IndexReader IndexReader::of_shards(Terms terms, IndexCounts counts, std::string name, std::string revision) {
  IndexReader out;
  out.terms_ = std::move(terms);
  out.counts_ = std::move(counts);
  out.name_ = std::move(name);
  out.revision_ = std::move(revision);
  return out;
}

std::string IndexReader::name() const {
  std::string out = name_;
  for (const auto& index : indexes_) out += (out.empty() ? "" : ", ") + index->named.string();
  return out;
}

bool IndexReader::is_current() const {
  return std::all_of(indexes_.begin(), indexes_.end(), [](const std::shared_ptr<const Snapshot>& index) {
    const Result<Manifest> now = manifest_of(index->folder);
    return !now || now->generation == index->manifest.generation;
  });
}

std::string IndexReader::state() const {
  std::string out;
  for (const auto& index : indexes_) {
    if (index->manifest.content.empty()) return {};
    out += (out.empty() ? "" : "+") + index->manifest.token();
  }
  return out;
}

Result<Article> IndexReader::article(Docid docid) const {
  const auto& parts = terms_.databases().parts();
  const Terms::Databases::Part& part = parts[terms_.databases().part_of(docid)];
  Result<std::string> data = guard([&] { return part.database.get_document(docid - part.base).get_data(); });
  if (!data) return fail(data.error());
  const auto index = std::find_if(indexes_.rbegin(), indexes_.rend(),
                                  [&](const auto& other) { return other->base == part.base; });
  Result<Article> article = decode_article(*data, (*index)->dictionary.get());
  if (!article) return article;
  const auto yyyymmdd = static_cast<int>(columns_.number(NumberColumn::kFirstCaptured, docid));
  article->first_captured = dates::make_day(yyyymmdd / 10000, static_cast<unsigned>(yyyymmdd / 100 % 100),
                                            static_cast<unsigned>(yyyymmdd % 100));
  article->captures = columns_.number(NumberColumn::kCaptures, docid);
  return article;
}

}  // namespace dateline::index
