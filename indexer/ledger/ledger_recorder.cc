#include "indexer/ledger/ledger_recorder.h"

#include <algorithm>

#include "common/index/article_id.h"
#include "common/index/schema.h"
#include "common/index/stored_article.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/files_to_keep.h"
#include "common/ledger/history.h"
#include "common/ledger/ledger_copy.h"
#include "indexer/ledger/purge.h"

namespace dateline::indexer {
namespace {

using ledger::Event;
using ledger::is_sighting;
using ledger::Ledger;
using ledger::Record;

constexpr std::size_t kArticlesAtOnce = 4096;

/// Whether the article was in the index when the last of these was written.
bool was_there(const std::vector<Ledger::Entry>& entries) {
  bool there = false;
  for (const Ledger::Entry& entry : entries) {
    if (is_sighting(entry.record.event)) there = true;
    if (entry.record.event == Event::kWithdrawn) there = false;
  }
  return there;
}

/// The article of an index by its id; nullopt where there is none, or where it cannot be read: a build anew
/// is what mends a damaged index. (An addition reads what it replaces again in past_writer.cc, and fails
/// there.)
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

LedgerRecorder::LedgerRecorder(LedgerCommit commit)
    : commit_(std::move(commit)), contents_(commit_.last_docid) {
  spool_.use(commit_.scratch);
  capture_spool_.use(commit_.scratch);
  file_.read_later = [this](std::uint64_t place, std::uint32_t bytes) {
    return capture_spool_.get({place, bytes});
  };
}

bool LedgerRecorder::is_no_article(std::uint64_t version) {
  if (no_articles_) return no_articles_->contains(version);
  no_articles_.emplace();
  for (const ledger::LedgerFile& file : commit_.known.files()) {
    for (std::size_t i = 0; i < file.size(); ++i) {
      if (file.event(i) != Event::kMissing) continue;
      if (const std::uint64_t text = file.record(i).text; text != 0) no_articles_->insert(text);
    }
  }
  return no_articles_->contains(version);
}

Result<std::optional<Article>> LedgerRecorder::earlier_text(ArticleId id, const index::IndexReader* before) {
  const std::uint32_t number = newest_.find(id.value, [&](std::uint32_t i) { return id_of(i) == id.value; });
  if (number == HashSlots::kNone || number >= kept_.size() || kept_[number].bytes == 0)
    return article_of(before, id.value);
  if (Status flushed = spool_.flush(); !flushed) return fail(flushed.error());
  const Result<std::string> stored = spool_.get(kept_[number]);
  if (!stored) return fail(stored.error());
  Result<Article> article = index::decode_article(*stored, dictionary_.get());
  if (!article) return fail(article.error());
  return std::optional(std::move(*article));
}

LedgerRecorder::Wanted LedgerRecorder::admit(const Article& article, std::uint64_t version,
                                             const Registry::Decision& decision, const RawCapture& raw) {
  Capture capture;
  capture.id = decision.id.value;
  capture.text = version;
  capture.raw = raw.hash;
  capture.day = ledger::day_number(article.captured);
  capture.file = file_.string(article.origin.path);
  capture.place = static_cast<std::uint32_t>(article.origin.record);
  const auto number = static_cast<std::uint32_t>(captures_.size());
  const std::uint32_t before =
      newest_.find(capture.id, [&](std::uint32_t i) { return id_of(i) == capture.id; });
  bool wanted = decision.docid != 0;
  if (decision.docid != 0) {
    if (decision.replaces && contents_.is_of_before(*decision.replaces))
      capture.superseded = *decision.replaces;
    if (decision.replaces) contents_.drop(*decision.replaces);
    for (const std::uint32_t docid : decision.also_drops) contents_.drop(docid);
    contents_.add(decision.docid, capture.id, version);
  } else {
    // Not stored: its text is wanted unless that is known.
    wanted = before == HashSlots::kNone || captures_[before].text != version;
    if (before == HashSlots::kNone) {
      for (const Ledger::Entry& entry : commit_.known.entries(capture.id))
        wanted = wanted && !(is_sighting(entry.record.event) && entry.record.text == version);
    }
  }
  captures_.push_back(capture);
  if (before == HashSlots::kNone)
    newest_.insert(capture.id, number, [this](std::uint32_t i) { return id_of(i); });
  Wanted out;
  if (wanted) out.text = number;
  if (raw.kept != nullptr && is_capture_wanted(capture.id, version)) out.capture = number;
  return out;
}

/// Of each version what it was first read from is kept.
bool LedgerRecorder::is_capture_wanted(std::uint64_t id, std::uint64_t version) {
  if (!captures_wanted_.emplace(id, version).second) return false;
  const std::vector<Ledger::Entry> entries = commit_.known.entries(id);
  return std::none_of(entries.begin(), entries.end(), [&](const Ledger::Entry& entry) {
    return entry.record.event == Event::kCapture && entry.record.text == version;
  });
}

Status LedgerRecorder::keep_capture(std::uint32_t number, std::string_view packed) {
  if (packed.empty()) return {};  // too long to be kept
  const Result<TextSpool::Place> place = capture_spool_.put(packed);
  if (!place) return fail(place.error());
  const std::lock_guard lock(keeping_);
  kept_captures_.emplace(number, *place);
  return {};
}

Status LedgerRecorder::keep(std::uint32_t number, std::string_view stored) {
  Result<TextSpool::Place> place = spool_.put(stored);
  if (!place) return fail(place.error());
  const std::lock_guard lock(keeping_);
  if (kept_.size() <= number) kept_.resize(std::max<std::size_t>(number + 1, kept_.size() * 3 / 2));
  kept_[number] = *place;
  return {};
}

void LedgerRecorder::add_listing(const Listing& listing) {
  List& list = lists_[index::address_id(listing.address).value];
  list.address = listing.address;
  ListCapture& capture = list.captures.emplace_back();
  capture.day = ledger::day_number(listing.captured);
  for (const auto& [address, day] : listing.articles) {
    const std::uint64_t id = index::address_id(address).value;
    capture.articles.push_back({id, ledger::day_number(day)});
    const auto [last, is_new] = last_named_.try_emplace(id, capture.day);
    if (!is_new) last->second = std::max(last->second, capture.day);
  }
}

/// What list pages named, and what follows from it and from what they named before.
Status LedgerRecorder::add_lists() {
  for (const auto& [id, list] : lists_) {
    if (Status done = add_list(id); !done) return done;
  }
  return {};
}

Status LedgerRecorder::add_list(std::uint64_t id) {
  const List& list = lists_.at(id);
  std::vector<ListCapture> all;
  std::set<std::uint64_t> kept;
  std::set<std::pair<std::int32_t, std::uint64_t>> known;
  for (const Ledger::Entry& entry : commit_.known.entries(id)) {
    if (entry.record.event != Event::kList) continue;
    const auto text = commit_.known.text(id, entry.record.text);
    if (!text) return fail(text.error());
    if (*text) all.push_back({entry.record.day, read_list_text((**text).body)});
    kept.insert(entry.record.text);
    known.emplace(entry.record.day, entry.record.text);
  }
  for (const ListCapture& capture : list.captures) {
    const std::string body = list_text(capture.articles);
    Record record;
    record.id = id;
    record.event = Event::kList;
    record.text = ledger::version_hash("", body);
    record.day = capture.day;
    if (!known.emplace(record.day, record.text).second) continue;
    record.file = file_.string(list.address);
    if (kept.insert(record.text).second) {
      const std::string frame = packer_.pack(ledger::encode_text({"", body, list.address, ""}), {});
      if (frame.empty()) continue;
      record.stored = file_.text(frame, 0);
    }
    file_.add(record);
    all.push_back(capture);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const ListCapture& a, const ListCapture& b) { return a.day < b.day; });
  for (const ListLook& look : looks_of(all)) {
    const auto last = last_named_.find(look.id);
    if (!look.named && last != last_named_.end() && last->second >= look.day) continue;  // in another list
    MissingArticle missing;
    missing.id.value = look.id;
    missing.missing = look.named ? ledger::Missing::kListed : ledger::Missing::kDelisted;
    missing.day = ledger::day_of(look.day);
    missing.address = list.address;
    missing_.push_back(std::move(missing));
  }
  return {};
}

void LedgerRecorder::withdraw(const std::vector<std::uint32_t>& docids, ledger::Withdrawn why) {
  for (const std::uint32_t docid : docids) {
    contents_.drop(docid);
    if (contents_.is_of_before(docid)) withdrawn_.emplace_back(docid, why);
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
                   [&](std::uint32_t a, std::uint32_t b) { return id_of(a) < id_of(b); });
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
  for (const Ledger::Entry& entry : commit_.known.entries(revisit.id.value)) {
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
  const auto id_in = [this](std::uint32_t i) { return id_of(i); };
  std::vector<Capture> taken;
  std::erase_if(missing_, [&](const MissingArticle& missing) {
    if (!is_revisit(missing)) return false;
    const std::uint64_t id = missing.id.value;
    const auto here = std::ranges::equal_range(order, id, {}, id_in);
    if (here.empty() && (end.whole || !was_there(commit_.known.entries(id)))) return false;
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

Status LedgerRecorder::write(const End& end, const PutLedgerFile& put) {
  take_revisits(end);
  if (Status flushed = spool_.flush(); !flushed) return flushed;
  if (Status flushed = capture_spool_.flush(); !flushed) return flushed;
  kept_.resize(captures_.size());
  const std::vector<std::uint32_t> order = by_id();
  if (Status done = add_all_withdrawn(end, order); !done) return done;
  if (Status done = add_captures(end, order); !done) return done;
  if (Status done = add_lists(); !done) return done;
  for (const MissingArticle& missing : missing_) add_missing_record(missing);
  Result<std::optional<ledger::ContentRoot>> root = root_after(end);
  if (!root) return fail(root.error());
  root_ = *root;
  if (Status sound = commit_.known.sound(); !sound) return sound;

  const std::vector<ledger::LedgerFile>& known = commit_.known.files();
  for (std::size_t i = first_that_tells(commit_.known, purged_); i < known.size(); ++i) {
    const auto produce = [&](const index::Sink& sink) { return write_without(known[i], purged_, sink); };
    if (Status done = put(produce, i); !done) return done;
  }
  if (file_.empty() && !known.empty() && root_ == known.back().head().root) return {};
  file_.head = {commit_.generation, end.written, end.articles, root_, end.program, index::analyzer_tag()};
  std::size_t kept = known.size();
  if (purged_.empty()) {  // else those that are known are not those that are there
    kept = ledger::files_to_keep(commit_.known.infos(), file_.bytes());
    if (Status done = take_in(kept); !done) return done;
  }
  return put([&](const index::Sink& sink) { return file_.write(sink); }, kept);
}

/// Writes what earlier files tell, from this one on, together with what this commit has to say.
Status LedgerRecorder::take_in(std::size_t first) {
  for (std::size_t i = commit_.known.files().size(); i > first; --i) {
    // What is written again is compared first, so that no damage is carried on.
    if (Status same = commit_.known.compare(i - 1); !same) return same;
    if (Status done = ledger::put_before(commit_.known.files()[i - 1], file_); !done) return done;
  }
  return {};
}

/// Of the index before, and what this commit changed; nullopt where that was not known.
Result<std::optional<ledger::ContentRoot>> LedgerRecorder::root_after(const End& end) {
  using Root = std::optional<ledger::ContentRoot>;
  if (end.whole) return Root(contents_.added());
  if (!goes_on() || end.before == nullptr) return Root();
  const Root& before = commit_.known.files().back().head().root;
  if (!before) return Root();
  const Result<ledger::ContentRoot> after = contents_.after(*before, *end.before);
  if (!after) return fail(after.error());
  return Root(*after);
}

/// Adds the records of all captures, with texts and edits of articles that have several texts.
Status LedgerRecorder::add_captures(const End& end, const std::vector<std::uint32_t>& order) {
  std::vector<ArticleTexts> several;
  std::vector<CaptureWanted> again;
  const auto add_several = [&]() -> Status {
    if (!again.empty()) {
      Result<TextsAnew> anew = read_captures_again(again, commit_.known, commit_.reading);
      if (!anew) return fail(anew.error());
      for (ArticleTexts& of : several) {
        for (auto text = anew->lower_bound({of.id, 0}); text != anew->end() && text->first.first == of.id;
             ++text)
          of.anew.emplace(text->first.second, std::move(text->second));
      }
      again.clear();
    }
    Status done =
        add_texts_and_edits(several, spool_, dictionary_.get(), end.threads, commit_.extractor, file_);
    several.clear();
    return done;
  };
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first + 1;
    const std::uint64_t id = id_of(order[first]);
    while (last < order.size() && id_of(order[last]) == id) ++last;
    Result<std::optional<ArticleTexts>> texts =
        texts_of(id, std::span(order).subspan(first, last - first), end);
    if (!texts) return fail(texts.error());
    if (*texts) {
      if (Status wanted = want_again(**texts, std::span(order).subspan(first, last - first), again); !wanted)
        return wanted;
      several.push_back(std::move(**texts));
    }
    if (several.size() >= kArticlesAtOnce) {
      if (Status done = add_several(); !done) return done;
    }
    first = last;
  }
  return add_several();
}

/// What the ledger and this commit know of an article.
struct LedgerRecorder::Gathered {
  ArticleTexts of;  ///< of its texts those that this commit can read
  std::set<std::uint64_t> versions;
  std::set<std::pair<std::int32_t, std::uint64_t>> seen;  ///< days and versions
  bool there = false;                                     ///< in the index

  void see(const Record& record) {
    seen.emplace(record.day, record.text);
    of.sightings.emplace_back(record.day, record.text);
    of.extractors[record.text] = record.extractor;
  }
};

/// Adds the records of an article. nullopt where nothing of its texts is left to be packed or compared.
Result<std::optional<ArticleTexts>> LedgerRecorder::texts_of(std::uint64_t id,
                                                             std::span<const std::uint32_t> captures,
                                                             const End& end) {
  Gathered known = gathered(id);
  for (const std::uint32_t number : captures) {
    if (captures_[number].superseded != 0 && end.before != nullptr)
      take_superseded(captures_[number], *end.before, known);
    take_capture(number, known);
  }
  if (known.versions.size() < 2) return std::optional<ArticleTexts>();
  return unfinished(std::move(known), end);
}

LedgerRecorder::Gathered LedgerRecorder::gathered(std::uint64_t id) const {
  Gathered known;
  known.of.id = id;
  for (const Ledger::Entry& entry : commit_.known.entries(id)) {
    const Record& record = entry.record;
    if (is_sighting(record.event)) {
      known.there = true;
      known.versions.insert(record.text);
      known.see(record);
    }
    if (record.event == Event::kWithdrawn) known.there = false;
    if (record.event != Event::kEdit) continue;
    known.of.known_edits.emplace(record.other, record.text);
    if (record.comparable()) {
      known.of.not_comparable.erase({record.other, record.text});
    } else {
      known.of.not_comparable.emplace(record.other, record.text);
    }
  }
  return known;
}

/// Texts of other rules beside which stands one of others still: each way in which their captures may be had.
Status LedgerRecorder::want_again(ArticleTexts& of, std::span<const std::uint32_t> captures,
                                  std::vector<CaptureWanted>& out) const {
  std::set<std::uint64_t> wanted;
  const std::vector<ledger::SeenText> states = ledger::states_of(of.sightings);
  for (std::size_t i = 1; i < states.size(); ++i) {
    const std::pair pair{states[i - 1].text, states[i].text};
    if (of.extractors.at(pair.first) == of.extractors.at(pair.second)) continue;
    if (of.known_edits.contains(pair) && !of.not_comparable.contains(pair)) continue;
    for (const std::uint64_t text : {pair.first, pair.second}) {
      if (of.extractors.at(text) != commit_.extractor) wanted.insert(text);
    }
  }
  if (wanted.empty()) return {};
  for (const Ledger::Entry& entry : commit_.known.entries(of.id)) {
    const Record& record = entry.record;
    if (!is_sighting(record.event) || record.other == 0 || !wanted.contains(record.text)) continue;
    const auto same = std::ranges::find_if(
        captures, [&](std::uint32_t number) { return captures_[number].raw == record.other; });
    if (same != captures.end()) {
      of.read_as[record.text] = captures_[*same].text;
      continue;
    }
    Result<std::string> file = commit_.known.files()[entry.file].string(record.file);
    if (!file) return fail(file.error());
    out.push_back({of.id, record.text, std::move(*file), record.place, record.other});
  }
  return {};
}

/// A text that the index held before there was a ledger, or that has no record for another reason.
void LedgerRecorder::take_superseded(const Capture& capture, const index::IndexReader& before,
                                     Gathered& known) {
  const Result<Article> article = before.article(capture.superseded);
  if (!article) return;
  Record record;
  record.id = capture.id;
  record.text = ledger::version_hash(*article);
  if (known.versions.insert(record.text).second) {
    record.day = ledger::day_number(article->captured);
    record.file = file_.string(article->origin.path);
    record.place = static_cast<std::uint32_t>(article->origin.record);
    file_.add(record);
    known.see(record);
  }
  if (known.of.find(record.text) == nullptr)
    known.of.texts.push_back({record.text, ledger::encode_text(ledger::kept_text(*article)), {}, false});
}

void LedgerRecorder::take_capture(std::uint32_t number, Gathered& known) {
  const Capture& capture = captures_[number];
  const bool is_new = known.versions.insert(capture.text).second;
  // What was not read again, as by a revisit, has the text that others took out.
  const bool is_read = is_new || capture.raw != 0;
  const bool by_others = !is_new && is_read && known.of.extractors.at(capture.text) != commit_.extractor;
  if (!known.seen.contains({capture.day, capture.text}) || !known.there || by_others) {
    Record record;
    record.event = is_new ? Event::kVersion : Event::kSeen;
    record.id = capture.id;
    record.text = capture.text;
    record.other = capture.raw;
    record.day = capture.day;
    record.file = capture.file;
    record.place = capture.place;
    record.extractor = is_read ? commit_.extractor : known.of.extractors.at(capture.text);
    file_.add(record);
    known.see(record);
  }
  if (const auto kept = kept_captures_.find(number); kept != kept_captures_.end()) {
    Record record;
    record.event = Event::kCapture;
    record.id = capture.id;
    record.text = capture.text;
    record.other = capture.raw;
    record.extractor = commit_.extractor;
    record.stored = file_.text_later(kept->second.offset, kept->second.bytes);
    file_.add(record);
  }
  known.there = true;
  if (kept_[number].bytes != 0 && known.of.find(capture.text) == nullptr)
    known.of.texts.push_back({capture.text, {}, kept_[number], false});
}

/// The texts that are needed; nullopt when all of them are kept, and all edits known.
Result<std::optional<ArticleTexts>> LedgerRecorder::unfinished(Gathered known, const End& end) const {
  ArticleTexts& of = known.of;
  const std::vector<ledger::SeenText> states = ledger::states_of(of.sightings);
  bool all_done = true;
  for (std::size_t i = 1; i < states.size(); ++i) {
    const std::pair pair{states[i - 1].text, states[i].text};
    all_done = all_done && of.known_edits.contains(pair) && !of.not_comparable.contains(pair);
  }
  std::vector<ArticleTexts::Text> needed;
  std::set<std::uint64_t> looked_for;
  for (const ledger::SeenText& state : states) {
    if (!looked_for.insert(state.text).second) continue;
    Result<std::optional<std::string>> bytes = commit_.known.text_bytes(of.id, state.text);
    if (!bytes) return fail(bytes.error());
    if (*bytes) {
      needed.push_back({state.text, std::move(**bytes), {}, true});
      continue;
    }
    all_done = false;
    if (const ArticleTexts::Text* text = of.find(state.text); text != nullptr) {
      needed.push_back(*text);
      continue;
    }
    // It is that of the index before.
    const std::optional<Article> before = article_of(end.before, of.id);
    if (before && ledger::version_hash(*before) == state.text)
      needed.push_back({state.text, ledger::encode_text(ledger::kept_text(*before)), {}, false});
  }
  if (all_done) return std::optional<ArticleTexts>();
  of.texts = std::move(needed);
  return std::optional(std::move(of));
}

/// An article that goes, with the text that it had last; null where that cannot be read.
void LedgerRecorder::add_withdrawn(const Article* article, std::uint64_t id, ledger::Withdrawn why) {
  if (!gone_.insert(id).second) return;
  Record record;
  record.id = id;
  record.event = Event::kWithdrawn;
  record.how = static_cast<std::uint8_t>(why);
  if (article != nullptr) {
    const std::vector<Ledger::Entry> entries = commit_.known.entries(id);
    record.text = ledger::version_hash(*article);
    const bool known = std::any_of(entries.begin(), entries.end(), [&](const Ledger::Entry& entry) {
      return is_sighting(entry.record.event) && entry.record.text == record.text;
    });
    const bool kept = std::any_of(entries.begin(), entries.end(), [&](const Ledger::Entry& entry) {
      return entry.record.stored != 0 && entry.record.event != Event::kCapture &&
             entry.record.text == record.text;
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
      const std::string frame = packer_.pack(ledger::encode_text(ledger::kept_text(*article)), {});
      if (!frame.empty()) version.stored = file_.text(frame, 0);
    }
    if (!known || version.stored != 0) file_.add(version);
  }
  file_.add(record);
}

/// Articles that were taken out and, where the index is whole, those that did not come again.
Status LedgerRecorder::add_all_withdrawn(const End& end, const std::vector<std::uint32_t>& order) {
  for (const auto& [docid, why] : withdrawn_) {
    if (end.before == nullptr) continue;
    const Result<Article> article = end.before->article(docid);
    if (!article) return fail(article.error());
    add_withdrawn(&*article, article->id.value, why);
  }
  if (!end.whole) return {};
  const auto id_in = [this](std::uint32_t i) { return id_of(i); };
  for (const ledger::LedgerFile& file : commit_.known.files()) {
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < file.size(); ++i) {
      const std::uint64_t id = file.id(i);
      if (id == last || std::ranges::binary_search(order, id, {}, id_in)) continue;
      last = id;
      if (!was_there(commit_.known.entries(id))) continue;
      const std::optional<Article> article = article_of(end.before, id);
      add_withdrawn(article ? &*article : nullptr, id, ledger::Withdrawn::kRebuilt);
    }
  }
  return {};
}

void LedgerRecorder::add_missing_record(const MissingArticle& missing) {
  const std::int32_t day = ledger::day_number(missing.day);
  const std::vector<Ledger::Entry> entries = commit_.known.entries(missing.id.value);
  // That an address was there says something only of an article whose text is known.
  const bool here = newest_.find(missing.id.value, [&](std::uint32_t i) {
    return id_of(i) == missing.id.value;
  }) != HashSlots::kNone;
  const bool was_there =
      missing.missing == ledger::Missing::kThere || missing.missing == ledger::Missing::kListed;
  if (was_there && !here && entries.empty()) return;
  for (const Ledger::Entry& entry : entries) {
    const Record& record = entry.record;
    if (record.event == Event::kMissing && record.day == day && record.text == missing.text &&
        record.how == static_cast<std::uint8_t>(missing.missing))
      return;
  }
  Record record;
  record.id = missing.id.value;
  record.text = missing.text;
  record.event = Event::kMissing;
  record.how = static_cast<std::uint8_t>(missing.missing);
  record.status = missing.status;
  record.day = day;
  record.file = file_.string(missing.address);
  file_.add(record);
}

}  // namespace dateline::indexer
