#include "indexer/commit/as_of_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "common/counted.h"
#include "common/index/additions.h"
#include "common/index/damaged.h"
#include "common/index/files.h"
#include "common/index/index_reader.h"
#include "common/index/origin.h"
#include "common/index/state_files.h"
#include "common/index/stored_article.h"
#include "common/index/write_file.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/ledger.h"
#include "common/ledger/ledger_copy.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/new_segment.h"
#include "indexer/commit/past_states.h"
#include "indexer/commit/tally.h"
#include "indexer/pipeline/document_maker.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using index::Docid;
using ledger::PastArticle;
using ledger::PastState;

/// Synced to disk.
Status copy_synced(const fs::path& from, const fs::path& to) {
  return index::write_new_file(to, [&](const index::Sink& sink) -> Status {
    Status written;
    const Status read = index::read_pieces(from, [&](std::string_view piece) {
      if (written) written = sink(piece);
    });
    return read ? written : read;
  });
}

/// Makes a file the same as another one under a new name.
Status share_file(const fs::path& from, const fs::path& to, bool borrow) {
  std::error_code error;
  if (borrow) {
    fs::create_symlink(fs::absolute(from), to, error);
  } else {
    fs::create_hard_link(from, to, error);
    if (error) return copy_synced(from, to);
  }
  if (!error) return {};
  return fail(ErrorKind::kSystem, fmt::format("cannot make {}: {}", to.string(), error.message()));
}

/// Makes one index of an earlier state; used once.
class Restoring {
 public:
  Restoring(const BuildOptions& options, const AsOf& as_of, const index::IndexReader& reader, Commit& commit)
      : options_(options), as_of_(as_of), reader_(reader), commit_(commit) {}

  Result<AsOfReport> run() {
    const index::Manifest& now = reader_.manifest();
    const Result<ledger::PastLog> log = open_past(options_.index, now);
    if (!log) return fail(log.error());
    const Result<std::size_t> at = find_past(options_.index, now, *log, as_of_.wish, as_of_.asked);
    if (!at) return fail(at.error());
    out_.state = log->steps()[*at].after;
    out_.is_present = *at + 1 == log->steps().size();
    Result<Differences> differences = undo_steps(*log, *at);
    if (!differences) return fail(differences.error());
    before_ = std::move(*differences);
    std::erase_if(before_.articles, [&](const auto& entry) {
      const PastArticle& past = entry.second;
      if (!past.is_purged()) return false;
      out_.missing.push_back({ArticleId{past.id}, past.text});
      missing_root_.add(past.id, past.text);
      return true;
    });
    if (Status done = read_texts(); !done) return fail(done.error());
    if (Status done = compare_content(); !done) return fail(done.error());
    if (Status done = write(); !done) return fail(done.error());
    out_.restored = articles_.size();
    return std::move(out_);
  }

 private:
  bool is_of_later(Docid docid) const { return docid >= out_.state.next_docid; }

  tl::unexpected<Error> differs(std::string_view what) const {
    return fail(ErrorKind::kIndex,
                fmt::format("{} of {} cannot be had: {}", name_of(out_.state), options_.index.string(), what),
                "run 'dateline-index check'; where the index is sound, please report this defect");
  }

  /// The whole articles that are to be written again.
  Status read_texts() {
    Result<ledger::Ledger> texts = ledger::Ledger::open(*reader_.indexes().front());
    if (!texts) return fail(texts.error());
    for (auto& [docid, past] : before_.articles) {
      Result<Article> article = index::decode_article(past.article);
      if (!article) return fail(article.error());
      past.article.clear();
      if (past.text_is_kept) {
        Result<std::optional<ledger::KeptText>> text = texts->text(past.id, past.text);
        if (!text) return fail(text.error());
        if (!*text) return differs(fmt::format("the text of {} is missing", to_string(ArticleId{past.id})));
        article->title = std::move((*text)->title);
        article->body = std::move((*text)->body);
      }
      if (article->id.value != past.id || ledger::version_hash(*article) != past.text)
        return differs(fmt::format("{} has another text", to_string(ArticleId{past.id})));
      articles_.emplace(docid, std::move(*article));
    }
    return {};
  }

  /// What is counted of the articles of the state, and how its content differs from that of now.
  struct Found {
    index::IndexCounts counts;
    std::set<index::GroupNumber> groups;
    ledger::ContentRoot came;  ///< since
    ledger::ContentRoot went;
  };

  /// Articles that lie in segments: those of the state, and those that came since.
  Status count_living(Found& found) const {
    const index::Columns& columns = reader_.columns();
    for (const index::SegmentInfo& segment : reader_.manifest().segments) {
      for (Docid docid = segment.first; docid <= segment.last; ++docid) {
        if (!columns.is_living(docid)) continue;
        if (!is_of_later(docid)) {
          put_in(columns, docid, found.counts);
          found.groups.insert(group_then(docid));
        } else if (!out_.state.content.empty()) {
          const Result<Article> article = reader_.article(docid);
          if (!article) return fail(article.error());
          found.came.add(article->id.value, ledger::version_hash(*article));
        }
      }
    }
    return {};
  }

  index::GroupNumber group_then(Docid docid) const {
    const auto changed = before_.changed.find(docid);
    return changed != before_.changed.end() && changed->second.group != 0
               ? changed->second.group
               : reader_.columns().number(index::NumberColumn::kGroup, docid);
  }

  void count_restored(Found& found) const {
    for (const auto& [docid, article] : articles_) {
      put_in(article, found.counts);
      found.groups.insert(before_.articles.at(docid).group);
      found.went.add(article.id.value, ledger::version_hash(article));
    }
  }

  /// That these are the articles that were noted: by the content root, which follows from that of now, what
  /// came since and what went, and by counting all of them.
  Status compare_content() {
    Found found;
    if (Status done = count_living(found); !done) return done;
    count_restored(found);
    const index::IndexCounts& noted = out_.state.counts;
    index::IndexCounts& counted = found.counts;
    if (counted.articles + out_.missing.size() != noted.articles) {
      return differs(fmt::format("it had {}; found: {}",
                                 dateline::counted(noted.articles, "article", "articles"),
                                 counted.articles + out_.missing.size()));
    }
    const bool same = counted.by_source == noted.by_source && counted.by_language == noted.by_language &&
                      counted.by_confidence == noted.by_confidence && counted.undated == noted.undated;
    if (out_.missing.empty() && !same) return differs("its articles are of other sources, languages or days");
    counts_ = noted;
    if (!out_.missing.empty()) {
      counts_.articles = counted.articles;
      counts_.undated = counted.undated;
      counts_.by_source = std::move(counted.by_source);
      counts_.by_language = std::move(counted.by_language);
      counts_.by_confidence = std::move(counted.by_confidence);
      counts_.groups = found.groups.size();
    }
    return compare_root(found.came, found.went);
  }

  Status compare_root(const ledger::ContentRoot& came, const ledger::ContentRoot& went) const {
    const std::string& now = reader_.manifest().content;
    if (now.empty() || out_.state.content.empty()) return {};
    const auto sum = [](ledger::ContentRoot a, const ledger::ContentRoot& b) {
      a.low += b.low;
      a.high += b.high;
      return a;
    };
    // Without subtraction: what it is now and what went is what it was and what came.
    const Result<ledger::ContentRoot> now_root = root_of(now);
    const Result<ledger::ContentRoot> then_root = root_of(out_.state.content);
    if (!now_root || !then_root) return differs("its content root is damaged");
    if (sum(sum(*now_root, went), missing_root_) == sum(*then_root, came)) return {};
    return differs("its articles are not those that were noted");
  }

  static Result<ledger::ContentRoot> root_of(const std::string& digits) {
    const std::optional<ledger::ContentRoot> root = ledger::parse_content_root(digits);
    if (!root) return index::damaged("a content root is damaged");
    return *root;
  }

  Status write() {
    const index::Manifest& now = reader_.manifest();
    index::Manifest& next = commit_.next();
    next.content = out_.state.content;
    next.added_articles = out_.state.added_articles;
    next.written_articles = out_.state.written_articles;
    next.counts = counts_;
    next.next_docid = now.next_docid;
    commit_.folder().use_generation(out_.state.generation);
    Result<index::Changes> changes = index::read_changes(options_.index, now);
    if (!changes) return fail(changes.error());
    std::vector<index::Change> dead;
    std::vector<index::Change> kept;
    const bool is_empty = counts_.articles == 0;  // an index is never without a segment
    for (const index::SegmentInfo& segment : now.segments) {
      if (is_of_later(segment.first) && !(is_empty && next.segments.empty())) break;
      if (Status done = share_segment(segment); !done) return done;
      for (Docid docid = segment.first; docid <= segment.last; ++docid) {
        const index::Change* change = changes->find(docid);
        if (change != nullptr) kept.push_back(*change);
        if (is_of_later(docid) && reader_.columns().is_living(docid)) dead.push_back({docid, 0, 0});
      }
    }
    commit_.changes().apply(kept);
    std::vector<index::Change> changed;
    for (const auto& [docid, change] : before_.changed) {
      if (!reader_.columns().is_living(docid))
        return differs("it had captures of an article that it had not");
      changed.push_back(change);
    }
    commit_.changes().apply(changed);
    commit_.changes().apply(dead);
    if (Status done = write_articles(); !done) return done;
    return write_state_files();
  }

  Status share_segment(const index::SegmentInfo& segment) {
    const Result<fs::path> folder = commit_.folder().new_segment();
    if (!folder) return fail(folder.error());
    index::SegmentInfo copy = segment;
    copy.name = folder->filename().string();
    copy.dead = 0;
    const fs::path from = options_.index / segment.name;
    for (const index::FileInfo& file : segment.files) {
      if (Status done = share_file(from / file.name, *folder / file.name, as_of_.borrow); !done) return done;
    }
    // Readers of what is borrowed hold the lock of the one that it belongs to.
    if (as_of_.borrow) {
      const std::string in_use(index::kInUseFile);
      if (Status done = share_file(from / in_use, *folder / in_use, true); !done) return done;
    }
    commit_.put(std::move(copy));
    return {};
  }

  /// Writes those that the index has no more, in the order of their docids, above all others.
  Status write_articles() {
    if (articles_.empty()) return {};
    const Docid first = commit_.next().next_docid;
    Result<NewSegment> segment = NewSegment::begin(commit_, options_, first);
    if (!segment) return fail(segment.error());
    DocumentMaker maker;
    maker.use_dictionary(reader_.dictionary());
    IndexDocument document;
    text::AnalysisCounts ignored;
    Docid docid = first;
    for (const auto& [old, article] : articles_) {
      if (is_stopped(options_)) return fail(stopped_error("nothing was written"));
      const PastArticle& past = before_.articles.at(old);
      index::ColumnsBuilder& columns = segment->columns();
      add_columns(article, docid, columns);
      columns.set_group(docid, past.group, past.group_name);
      columns.set(index::NumberColumn::kCaptures, docid, past.captures);
      columns.set(index::NumberColumn::kFirstCaptured, docid, past.first_captured);
      columns.set(index::NumberColumn::kWords, docid, maker.make(article, document, ignored));
      if (Status added = segment->builder().add(0, docid, document); !added) return added;
      ++docid;
    }
    Result<index::SegmentInfo> written = segment->finish(docid - 1);
    if (!written) return fail(written.error());
    commit_.put(std::move(*written));
    commit_.next().next_docid = docid;
    return {};
  }

  Status write_state_files() {
    const index::Manifest& now = reader_.manifest();
    for (const auto& [role, file] : now.state) {
      const bool is_names = role == index::kNamesRole && !before_.names;
      if (!is_names && role != index::kDictionaryRole) continue;
      if (Status done = share(role, file); !done) return done;
    }
    if (Status done = write_ledger_then(); !done) return done;
    if (before_.names && !before_.names->empty()) {
      if (Status done = commit_.write_state(index::kNamesRole, {*before_.names}); !done) return done;
    }
    if (const std::string additions = index::to_text(additions_then()); !additions.empty()) {
      if (Status done = commit_.write_state(index::kAdditionsRole, {additions}); !done) return done;
    }
    const index::Origin origin{as_of_.borrow, options_.index.string(), out_.state.written, out_.missing};
    return commit_.write_state(index::kOriginRole, {index::to_text(origin)});
  }

  Status share(std::string_view role, const index::FileInfo& file) {
    const fs::path made = commit_.folder().new_state_file(role);
    if (Status done = share_file(options_.index / file.name, made, as_of_.borrow); !done) return done;
    index::FileInfo copy = file;
    copy.name = made.filename().string();
    commit_.put_state(role, std::move(copy));
    return {};
  }

  /// What the ledger had learned by then: its first files, and of the next one what those commits wrote.
  Status write_ledger_then() {
    const Result<ledger::Ledger> known =
        ledger::Ledger::open(options_.index, reader_.manifest().state_files(index::kLedgerRole));
    if (!known) return fail(known.error());
    std::uint64_t commits = out_.state.ledger_commits;
    for (std::size_t i = 0; i < known->files().size() && commits > 0; ++i) {
      const ledger::LedgerFile& file = known->files()[i];
      const std::uint64_t in_file = file.heads().size();
      if (in_file <= commits) {
        if (Status done = share(index::kLedgerRole, known->infos()[i]); !done) return done;
      } else {
        if (Status done = known->compare(i); !done) return done;
        const auto produce = [&](const index::Sink& sink) {
          return ledger::write_first(file, static_cast<std::size_t>(commits), sink);
        };
        if (Status done = commit_.write_state(index::kLedgerRole, produce, i); !done) return done;
      }
      commits -= std::min(in_file, commits);
    }
    return {};
  }

  /// When the docids of the state came in, those under which articles were written again too.
  std::vector<index::Addition> additions_then() const {
    std::vector<index::Addition> out;
    const std::vector<index::Addition>& now = reader_.additions();
    for (index::Addition row : now) {
      if (is_of_later(row.first)) break;
      row.last = std::min(row.last, out_.state.next_docid - 1);
      out.push_back(row);
    }
    Docid docid = reader_.manifest().next_docid;
    for (const auto& article : articles_) {
      const Docid old = article.first;
      const auto row = std::ranges::find_if(
          now, [&](const index::Addition& one) { return one.first <= old && old <= one.last; });
      if (row != now.end()) index::append(out, {docid, docid, row->generation, row->day});
      ++docid;
    }
    return out;
  }

  const BuildOptions& options_;
  const AsOf& as_of_;
  const index::IndexReader& reader_;
  Commit& commit_;
  AsOfReport out_;
  Differences before_;
  std::map<Docid, Article> articles_;  ///< to be written again, by the docids that they had
  ledger::ContentRoot missing_root_;
  index::IndexCounts counts_;
};

Result<AsOfReport> make_of(const index::IndexReader& reader, const BuildOptions& options, const AsOf& as_of) {
  Result<Commit> commit = Commit::replace(as_of.target);
  if (!commit) return fail(commit.error());
  Result<AsOfReport> out = Restoring(options, as_of, reader, *commit).run();
  if (!out) return out;
  if (const Result<std::string> published = commit->publish(); !published) return fail(published.error());
  Result<index::IndexReader> made = index::IndexReader::open(as_of.target);
  if (!made) return fail(made.error());
  out->made = std::make_shared<const index::IndexReader>(std::move(*made));
  return out;
}

}  // namespace

Result<AsOfReport> make_index_as_of(const BuildOptions& options, const AsOf& as_of) {
  const Result<bool> taken = index::has_index(as_of.target);
  if (!taken) return fail(taken.error());
  if (*taken) {
    return fail(ErrorKind::kUsage, fmt::format("there is an index at {} already", as_of.target.string()),
                "name a new folder");
  }
  // Meanwhile a writer may publish another generation and sweep away state files of the one that is read.
  constexpr int kMaxTries = 5;
  for (int tries = 1;; ++tries) {
    const Result<index::IndexReader> reader = index::IndexReader::open(options.index);
    if (!reader) return fail(reader.error());
    Result<AsOfReport> out = make_of(*reader, options, as_of);
    if (out || tries == kMaxTries || reader->is_current()) return out;
  }
}

}  // namespace dateline::indexer
