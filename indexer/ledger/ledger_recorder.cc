#include "indexer/ledger/ledger_recorder.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>

#include "common/index/archive_address.h"
#include "common/index/article_id.h"
#include "common/index/files.h"
#include "common/index/schema.h"
#include "common/index/stored_article.h"
#include "common/ledger/compare.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/history.h"
#include "common/ledger/text_packer.h"
#include "common/start_thread.h"
#include "common/text/lexicon.h"

namespace dateline::indexer {
namespace {

using ledger::Event;
using ledger::KeptText;
using ledger::Ledger;
using ledger::Record;

constexpr std::size_t kJobsAtOnce = 4096;

KeptText kept_text(const Article& article) {
  return {article.title, article.body, article.url, std::string(article.language.code())};
}

bool is_sighting(Event event) { return event == Event::kVersion || event == Event::kSeen; }

/// Whether the article was in the index when the last of these was written.
bool was_there(const std::vector<Ledger::Entry>& entries) {
  bool there = false;
  for (const Ledger::Entry& entry : entries) {
    if (is_sighting(entry.record.event)) there = true;
    if (entry.record.event == Event::kWithdrawn) there = false;
  }
  return there;
}

/// The article of an index by its id; nullopt where there is none, or where it cannot be read.
std::optional<Article> article_of(const index::IndexReader* reader, std::uint64_t id) {
  if (reader == nullptr) return std::nullopt;
  const auto docid =
      reader->terms().first_docid(index::boolean_term(index::Field::kId, to_string(ArticleId{id})));
  if (!docid) return std::nullopt;
  Result<Article> article = reader->article(*docid);
  if (!article) return std::nullopt;
  return std::move(*article);
}

}  // namespace

/// What is to be done for one article that has, or had, several texts.
class LedgerRecorder::Work {
 public:
  struct Text {
    std::uint64_t version = 0;
    std::string bytes;  // encode_text; empty: to be read from the spool
    TextSpool::Place spooled;
    bool kept = false;  // in the ledger already
  };
  struct Made {
    std::uint64_t version = 0;
    std::string frame;
    std::uint64_t base = 0;
  };
  struct Edit {
    Record record;
    std::vector<ledger::NameChange> names;
  };

  std::uint64_t id = 0;
  std::vector<std::pair<std::int32_t, std::uint64_t>> sightings;
  std::vector<Text> texts;  // all that are needed or to be kept, oldest first
  std::set<std::pair<std::uint64_t, std::uint64_t>> known_edits;
  std::map<std::uint64_t, std::uint8_t> extractors;
  std::vector<Made> frames;
  std::vector<Edit> edits;

  Text* find(std::uint64_t version) {
    const auto found =
        std::find_if(texts.begin(), texts.end(), [&](const Text& t) { return t.version == version; });
    return found == texts.end() ? nullptr : &*found;
  }
};

MissingArticle missing_article(const MissingPage& page) {
  const std::optional<index::ArchiveAddress> archived = index::archive_address(page.address);
  MissingArticle out;
  out.address = archived ? archived->original : page.address;
  out.id = index::address_id(out.address);
  out.day = archived && archived->captured ? archived->captured : page.day;
  out.status = page.status;
  out.missing = page.missing;
  out.unchanged = page.unchanged;
  out.same_as = page.same_as;
  return out;
}

Result<std::unique_ptr<LedgerRecorder>> LedgerRecorder::begin(LedgerCommit commit) {
  auto out = std::make_unique<LedgerRecorder>();
  if (Status swept = ledger::sweep_ledger(commit.index, commit.live); !swept) return fail(swept.error());
  if (!commit.forget) {
    Result<Ledger> known = Ledger::open(commit.index, commit.live);
    if (!known) return fail(known.error());
    // A purge that was published and not carried to its end.
    const Result<bool> deleted = ledger::delete_purged(commit.index, *known);
    if (!deleted) return fail(deleted.error());
    if (*deleted) known = Ledger::open(commit.index, commit.live);
    if (!known) return fail(known.error());
    out->known_ = std::move(*known);
  }
  out->spool_.use(commit.scratch);
  out->commit_ = std::move(commit);
  return out;
}

std::uint32_t LedgerRecorder::admit(const Article& article, std::uint64_t version,
                                    const Registry::Decision& decision) {
  Capture capture;
  capture.id = decision.id.value;
  capture.text = version;
  capture.day = ledger::day_number(article.captured);
  capture.file = file_.string(article.origin.path);
  capture.place = static_cast<std::uint32_t>(article.origin.record);
  const auto number = static_cast<std::uint32_t>(captures_.size());
  const auto id_of = [this](std::uint32_t i) { return captures_[i].id; };
  const std::uint32_t before =
      newest_.find(capture.id, [&](std::uint32_t i) { return captures_[i].id == capture.id; });
  bool wanted = decision.docid != 0;
  if (decision.docid != 0) {
    if (decision.replaces && *decision.replaces <= commit_.last_docid)
      capture.superseded = *decision.replaces;
    if (decision.replaces) drop(*decision.replaces);
    for (const std::uint32_t docid : decision.also_drops) drop(docid);
    by_docid_.resize(decision.docid - commit_.last_docid);
    by_docid_.back() = {capture.id, version};
    added_.add(capture.id, version);
  } else {
    // Not stored: its text is wanted unless that is known.
    wanted = before == HashSlots::kNone || captures_[before].text != version;
    if (before == HashSlots::kNone) {
      for (const Ledger::Entry& entry : known_.entries(capture.id))
        wanted = wanted && !(is_sighting(entry.record.event) && entry.record.text == version);
    }
  }
  captures_.push_back(capture);
  if (before == HashSlots::kNone) newest_.insert(capture.id, number, id_of);
  return wanted ? number : kNothing;
}

Status LedgerRecorder::keep(std::uint32_t number, std::string_view stored) {
  Result<TextSpool::Place> place = spool_.put(stored);
  if (!place) return fail(place.error());
  const std::lock_guard lock(keeping_);
  if (kept_.size() <= number) kept_.resize(std::max<std::size_t>(number + 1, kept_.size() * 3 / 2));
  kept_[number] = *place;
  return {};
}

/// A document is not in the index any more.
void LedgerRecorder::drop(std::uint32_t docid) {
  if (docid <= commit_.last_docid) {
    dropped_.push_back(docid);
    return;
  }
  const auto& [id, text] = by_docid_[docid - commit_.last_docid - 1];
  added_.take_off(id, text);
}

/// Of the index before, and what this commit changed; nullopt where that was not known.
Result<std::optional<ledger::ContentRoot>> LedgerRecorder::root_after(const End& end) {
  ledger::ContentRoot root = added_;
  if (end.whole) return std::optional(root);
  if (known_.empty() || !known_.files().back().head().root || end.before == nullptr)
    return std::optional<ledger::ContentRoot>();
  const ledger::ContentRoot before = *known_.files().back().head().root;
  root.low += before.low;
  root.high += before.high;
  std::sort(dropped_.begin(), dropped_.end());
  dropped_.erase(std::unique(dropped_.begin(), dropped_.end()), dropped_.end());
  for (const std::uint32_t docid : dropped_) {
    const Result<Article> article = end.before->article(docid);
    if (!article) return fail(article.error());
    root.take_off(article->id.value, ledger::version_hash(article->title, article->body_hash));
  }
  return std::optional(root);
}

void LedgerRecorder::withdraw(const std::vector<std::uint32_t>& docids, ledger::Withdrawn why) {
  for (const std::uint32_t docid : docids) {
    drop(docid);
    if (docid <= commit_.last_docid) withdrawn_.emplace_back(docid, why);
  }
}

void LedgerRecorder::purge(const std::vector<std::uint64_t>& ids) {
  for (const std::uint64_t id : ids) {
    if (!purged_.insert(id).second) continue;
    Record record;
    record.id = id;
    record.event = Event::kPurged;
    file_.add(record);
  }
}

/// Numbers of the captures by id, those of one id in the order of the input.
std::vector<std::uint32_t> LedgerRecorder::by_id() const {
  std::vector<std::uint32_t> order(captures_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return captures_[a].id < captures_[b].id; });
  return order;
}

/// The text that a capture without a page says to be still there: that of the day which it names, else the
/// last one before. 0: none is known. `captures` are those of the article in this commit.
std::uint64_t LedgerRecorder::text_seen(const MissingArticle& revisit,
                                        std::span<const std::uint32_t> captures) const {
  const std::int32_t day = ledger::day_number(revisit.day);
  std::int32_t last = Record::kNoDay;
  std::uint64_t text = 0;
  bool is_named = false;
  const auto look = [&](std::int32_t seen, std::uint64_t seen_text) {
    if (seen == Record::kNoDay || seen > day || is_named) return;
    is_named = revisit.same_as && seen == ledger::day_number(revisit.same_as);
    if (!is_named && seen < last) return;
    last = seen;
    text = seen_text;
  };
  for (const Ledger::Entry& entry : known_.entries(revisit.id.value)) {
    if (is_sighting(entry.record.event)) look(entry.record.day, entry.record.text);
  }
  for (const std::uint32_t i : captures) look(captures_[i].day, captures_[i].text);
  return text;
}

/// Captures without a page become captures of the text that was there before, of articles of the index.
void LedgerRecorder::take_revisits(const End& end) {
  const auto is_revisit = [](const MissingArticle& missing) { return missing.unchanged && missing.day; };
  if (std::none_of(missing_.begin(), missing_.end(), is_revisit)) return;
  const std::vector<std::uint32_t> order = by_id();
  const auto id_of = [this](std::uint32_t i) { return captures_[i].id; };
  std::vector<Capture> taken;
  std::erase_if(missing_, [&](const MissingArticle& missing) {
    if (!is_revisit(missing)) return false;
    const std::uint64_t id = missing.id.value;
    const auto here = std::ranges::equal_range(order, id, {}, id_of);
    if (here.empty() && (end.whole || !was_there(known_.entries(id)))) return false;
    const std::uint64_t text = text_seen(missing, {here.begin(), here.end()});
    if (text == 0) return false;
    Capture capture;
    capture.id = id;
    capture.text = text;
    capture.day = ledger::day_number(missing.day);
    capture.file = file_.string(missing.address);
    taken.push_back(capture);
    return true;
  });
  captures_.insert(captures_.end(), taken.begin(), taken.end());
}

Status LedgerRecorder::write(const End& end) {
  take_revisits(end);
  if (Status flushed = spool_.flush(); !flushed) return flushed;
  kept_.resize(captures_.size());
  const std::vector<std::uint32_t> order = by_id();

  std::vector<std::unique_ptr<Work>> jobs;
  const auto do_jobs = [&]() -> Status {
    Status done = work(jobs, end);
    jobs.clear();
    return done;
  };
  std::set<std::uint64_t> gone;  // ids of articles that are withdrawn
  if (Status done = add_withdrawn(end, order, gone); !done) return done;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first + 1;
    const std::uint64_t id = captures_[order[first]].id;
    while (last < order.size() && captures_[order[last]].id == id) ++last;
    auto job = job_of(id, std::span(order).subspan(first, last - first), end);
    if (!job) return fail(job.error());
    if (*job) jobs.push_back(std::move(*job));
    if (jobs.size() >= kJobsAtOnce) {
      if (Status done = do_jobs(); !done) return done;
    }
    first = last;
  }
  if (Status done = do_jobs(); !done) return done;
  for (const MissingArticle& missing : missing_) add_missing_record(missing);

  const std::uint64_t previous = known_.empty() ? 0 : known_.files().back().head().generation;
  Result<std::optional<ledger::ContentRoot>> root = root_after(end);
  if (!root) return fail(root.error());
  root_ = *root;
  if (file_.empty() && previous != 0 && *root == known_.files().back().head().root) return {};
  file_.head = {commit_.next, previous, end.written, end.articles, *root, end.program, index::analyzer_tag()};
  const std::filesystem::path folder = file().parent_path();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorKind::kSystem, "cannot make " + folder.string() + ": " + error.message());
  if (Status synced = index::sync_folder(commit_.index); !synced) return synced;
  if (Status written = file_.write(file()); !written) return written;
  bytes_ = std::filesystem::file_size(file(), error);
  if (error) bytes_ = 0;
  return {};
}

/// Adds the records of an article. What has several texts is left to work().
Result<std::unique_ptr<LedgerRecorder::Work>> LedgerRecorder::job_of(std::uint64_t id,
                                                                     std::span<const std::uint32_t> captures,
                                                                     const End& end) {
  const std::vector<Ledger::Entry> entries = known_.entries(id);
  std::set<std::uint64_t> versions;
  std::set<std::pair<std::int32_t, std::uint64_t>> seen;
  auto job = std::make_unique<Work>();
  job->id = id;
  bool there = false;
  for (const Ledger::Entry& entry : entries) {
    const Record& record = entry.record;
    if (is_sighting(record.event)) {
      there = true;
      versions.insert(record.text);
      seen.emplace(record.day, record.text);
      job->sightings.emplace_back(record.day, record.text);
      job->extractors.try_emplace(record.text, record.extractor);
    }
    if (record.event == Event::kWithdrawn) there = false;
    if (record.event == Event::kEdit) job->known_edits.emplace(record.other, record.text);
  }
  for (const std::uint32_t number : captures) {
    Capture& capture = captures_[number];
    // A text that the index held before there was a ledger, or that has no record for another reason.
    if (capture.superseded != 0 && end.before != nullptr) {
      if (const Result<Article> before = end.before->article(capture.superseded); before) {
        const std::uint64_t text = ledger::version_hash(before->title, before->body_hash);
        if (versions.insert(text).second) {
          Record record;
          record.id = id;
          record.text = text;
          record.day = ledger::day_number(before->captured);
          record.file = file_.string(before->origin.path);
          record.place = static_cast<std::uint32_t>(before->origin.record);
          file_.add(record);
          seen.emplace(record.day, text);
          job->sightings.emplace_back(record.day, text);
          job->extractors.try_emplace(text, ledger::kExtractor);
        }
        if (job->find(text) == nullptr)
          job->texts.push_back({text, ledger::encode_text(kept_text(*before)), {}, false});
      }
    }
    const bool is_new = versions.insert(capture.text).second;
    if (seen.emplace(capture.day, capture.text).second || !there) {
      Record record;
      record.event = is_new ? Event::kVersion : Event::kSeen;
      record.id = id;
      record.text = capture.text;
      record.day = capture.day;
      record.file = capture.file;
      record.place = capture.place;
      file_.add(record);
      job->sightings.emplace_back(capture.day, capture.text);
      job->extractors.try_emplace(capture.text, ledger::kExtractor);
    }
    there = true;
    if (kept_[number].bytes != 0 && job->find(capture.text) == nullptr)
      job->texts.push_back({capture.text, {}, kept_[number], false});
  }
  if (versions.size() < 2) return std::unique_ptr<Work>();
  // Whether all of them are kept, and all edits known.
  const std::vector<ledger::SeenText> states = ledger::states_of(job->sightings);
  std::vector<Work::Text> needed;
  bool missing = false;
  for (const ledger::SeenText& state : states) {
    if (std::any_of(needed.begin(), needed.end(),
                    [&](const Work::Text& t) { return t.version == state.text; }))
      continue;
    Result<std::optional<std::string>> bytes = known_.text_bytes(id, state.text);
    if (!bytes) return fail(bytes.error());
    if (*bytes) {
      needed.push_back({state.text, std::move(**bytes), {}, true});
      continue;
    }
    missing = true;
    if (const Work::Text* text = job->find(state.text)) {
      needed.push_back(*text);
      continue;
    }
    // It is that of the index before.
    const std::optional<Article> before = article_of(end.before, id);
    if (before && ledger::version_hash(before->title, before->body_hash) == state.text)
      needed.push_back({state.text, ledger::encode_text(kept_text(*before)), {}, false});
  }
  job->texts = std::move(needed);
  for (std::size_t i = 1; i < states.size(); ++i)
    missing = missing || !job->known_edits.contains({states[i - 1].text, states[i].text});
  if (!missing) return std::unique_ptr<Work>();
  return job;
}

/// Packs the texts of the jobs and compares them, on several threads.
Status LedgerRecorder::work(std::vector<std::unique_ptr<Work>>& jobs, const End& end) {
  if (jobs.empty()) return {};
  text::Analyzer analyzer;
  const Result<text::Lexicon> lexicon = text::Lexicon::built_in(analyzer);
  if (!lexicon) return fail(lexicon.error());
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  Status first_error;
  const auto do_some = [&] {
    ledger::Comparer comparer(*lexicon);
    ledger::TextPacker packer;
    for (std::size_t i = next++; i < jobs.size(); i = next++) {
      Status done = work_one(*jobs[i], comparer, packer);
      if (done) continue;
      const std::lock_guard lock(mutex);
      if (first_error) first_error = std::move(done);
      return;
    }
  };
  std::vector<std::thread> helpers;
  for (int worker = 1; worker < end.threads; ++worker) {
    if (!start_thread(helpers, do_some)) break;
  }
  do_some();
  for (std::thread& helper : helpers) helper.join();
  if (!first_error) return first_error;
  for (const std::unique_ptr<Work>& job : jobs) {
    for (const Work::Made& made : job->frames) {
      Record record;
      record.event = Event::kText;
      record.id = job->id;
      record.text = made.version;
      record.extractor = job->extractors[made.version];
      record.stored = file_.text(made.frame, made.base);
      file_.add(record);
    }
    for (Work::Edit& edit : job->edits) {
      edit.record.names = file_.names(edit.names);
      file_.add(edit.record);
    }
  }
  return {};
}

Status LedgerRecorder::work_one(Work& job, ledger::Comparer& comparer, ledger::TextPacker& packer) const {
  std::uint64_t base = 0;
  std::string_view base_bytes;
  for (Work::Text& text : job.texts) {
    if (text.bytes.empty()) {
      const Result<std::string> stored = spool_.get(text.spooled);
      if (!stored) return fail(stored.error());
      const Result<Article> article = index::decode_article(*stored, dictionary_.get());
      if (!article) return fail(article.error());
      text.bytes = ledger::encode_text(kept_text(*article));
    }
  }
  for (const Work::Text& text : job.texts) {  // those that are kept come first: they need no others
    if (!text.kept) continue;
    base = text.version;
    base_bytes = text.bytes;
  }
  for (Work::Text& text : job.texts) {
    if (text.kept) continue;
    std::string frame = packer.pack(text.bytes, base_bytes);
    if (frame.empty()) continue;  // too long to be kept
    job.frames.push_back({text.version, std::move(frame), base});
    base = text.version;
    base_bytes = text.bytes;
  }
  const std::vector<ledger::SeenText> states = ledger::states_of(job.sightings);
  for (std::size_t i = 1; i < states.size(); ++i) {
    const std::pair pair{states[i - 1].text, states[i].text};
    if (!job.known_edits.insert(pair).second) continue;
    const Work::Text* older = job.find(pair.first);
    const Work::Text* newer = job.find(pair.second);
    if (older == nullptr || newer == nullptr) continue;
    Work::Edit edit;
    edit.record.event = Event::kEdit;
    edit.record.id = job.id;
    edit.record.other = pair.first;
    edit.record.text = pair.second;
    edit.record.day = states[i].first;
    edit.record.extractor = job.extractors[pair.second];
    edit.record.how = job.extractors[pair.first];
    if (edit.record.comparable()) {
      const Result<KeptText> a = ledger::decode_text(older->bytes);
      if (!a) return fail(a.error());
      const Result<KeptText> b = ledger::decode_text(newer->bytes);
      if (!b) return fail(b.error());
      ledger::Comparison found =
          comparer.compare({a->title, a->body, text::Language::from_code(a->language)},
                           {b->title, b->body, text::Language::from_code(b->language)});
      edit.record.kinds = found.kinds.bits();
      edit.names = std::move(found.names);
    }
    job.edits.push_back(std::move(edit));
  }
  return {};
}

/// Articles that go, with the texts that they had last.
Status LedgerRecorder::add_withdrawn(const End& end, const std::vector<std::uint32_t>& order,
                                     std::set<std::uint64_t>& gone) {
  ledger::TextPacker packer;
  const auto add = [&](std::uint64_t id, const std::optional<Article>& article, ledger::Withdrawn why) {
    if (!gone.insert(id).second) return;
    Record record;
    record.id = id;
    record.event = Event::kWithdrawn;
    record.how = static_cast<std::uint8_t>(why);
    if (article) {
      const std::vector<Ledger::Entry> entries = known_.entries(id);
      record.text = ledger::version_hash(article->title, article->body_hash);
      const bool known = std::any_of(entries.begin(), entries.end(), [&](const Ledger::Entry& entry) {
        return is_sighting(entry.record.event) && entry.record.text == record.text;
      });
      const bool kept = std::any_of(entries.begin(), entries.end(), [&](const Ledger::Entry& entry) {
        return entry.record.stored != 0 && entry.record.text == record.text;
      });
      const bool purged = purged_.contains(id);
      Record version = record;
      version.event = known ? Event::kText : Event::kVersion;
      version.how = 0;
      version.day = ledger::day_number(article->captured);
      if (!purged) {
        version.file = file_.string(article->origin.path);
        version.place = static_cast<std::uint32_t>(article->origin.record);
      }
      if (!kept && !purged) {
        const std::string frame = packer.pack(ledger::encode_text(kept_text(*article)), {});
        if (!frame.empty()) version.stored = file_.text(frame, 0);
      }
      if (!known || version.stored != 0) file_.add(version);
    }
    file_.add(record);
  };
  for (const auto& [docid, why] : withdrawn_) {
    if (end.before == nullptr) continue;
    const Result<Article> article = end.before->article(docid);
    if (!article) return fail(article.error());
    add(article->id.value, *article, why);
  }
  if (!end.whole) return {};
  const auto is_here = [&](std::uint64_t id) {
    const auto at =
        std::lower_bound(order.begin(), order.end(), id,
                         [&](std::uint32_t i, std::uint64_t wanted) { return captures_[i].id < wanted; });
    return at != order.end() && captures_[*at].id == id;
  };
  for (const ledger::LedgerFile& file : known_.files()) {
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < file.size(); ++i) {
      const std::uint64_t id = file.id(i);
      if (id == last || is_here(id)) continue;
      last = id;
      if (was_there(known_.entries(id))) add(id, article_of(end.before, id), ledger::Withdrawn::kRebuilt);
    }
  }
  return {};
}

void LedgerRecorder::add_missing_record(const MissingArticle& missing) {
  const std::int32_t day = ledger::day_number(missing.day);
  const std::vector<Ledger::Entry> entries = known_.entries(missing.id.value);
  // That an address was there says something only of an article whose text is known.
  const bool here = newest_.find(missing.id.value, [&](std::uint32_t i) {
    return captures_[i].id == missing.id.value;
  }) != HashSlots::kNone;
  if (missing.missing == ledger::Missing::kThere && !here && entries.empty()) return;
  for (const Ledger::Entry& entry : entries) {
    const Record& record = entry.record;
    if (record.event == Event::kMissing && record.day == day &&
        record.how == static_cast<std::uint8_t>(missing.missing))
      return;
  }
  Record record;
  record.id = missing.id.value;
  record.event = Event::kMissing;
  record.how = static_cast<std::uint8_t>(missing.missing);
  record.status = missing.status;
  record.day = day;
  record.file = file_.string(missing.address);
  file_.add(record);
}

std::filesystem::path LedgerRecorder::file() const {
  return commit_.index / ledger::kLedgerFolder / ledger::ledger_file_name(commit_.next);
}

Status LedgerRecorder::published() {
  if (!purged_.empty()) {
    const Result<Ledger> now = Ledger::open(commit_.index, commit_.next);
    if (!now) return fail(now.error());
    if (const Result<bool> deleted = ledger::delete_purged(commit_.index, *now); !deleted)
      return fail(deleted.error());
  }
  if (!commit_.forget) return {};
  return ledger::forget_ledger(commit_.index, commit_.live);
}

}  // namespace dateline::indexer
