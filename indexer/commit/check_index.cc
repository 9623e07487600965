#include "indexer/commit/check_index.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/counted.h"
#include "common/index/files.h"
#include "common/index/index_reader.h"
#include "common/index/origin.h"
#include "common/index/schema.h"
#include "common/index/state_files.h"
#include "common/index/verify_files.h"
#include "common/index/xapian_wall.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/ledger.h"
#include "indexer/commit/build_steps.h"
#include "indexer/identity/grouping/fingerprint.h"
#include "indexer/identity/index_state.h"
#include "indexer/identity/registry.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> damaged(std::string what) {
  return fail(ErrorKind::kIndex, std::move(what), "rebuild the index");
}

/// What `work` gives, done in a process of its own: the library's check may read beyond the end of a damaged
/// table. "crashed" and a line feed when it did.
template <class Work>
Result<std::string> in_a_child(const Work& work) {
  const auto system_failed = [](const char* doing) {
    return fail(ErrorKind::kSystem, fmt::format("cannot {}: {}", doing, std::strerror(errno)));
  };
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return system_failed("make a pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string told = work();
    std::string_view rest = told;
    while (!rest.empty()) {
      const ssize_t n = ::write(ends[1], rest.data(), rest.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) ::_exit(1);
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string told;
  char block[4096];
  ssize_t n = 0;
  while (child > 0 && ((n = ::read(ends[0], block, sizeof block)) > 0 || (n < 0 && errno == EINTR))) {
    if (n > 0) told.append(block, static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  if (child < 0) return system_failed("start a process");
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return system_failed("wait for a process");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) told += "crashed\n";
  return told;
}

/// Checks one index; not thread-safe.
class Checker {
 public:
  Checker(const index::IndexReader& reader, const std::atomic<bool>* stop)
      : reader_(reader), manifest_(reader.manifest()), stop_(stop), name_(reader.folder().string()) {}

  Status check_files() const {
    if (Status same = index::verify_files(reader_.folder(), manifest_, [this] { return stopped(); }); !same)
      return same;
    const Result<ledger::Ledger> history = open_ledger();
    return history ? Status() : fail(history.error());
  }

  Status run(std::string& details) {
    if (Status files = check_files(); !files) return files;
    for (std::size_t i = 0; i < manifest_.segments.size(); ++i) {
      const index::SegmentInfo& info = manifest_.segments[i];
      const fs::path path = reader_.folder() / info.name;
      const Xapian::Database& database = reader_.segments()[i]->database();
      const Result<bool> writable = may_be_written(path);
      if (!writable) return fail(writable.error());
      // The library opens what it checks for writing; where that is not allowed everything is read instead.
      if (Status tables = *writable ? check_tables(path, details) : read_tables(database); !tables)
        return tables;
      if (Status counts = check_counts(info, database); !counts) return counts;
    }
    if (Status columns = reader_.columns().verify(); !columns) return columns;
    if (Status articles = check_articles(); !articles) return articles;
    // An earlier state is not added to, and has no such record.
    if (manifest_.state_file(index::kOriginRole) == nullptr) {
      if (Status captures = check_captures(); !captures) return captures;
    }
    return check_ledger();
  }

 private:
  Result<ledger::Ledger> open_ledger() const { return ledger::Ledger::open(*reader_.indexes().front()); }

  Status stopped() const {
    if (stop_ != nullptr && stop_->load()) return fail(interrupted());
    return {};
  }

  static Result<bool> may_be_written(const fs::path& path) {
    const Result<std::vector<std::string>> names = index::names_in(path);
    if (!names) return fail(names.error());
    return std::all_of(names->begin(), names->end(), [&](const std::string& name) {
      return !name.ends_with("glass") || ::access((path / name).c_str(), W_OK) == 0;
    });
  }

  Status check_tables(const fs::path& path, std::string& details) const {
    const Result<std::string> found = in_a_child([&]() -> std::string {
      std::ostringstream report;
      const Result<std::size_t> errors =
          index::guard([&] { return Xapian::Database::check(path.string(), 0, &report); });
      if (!errors) return errors.error().what + "\n";
      return *errors == 0 ? "" : report.str() + counted(*errors, "error", "errors") + "\n";
    });
    if (!found) return fail(found.error());
    if (found->empty()) return {};
    details = *found;
    return damaged("Xapian's check found errors in " + path.string());
  }

  static std::uint64_t hash(Xapian::docid docid, const std::string& term, Xapian::termcount wdf) {
    return XXH3_64bits_withSeed(term.data(), term.size(), std::uint64_t{docid} << 32 | wdf);
  }

  /// All postings with their positions, all lists of terms: they must say the same.
  Status read_tables(const Xapian::Database& database) const {
    const auto read = index::guard([&]() -> Status {
      std::uint64_t in_postings = 0;
      for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        if (Status go_on = stopped(); !go_on) return go_on;
        Xapian::doccount documents = 0;
        for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term);
             ++posting) {
          ++documents;
          in_postings += hash(*posting, *term, posting.get_wdf());
          Xapian::termpos last = 0;
          for (auto place = posting.positionlist_begin(); place != posting.positionlist_end(); ++place) {
            if (*place < last) return damaged("the positions of a term in " + name_ + " do not ascend");
            last = *place;
          }
        }
        if (documents != term.get_termfreq())
          return damaged("the frequency of a term in " + name_ + " is wrong");
      }
      std::uint64_t in_lists = 0;
      std::uint64_t length = 0;
      for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
        if (Status go_on = stopped(); !go_on) return go_on;
        length += posting.get_doclength();
        for (auto term = database.termlist_begin(*posting); term != database.termlist_end(*posting); ++term)
          in_lists += hash(*posting, *term, term.get_wdf());
      }
      if (in_lists != in_postings) return damaged("postings and lists of terms of " + name_ + " differ");
      if (length != database.get_total_length()) return damaged("the lengths of " + name_ + " are wrong");
      return {};
    });
    return read ? *read : fail(read.error());
  }

  Status check_counts(const index::SegmentInfo& info, const Xapian::Database& database) const {
    const Result<std::pair<std::uint64_t, std::uint64_t>> counts = index::guard([&] {
      return std::pair<std::uint64_t, std::uint64_t>(database.get_doccount(), database.get_lastdocid());
    });
    if (!counts) return fail(counts.error());
    if (counts->first != info.articles) {
      return damaged(fmt::format("the segment {} of {} was written with {} but holds {}", info.name, name_,
                                 counted(info.articles, "article", "articles"),
                                 counted(counts->first, "document", "documents")));
    }
    if (counts->second > info.last)
      return damaged(fmt::format("the segment {} of {} has docids above its own", info.name, name_));
    return {};
  }

  /// All living articles.
  Status check_articles() {
    const index::Columns& columns = reader_.columns();
    for (const index::SegmentInfo& info : manifest_.segments) {
      for (index::Docid docid = info.first; docid <= info.last; ++docid) {
        if (!columns.is_living(docid)) continue;
        if (Status go_on = stopped(); !go_on) return go_on;
        const Result<Article> article = reader_.article(docid);
        if (!article) return fail(article.error());
        ids_.emplace(docid, article->id);
        contents_.add(article->id.value, ledger::version_hash(*article));
        const Result<Status> same = index::guard([&] { return compare_columns(*article, docid); });
        if (!same) return fail(same.error());
        if (!*same) return *same;
      }
    }
    if (ids_.size() == manifest_.counts.articles) return {};
    return damaged(fmt::format("{} should have {} but has {}", name_,
                               counted(manifest_.counts.articles, "article", "articles"), ids_.size()));
  }

  static bool is_named_after(const Article& article, std::uint64_t name) {
    if (article.body.empty()) return name == article.id.value;
    return name == article.body_hash ||
           name == copy_hash(article, fingerprint(article.title, article.body, Fingerprint::kNoDay));
  }

  Status compare_columns(const Article& article, std::uint32_t docid) const {
    const index::Columns& columns = reader_.columns();
    const auto value = [&](index::Facet facet) {
      return columns.value(facet, columns.ordinal(facet, docid));
    };
    const dates::Publication& publication = article.publication;
    const std::uint32_t day = publication.confidence == dates::Confidence::kNone
                                  ? 0
                                  : static_cast<std::uint32_t>(dates::to_yyyymmdd(publication.from));
    // A group bears the name of its first article.
    const bool first_of_group = columns.number(index::NumberColumn::kGroup, docid) == docid;
    if ((!first_of_group || is_named_after(article, columns.group_name(docid))) &&
        value(index::Facet::kSource) == article.source.slug &&
        value(index::Facet::kLanguage) == article.language.code() &&
        columns.number(index::NumberColumn::kPublished, docid) == day &&
        reader_.terms().docids(index::boolean_term(index::Field::kId, to_string(article.id))) ==
            std::vector<index::Docid>{docid}) {
      return {};
    }
    return damaged(fmt::format("the stored article {} of {} is not the one of the facet columns and terms",
                               to_string(article.id), name_));
  }

  Status check_captures() const {
    const Result<IndexState> state = read_state(reader_.folder(), manifest_);
    if (!state) return fail(state.error());
    const std::vector<Registry::Captures> known = Registry::all_captures(*state->known);
    bool same = known.size() == ids_.size();
    for (const Registry::Captures& article : known) {
      const auto first =
          article.first ? static_cast<std::uint32_t>(dates::to_yyyymmdd(*article.first)) : std::uint32_t{0};
      const auto id = ids_.find(article.docid);
      same = same && id != ids_.end() && id->second == article.id &&
             reader_.columns().number(index::NumberColumn::kCaptures, article.docid) == article.count &&
             reader_.columns().number(index::NumberColumn::kFirstCaptured, article.docid) == first;
    }
    std::size_t placed = 0;
    CopyGroups::tell_all(*state->known, [&](const Placed& article) {
      ++placed;
      same = same && ids_.contains(article.docid) &&
             reader_.columns().number(index::NumberColumn::kGroup, article.docid) == article.group &&
             reader_.columns().group_name(article.docid) == article.name;
    });
    if (same && placed == ids_.size()) return {};
    return damaged("the record of captures is not of the index " + name_);
  }

  /// Of an earlier state of an index, articles that it had and that were purged since.
  Status add_missing() {
    const Result<std::optional<index::Origin>> origin = index::read_origin(reader_.folder(), manifest_);
    if (!origin) return fail(origin.error());
    if (!*origin) return {};
    for (const index::Origin::Missing& missing : (*origin)->missing)
      contents_.add(missing.id.value, missing.text);
    return {};
  }

  /// Its texts, and what its last file says of the contents of the index.
  Status check_ledger() {
    if (Status noted = add_missing(); !noted) return noted;
    const Result<ledger::Ledger> history = open_ledger();
    if (!history) return fail(history.error());
    if (history->empty()) return {};
    if (Status sound = history->verify(); !sound) return sound;
    if (!manifest_.content.empty() && manifest_.content != to_string(contents_))
      return damaged(fmt::format("{} of {} names other articles", index::kManifestFile, name_));
    const std::optional<ledger::ContentRoot>& root = history->files().back().head().root;
    if (!root || *root == contents_) return {};
    return damaged("the ledger is not that of the articles of " + name_);
  }

  const index::IndexReader& reader_;
  const index::Manifest& manifest_;
  const std::atomic<bool>* stop_;
  std::string name_;
  std::unordered_map<std::uint32_t, ArticleId> ids_;
  ledger::ContentRoot contents_;
};

}  // namespace

Result<CheckedIndex> check_index(const fs::path& folder, const std::atomic<bool>* stop, std::string& details,
                                 CheckDepth depth) {
  const Result<index::IndexReader> reader = index::IndexReader::open(folder);
  if (!reader) return fail(reader.error());
  Checker checker(*reader, stop);
  const Status sound = depth == CheckDepth::kQuick ? checker.check_files() : checker.run(details);
  if (!sound) return fail(sound.error());
  return CheckedIndex{reader->revision(), reader->articles()};
}

}  // namespace dateline::indexer
