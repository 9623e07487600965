// What builds, additions and removals leave in the ledger.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "common/index/article_id.h"
#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/write_file.h"
#include "common/ledger/compared_form.h"
#include "common/ledger/history.h"
#include "common/ledger/history_columns.h"
#include "common/ledger/ledger.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/as_of_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/remove_from_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using ledger::EditKind;
using ledger::History;
using ledger::Ledger;

struct Capture {
  std::string url;
  std::string day;
  std::string title;
  std::string body;
};

std::string line_of(const Capture& capture) {
  return fmt::format(R"({{"url":"{}","captured":"{}","date":"2020-01-02","title":"{}","body":"{}"}})"
                     "\n",
                     capture.url, capture.day, capture.title, capture.body);
}

std::string whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// By article, all that a ledger tells of it, in words and in the order of writing.
using Told = std::map<std::uint64_t, std::vector<std::string>>;

Told told(const Ledger& ledger) {
  Told out;
  for (const ledger::LedgerFile& file : ledger.files()) {
    for (std::size_t i = 0; i < file.size(); ++i) out[file.id(i)].clear();
  }
  for (auto& [id, lines] : out) {
    for (const Ledger::Entry& entry : ledger.entries(id)) {
      const ledger::Record& r = entry.record;
      const ledger::LedgerFile& file = ledger.files()[entry.file];
      std::string names;
      const std::vector<ledger::NameChange> changes = *file.names(r.names);
      for (const ledger::NameChange& change : changes)
        names += fmt::format("{} {} to {};", change.name, change.before, change.after);
      const auto text = r.stored == 0 ? std::nullopt : *ledger.text(id, r.text);
      lines.push_back(fmt::format("g{} event {} {:x} after {:x} on {} from {}:{} kinds {} [{}] {} {} {} '{}'",
                                  ledger.head(entry).generation, static_cast<int>(r.event), r.text, r.other,
                                  r.day, *file.string(r.file), r.place, r.kinds, names, r.status, r.extractor,
                                  r.how, text ? text->body : ""));
    }
  }
  return out;
}

void expect_goes_on(const Told& before, const Told& after) {
  for (const auto& [id, lines] : before) {
    const auto found = after.find(id);
    ASSERT_NE(found, after.end());
    ASSERT_GE(found->second.size(), lines.size());
    EXPECT_TRUE(std::equal(lines.begin(), lines.end(), found->second.begin()));
  }
}

class LedgerTest : public ::testing::Test {
 protected:
  BuildOptions options(const std::vector<std::string>& inputs, int threads = 2) const {
    BuildOptions options;
    options.inputs = inputs;
    options.index = index_;
    options.threads = threads;
    options.now = std::chrono::sys_seconds{std::chrono::seconds{1'764'000'000}};
    options.program = "test";
    return options;
  }
  std::string input(const std::vector<Capture>& captures) {
    const std::string name = (folder_.path() / fmt::format("in{}.jsonl", ++files_)).string();
    std::ofstream out(name, std::ios::binary);
    for (const Capture& capture : captures) out << line_of(capture);
    return name;
  }
  void build(const std::vector<Capture>& captures, bool forget = false) {
    std::istringstream nothing;
    BuildOptions with = options({input(captures)});
    with.forget_history = forget;
    const auto report = build_index(with, nothing);
    ASSERT_TRUE(report) << report.error().what;
  }
  void add(const std::vector<Capture>& captures) {
    std::istringstream nothing;
    const auto report = add_to_index(options({input(captures)}), nothing);
    ASSERT_TRUE(report) << report.error().what;
  }
  void merge(bool clean) {
    const auto report = merge_index(options({}), clean);
    ASSERT_TRUE(report) << report.error().what;
  }
  /// That the ledger is whole, and that its last file says what the index holds.
  void expect_sound() const {
    const Ledger known = ledger();
    ASSERT_FALSE(known.empty());
    ASSERT_TRUE(known.files().back().head().root);
    EXPECT_EQ(to_string(*known.files().back().head().root), to_string(root_of_articles()));
    std::string details;
    const auto checked = check_index(index_, nullptr, details);
    EXPECT_TRUE(checked) << checked.error().what << details;
  }
  /// In place of the first file of the ledger, or under a number of its own.
  index::FileInfo write_ledger_file(ledger::LedgerFileWriter& writer, std::uint64_t number = 0) const {
    const bool is_first = number == 0 && fs::exists(index_ / index::kManifestFile);
    const fs::path file =
        index_ / (is_first ? files().front().name : index::state_file_name(index::kLedgerRole, number));
    fs::remove(file);
    EXPECT_TRUE(index::write_new_file(file, [&](const index::Sink& sink) { return writer.write(sink); }));
    return *index::describe_file(file);
  }
  std::size_t segments() const { return index::manifest_of(index_)->segments.size(); }
  std::vector<index::FileInfo> files() const {
    return index::manifest_of(index_)->state_files(index::kLedgerRole);
  }
  std::size_t told_by_the_last_commit() const {
    const Ledger known = ledger();
    const ledger::LedgerFile& file = known.files().back();
    std::size_t count = 0;
    for (std::size_t i = 0; i < file.size(); ++i) count += file.record(i).age == 0;
    return count;
  }
  std::uint64_t ledger_bytes() const {
    std::uint64_t bytes = 0;
    for (const index::FileInfo& file : files()) bytes += file.bytes;
    return bytes;
  }
  /// In the folder, whether the manifest names them or not.
  std::size_t ledger_files_there() const {
    const std::vector<std::string> names = *index::names_in(index_);
    return static_cast<std::size_t>(std::count_if(
        names.begin(), names.end(), [](const std::string& name) { return name.starts_with("ledger-"); }));
  }
  Ledger ledger() const {
    const auto reader = index::IndexReader::open(index_);
    EXPECT_TRUE(reader) << reader.error().what;
    auto ledger = Ledger::open(*reader->indexes().front());
    EXPECT_TRUE(ledger) << ledger.error().what;
    return ledger ? std::move(*ledger) : Ledger{};
  }
  History history(std::string_view url) const {
    const Ledger ledgers[] = {ledger()};
    const std::uint64_t ids[] = {index::address_id(url).value};
    const auto history = ledger::history_of(ledgers, ids);
    EXPECT_TRUE(history) << history.error().what;
    return history.value_or(History{});
  }

  /// By reading every article.
  ledger::ContentRoot root_of_articles() const {
    const auto reader = index::IndexReader::open(index_);
    EXPECT_TRUE(reader) << reader.error().what;
    ledger::ContentRoot root;
    for (index::Docid docid = 1; docid <= reader->columns().last_docid(); ++docid) {
      if (!reader->columns().is_living(docid)) continue;
      const auto article = reader->article(docid);
      EXPECT_TRUE(article) << article.error().what;
      root.add(article->id.value, ledger::version_hash(article->title, article->body));
    }
    return root;
  }

  /// What the columns of history say of each article, beside its history.
  void expect_columns_as_histories() const {
    const auto reader = index::IndexReader::open(index_);
    ASSERT_TRUE(reader);
    ledger::attach_history(*reader);
    const index::Columns& columns = reader->columns();
    const Ledger ledgers[] = {ledger()};
    std::vector<index::HistoryColumns::OnDay> changed;
    std::vector<index::HistoryColumns::OnDay> removed;
    for (index::Docid docid = 1; docid <= columns.last_docid(); ++docid) {
      if (!columns.is_living(docid)) {
        EXPECT_EQ(columns.ordinal(index::Facet::kFate, docid), 0U);
        continue;
      }
      const std::uint64_t ids[] = {columns.id(docid).value};
      const History history = *ledger::history_of(ledgers, ids);
      EXPECT_EQ(columns.value(index::Facet::kFate, columns.ordinal(index::Facet::kFate, docid)),
                ledger::name(history.fate()));
      ledger::EditKinds kinds;
      for (const ledger::Edit& edit : history.edits) {
        kinds |= edit.kinds;
        if (edit.kinds.is_edit()) changed.push_back({ledger::day_number(edit.after), docid});
      }
      for (const ledger::Absence& absence : history.absences)
        removed.push_back({ledger::day_number(absence.first_missing), docid});
      std::vector<std::string_view> wanted = ledger::names(kinds);
      std::sort(wanted.begin(), wanted.end());
      std::vector<std::string_view> found;
      for (const std::uint32_t kind : columns.list(index::Facet::kEdit, docid))
        found.push_back(columns.value(index::Facet::kEdit, kind));
      EXPECT_EQ(found, wanted);
    }
    std::sort(changed.begin(), changed.end());
    std::sort(removed.begin(), removed.end());
    EXPECT_EQ(columns.history().changed, changed);
    EXPECT_EQ(columns.history().removed, removed);
  }

  testing::TemporaryFolder folder_;
  fs::path index_ = folder_.path() / "a.idx";
  int files_ = 0;
};

const std::string kUrl = "http://kcna.kp/en/article/q/1.kcmsf";
const Capture kFirst{kUrl, "2020-01-03", "Dam Opened",
                     "Kim Jong Il and Jang Song Thaek saw the dam. It is 40 meters high."};
const Capture kSecond{kUrl, "2020-02-03", "Dam Opened", "Kim Jong Il saw the dam. It is 40 meters high."};
const Capture kThird{kUrl, "2020-03-03", "Dam Opened", "Kim Jong Il saw the dam. It is 45 meters high."};
const Capture kOther{"http://kcna.kp/en/article/q/2.kcmsf", "2020-01-03", "Mill",
                     "A mill was built beside the river."};

void expect_three(const History& history) {
  ASSERT_EQ(history.versions.size(), 3U);
  ASSERT_EQ(history.edits.size(), 2U);
  EXPECT_EQ(ledger::text_of(history.edits[0].kinds), "name-removed");
  EXPECT_EQ(ledger::text_of(history.edits[1].kinds), "number");
  EXPECT_EQ(dates::to_iso(*history.versions[0].first), "2020-01-03");
  EXPECT_EQ(dates::to_iso(*history.versions[2].first), "2020-03-03");
  for (const ledger::Version& version : history.versions) EXPECT_TRUE(version.kept);
  EXPECT_EQ(history.fate(), ledger::Fate::kEdited);
}

TEST_F(LedgerTest, ABuildKeepsEveryTextInAnyOrder) {
  std::vector<Capture> captures{kFirst, kSecond, kThird, kOther};
  std::vector<int> order{0, 1, 2, 3};
  do {
    fs::remove_all(index_);
    std::vector<Capture> turned;
    for (const int i : order) turned.push_back(captures[static_cast<std::size_t>(i)]);
    build(turned);
    expect_three(history(kUrl));
    EXPECT_EQ(history(kOther.url).versions.size(), 1U);
    EXPECT_EQ(history(kOther.url).fate(), ledger::Fate::kUnknown);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(LedgerTest, AdditionsKeepWhatTheyReplaceAndWhatIsOlder) {
  build({kSecond, kOther});
  add({kThird});
  add({kFirst});
  expect_three(history(kUrl));
  const Ledger known = ledger();
  const std::uint64_t id = index::address_id(kUrl).value;
  for (const Capture& capture : {kFirst, kSecond, kThird}) {
    const auto text = known.text(id, ledger::version_hash(capture.title, capture.body));
    ASSERT_TRUE(text && *text);
    EXPECT_EQ((**text).body, capture.body);
    EXPECT_EQ((**text).url, kUrl);
  }
  EXPECT_EQ(known.commits(), 3U);
}

TEST_F(LedgerTest, TheSameTextOnAnotherDayIsASighting) {
  Capture again = kFirst;
  again.day = "2021-05-05";
  again.body = "kim jong il  and Jang Song Thaek saw the dam. It is 40 meters high.";
  build({kFirst});
  add({again});
  const History found = history(kUrl);
  ASSERT_EQ(found.versions.size(), 1U);
  EXPECT_EQ(found.versions[0].captures, 2U);
  EXPECT_EQ(dates::to_iso(*found.versions[0].last), "2021-05-05");
  EXPECT_EQ(found.fate(), ledger::Fate::kKept);
}

TEST_F(LedgerTest, ATextThatCameBackGivesTwoEdits) {
  Capture back = kFirst;
  back.day = "2020-09-01";
  build({kFirst, kSecond});
  add({back});
  const History found = history(kUrl);
  EXPECT_EQ(found.versions.size(), 2U);
  ASSERT_EQ(found.edits.size(), 2U);
  EXPECT_TRUE(found.edits[0].kinds.has(EditKind::kNameRemoved));
  EXPECT_TRUE(found.edits[1].kinds.has(EditKind::kNameAdded));
  EXPECT_EQ(found.edits[1].newer, 0U);
}

TEST_F(LedgerTest, PunctuationMakesAVersionThatIsNoEdit) {
  Capture set = kFirst;
  set.day = "2020-05-01";
  set.body = "Kim Jong Il, and Jang Song Thaek, saw the “dam”. It is 40 meters high!";
  build({kFirst, set});
  const History found = history(kUrl);
  ASSERT_EQ(found.edits.size(), 1U);
  EXPECT_TRUE(found.edits[0].known);
  EXPECT_FALSE(found.edits[0].kinds.is_edit()) << ledger::text_of(found.edits[0].kinds);
  EXPECT_EQ(found.fate(), ledger::Fate::kKept);
}

TEST_F(LedgerTest, ABuildAnewCarriesTheHistoryOn) {
  build({kFirst, kOther});
  add({kThird});
  build({kThird});  // without the other article, and without the first text
  const History found = history(kUrl);
  ASSERT_EQ(found.versions.size(), 2U);
  EXPECT_TRUE(found.edits[0].known);
  const History other = history(kOther.url);
  ASSERT_TRUE(other.withdrawn);
  EXPECT_EQ(*other.withdrawn, ledger::Withdrawn::kRebuilt);
  const auto text =
      ledger().text(index::address_id(kOther.url).value, ledger::version_hash(kOther.title, kOther.body));
  ASSERT_TRUE(text && *text);
  EXPECT_EQ((**text).title, "Mill");
  build({kThird, kOther});
  EXPECT_FALSE(history(kOther.url).withdrawn);
  EXPECT_EQ(history(kOther.url).versions.size(), 1U);
}

TEST_F(LedgerTest, TheSameInputAgainSaysNothingNew) {
  build({kFirst, kSecond, kOther});
  const std::uint64_t bytes = ledger_bytes();
  build({kFirst, kSecond, kOther});
  EXPECT_EQ(ledger_bytes(), bytes);
  EXPECT_EQ(ledger().files().size(), 1U);
}

TEST_F(LedgerTest, ForgettingDeletesWhatWasKnown) {
  build({kFirst, kSecond});
  build({kSecond}, true);
  EXPECT_EQ(history(kUrl).versions.size(), 1U);
  EXPECT_EQ(ledger().files().size(), 1U);
  EXPECT_EQ(ledger_files_there(), 1U);
}

TEST_F(LedgerTest, RemovingKeepsTheTexts) {
  build({kFirst, kOther});
  const auto report = remove_from_index({to_string(index::address_id(kUrl))}, options({}));
  ASSERT_TRUE(report);
  EXPECT_EQ(*ledger().files().back().head().root, root_of_articles());
  const History found = history(kUrl);
  ASSERT_TRUE(found.withdrawn);
  EXPECT_EQ(*found.withdrawn, ledger::Withdrawn::kRemoved);
  const auto text =
      ledger().text(index::address_id(kUrl).value, ledger::version_hash(kFirst.title, kFirst.body));
  ASSERT_TRUE(text && *text);
  EXPECT_EQ((**text).body, kFirst.body);
}

/// So many other articles that additions of a few leave them in their segment.
std::vector<Capture> others(int count) {
  std::vector<Capture> out;
  for (int i = 0; i < count; ++i) {
    out.push_back({fmt::format("http://kcna.kp/en/article/q/other{}.kcmsf", i), "2020-01-03",
                   fmt::format("Mill {}", i), fmt::format("Mill number {} was built beside a river.", i)});
  }
  return out;
}

TEST_F(LedgerTest, SegmentsAndTheirMergesAreNothingToIt) {
  std::vector<Capture> first = others(40);
  first.push_back(kFirst);
  build(first);
  add({kSecond});
  ASSERT_EQ(segments(), 2U) << "the first text is dead in the first segment";
  EXPECT_EQ(history(kUrl).sightings(), 2U);
  expect_sound();
  add({others(42)[41]});  // written together with the second text, which is no capture of it
  ASSERT_EQ(segments(), 2U);
  EXPECT_EQ(history(kUrl).sightings(), 2U);
  EXPECT_EQ(told_by_the_last_commit(), 1U);
  expect_sound();
  add({kThird});
  expect_three(history(kUrl));
  const std::uint64_t bytes = ledger_bytes();
  for (const bool clean : {false, true}) {
    merge(clean);
    EXPECT_EQ(ledger_bytes(), bytes);
    expect_three(history(kUrl));
    expect_sound();
  }
  ASSERT_EQ(segments(), 1U);
  ASSERT_TRUE(remove_from_index({to_string(index::address_id(kUrl))}, options({})));
  EXPECT_EQ(*history(kUrl).withdrawn, ledger::Withdrawn::kRemoved);
  expect_sound();
}

TEST_F(LedgerTest, PurgingDeletesEveryTextAndLeavesIdDayAndHash) {
  std::vector<Capture> first = others(40);
  first.push_back(kFirst);
  build(first);
  add({kSecond});
  add({kThird});
  const fs::path oldest = index_ / files().front().name;
  const std::string before = whole(oldest);
  const std::string piece = "Jang Song Thaek saw";
  ASSERT_NE(index::IndexReader::open(index_)->dictionary()->bytes().find(piece), std::string::npos);

  BuildOptions with = options({});
  with.purge = true;
  const auto report = remove_from_index({to_string(index::address_id(kUrl))}, with);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->removed, 1U);
  EXPECT_EQ(report->purged, 1U);
  EXPECT_EQ(report->articles, 40U);
  const auto expect_purged = [&] {
    const std::uint64_t id = index::address_id(kUrl).value;
    const Ledger known = ledger();
    for (const Capture& capture : {kFirst, kSecond, kThird}) {
      const auto text = known.text(id, ledger::version_hash(capture.title, capture.body));
      EXPECT_TRUE(text && !*text);
    }
    const History found = history(kUrl);
    EXPECT_TRUE(found.purged);
    ASSERT_TRUE(found.withdrawn);
    ASSERT_EQ(found.versions.size(), 3U);
    for (const ledger::Version& version : found.versions) {
      EXPECT_FALSE(version.kept);
      EXPECT_EQ(version.file, "");
    }
    for (const ledger::Edit& edit : found.edits) EXPECT_TRUE(!edit.known && edit.names.empty());
    EXPECT_EQ(dates::to_iso(*found.versions[0].first), "2020-01-03");
    EXPECT_EQ(found.versions[0].text, ledger::version_hash(kFirst.title, kFirst.body));
    const auto reader = index::IndexReader::open(index_);
    EXPECT_EQ(reader->dictionary()->bytes().find(piece), std::string::npos);
    EXPECT_FALSE(reader->terms().has("thaek")) << "its words are gone with it";
    expect_sound();
  };
  expect_purged();
  EXPECT_EQ(segments(), 1U);
  EXPECT_FALSE(fs::exists(oldest));
  EXPECT_EQ(ledger_files_there(), files().size());
  std::ofstream(oldest, std::ios::binary) << before;  // as if the end of the purge had not been reached
  add({others(42)[41]});
  expect_purged();
  EXPECT_FALSE(fs::exists(oldest));
  EXPECT_TRUE(remove_from_index({to_string(index::address_id(kUrl))}, with)->unknown.empty());
  EXPECT_EQ(remove_from_index({"0123456789abcdef"}, with)->unknown.size(), 1U);
  expect_purged();
}

TEST_F(LedgerTest, ManyCommitsMakeFewFilesThatTellTheSame) {
  constexpr unsigned kSeed = 21;
  std::mt19937 random(kSeed);
  build(others(20));
  std::map<std::uint64_t, Told> by_generation;
  std::size_t commits = 1;
  for (int step = 0; step < 40; ++step) {
    const Told before = told(ledger());
    const auto generation = [&] { return index::manifest_of(index_)->generation; };
    by_generation[generation()] = before;
    if (random() % 8 == 0) {
      const std::string url = others(20)[random() % 20].url;
      const auto removed = remove_from_index({to_string(index::address_id(url))}, options({}));
      ASSERT_TRUE(removed) << removed.error().what;
    } else {
      std::vector<Capture> captures;
      for (unsigned n = 1 + random() % 4; n > 0; --n) {
        Capture capture = others(30)[random() % 30];
        capture.day = fmt::format("2021-{:02}-{:02}", 1 + step % 12, 1 + random() % 28);
        capture.body += fmt::format(" Kim Jong Il saw {} of it.", random() % 5);
        captures.push_back(std::move(capture));
      }
      add(captures);
    }
    const Told after = told(ledger());
    expect_goes_on(before, after);
    commits += after != before;
    ASSERT_EQ(ledger().commits(), commits);
    EXPECT_LE(files().size(), 8U) << "seed " << kSeed << ", step " << step;
    EXPECT_EQ(ledger_files_there(), files().size());
  }
  EXPECT_GT(commits, 30U);
  expect_sound();
  expect_columns_as_histories();
  for (const auto& [generation, known_then] : by_generation) {
    AsOf as_of{.wish = {}, .asked = "", .target = folder_.path() / "then.idx", .borrow = random() % 2 == 0};
    as_of.wish.generation = generation;
    const auto made = make_index_as_of(options({}), as_of);
    ASSERT_TRUE(made) << made.error().what;
    const auto then = Ledger::open(as_of.target, *index::manifest_of(as_of.target));
    ASSERT_TRUE(then) << then.error().what;
    EXPECT_EQ(told(*then), known_then) << "generation " << generation;
    fs::remove_all(as_of.target);
  }
}

TEST_F(LedgerTest, ADamagedTextIsNotWrittenAgain) {
  build({kFirst, kSecond});
  const fs::path file = index_ / files().front().name;
  std::string bytes = whole(file);
  bytes[bytes.size() - 20] ^= 1;  // of a text, which is not read by who opens the ledger
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << bytes;
  ASSERT_TRUE(Ledger::open(index_, *index::manifest_of(index_)));
  std::istringstream nothing;
  const auto added = add_to_index(options({input(others(20))}), nothing);  // more than stands there
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kIndex);
}

TEST_F(LedgerTest, AReaderKeepsTheLedgerThatItOpened) {
  build({kFirst, kOther});
  add({kSecond});
  const auto reader = index::IndexReader::open(index_);
  ASSERT_TRUE(reader);
  ledger::attach_history(*reader);
  BuildOptions with = options({});
  with.purge = true;
  ASSERT_TRUE(remove_from_index({to_string(index::address_id(kUrl))}, with));
  const auto known = Ledger::open(*reader->indexes().front());
  ASSERT_TRUE(known) << known.error().what;
  const auto text =
      known->text(index::address_id(kUrl).value, ledger::version_hash(kFirst.title, kFirst.body));
  ASSERT_TRUE(text && *text);
  const auto fates = [](const index::IndexReader& of) {
    std::vector<std::string> out;
    for (index::Docid docid = 1; docid <= of.columns().last_docid(); ++docid) {
      if (of.columns().is_living(docid))
        out.emplace_back(
            of.columns().value(index::Facet::kFate, of.columns().ordinal(index::Facet::kFate, docid)));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_EQ(fates(*reader), (std::vector<std::string>{"edited", "unknown"}));
  const auto now = reader->reopen();
  ASSERT_TRUE(now) << now.error().what;
  EXPECT_TRUE(*Ledger::open(*now->indexes().front())->text(index::address_id(kUrl).value, 1) == std::nullopt);
  ledger::attach_history(*now);
  EXPECT_EQ(fates(*now), std::vector<std::string>{"unknown"});
}

TEST_F(LedgerTest, WhatWasRemovedBeforeAndTheOnlyArticleCanBePurged) {
  build({kFirst, kOther});
  const std::string id = to_string(index::address_id(kUrl));
  ASSERT_TRUE(remove_from_index({id}, options({})));
  BuildOptions with = options({});
  with.purge = true;
  const auto report = remove_from_index({id}, with);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->removed, 0U);
  EXPECT_EQ(report->purged, 1U);
  EXPECT_TRUE(report->unknown.empty());
  EXPECT_TRUE(history(kUrl).purged);
  const auto rest = remove_from_index({to_string(index::address_id(kOther.url))}, with);
  ASSERT_TRUE(rest) << rest.error().what;
  EXPECT_EQ(rest->articles, 0U);
  expect_sound();
  add({kFirst, kSecond});  // the inputs still have them
  const History again = history(kUrl);
  EXPECT_FALSE(again.withdrawn);
  ASSERT_EQ(again.versions.size(), 2U);
  EXPECT_TRUE(again.edits[0].known);
  EXPECT_TRUE(again.versions[0].kept && again.versions[1].kept);
  expect_sound();
}

TEST_F(LedgerTest, WhatAFileDoesNotHaveAnyMoreIsWithdrawnFromItsSegment) {
  const std::string file = (folder_.path() / "changing.jsonl").string();
  build(others(40));
  std::istringstream nothing;
  std::ofstream(file) << line_of(kFirst) << line_of(kOther);
  ASSERT_TRUE(add_to_index(options({file}), nothing));
  add(others(60));
  std::ofstream(file) << line_of(kOther);
  ASSERT_TRUE(add_to_index(options({file}), nothing));
  const History found = history(kUrl);
  ASSERT_TRUE(found.withdrawn);
  EXPECT_EQ(*found.withdrawn, ledger::Withdrawn::kChanged);
  EXPECT_FALSE(history(kOther.url).withdrawn);
  const auto text =
      ledger().text(index::address_id(kUrl).value, ledger::version_hash(kFirst.title, kFirst.body));
  ASSERT_TRUE(text && *text);
  EXPECT_EQ((**text).body, kFirst.body);
  expect_sound();
}

TEST_F(LedgerTest, ACommitThatFailsLeavesNoFile) {
  build({kFirst});
  std::atomic<bool> stop{false};
  BuildOptions with = options({input({kSecond})});
  with.stop = &stop;
  with.on_progress = [&](const BuildReport&) { stop = true; };
  std::istringstream nothing;
  ASSERT_FALSE(add_to_index(with, nothing));
  EXPECT_EQ(history(kUrl).versions.size(), 1U);
  EXPECT_EQ(ledger_files_there(), 1U);
  expect_sound();
}

TEST_F(LedgerTest, CheckFindsALedgerOfOtherArticles) {
  build({kFirst, kOther});
  const fs::path file = index_ / files().front().name;
  ledger::LedgerFileWriter writer;
  writer.head = ledger().files().back().head();
  writer.head.root->low += 1;
  index::Manifest manifest = *index::manifest_of(index_);
  index::FileInfo& info = manifest.state.find(index::kLedgerRole)->second;
  info = write_ledger_file(writer);
  std::ofstream(index_ / index::kManifestFile, std::ios::binary) << index::to_text(manifest);
  std::string details;
  EXPECT_FALSE(check_index(index_, nullptr, details));
  EXPECT_FALSE(check_index(index_, nullptr, details, CheckDepth::kQuick));
  EXPECT_FALSE(Ledger::open(index_, manifest));
  std::ofstream(file) << "x";
  EXPECT_FALSE(check_index(index_, nullptr, details, CheckDepth::kQuick));
}

TEST_F(LedgerTest, WhatAnUnfinishedCommitLeftDoesNotCount) {
  build({kFirst});
  const fs::path stray = index_ / "ledger-000099.dateline";
  {
    ledger::LedgerFileWriter writer;
    writer.head.generation = 2;
    ledger::Record record;
    record.id = index::address_id(kUrl).value;
    record.text = 7;
    writer.add(record);
    write_ledger_file(writer, 99);
  }
  ASSERT_TRUE(fs::exists(stray));
  EXPECT_EQ(history(kUrl).versions.size(), 1U);
  add({kSecond});
  EXPECT_EQ(history(kUrl).versions.size(), 2U);
  EXPECT_FALSE(fs::exists(stray));
}

TEST_F(LedgerTest, AMissingOrDamagedFileIsTold) {
  std::vector<Capture> captures = others(40);
  captures.push_back(kFirst);
  build(captures);
  add({kSecond});
  ASSERT_EQ(files().size(), 2U);
  const fs::path first = index_ / files().front().name;
  const index::Manifest manifest = *index::manifest_of(index_);
  std::ifstream in(first, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  constexpr unsigned kSeed = 9;
  std::mt19937 random(kSeed);
  std::size_t told = 0;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    std::string damaged = bytes;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
    std::ofstream(first, std::ios::binary) << damaged;
    const auto opened = Ledger::open(index_, manifest);
    if (!opened) {
      EXPECT_EQ(opened.error().kind, ErrorKind::kIndex);
      ++told;
    }
  }
  EXPECT_GT(told, kRounds * 9 / 10);
  fs::remove(first);
  const auto opened = Ledger::open(index_, manifest);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kIndex);
}

TEST_F(LedgerTest, WhatIsComparedWhenItIsReadIsRightOrTold) {
  std::vector<Capture> captures = others(200);
  captures.push_back(kFirst);
  build(captures);
  captures.push_back(kSecond);
  add({kSecond});
  ASSERT_EQ(files().size(), 2U);
  const index::Manifest manifest = *index::manifest_of(index_);
  const auto told = [&](std::string_view url) -> std::optional<std::string> {
    const auto opened = Ledger::open(index_, manifest, ledger::LedgerChecks::kWhenRead);
    if (!opened) return std::nullopt;
    const std::vector<std::uint64_t> ids{index::address_id(url).value};
    const Result<History> history = ledger::history_of(std::span(&*opened, 1), ids);
    if (!history) return std::nullopt;
    std::string out;
    for (const ledger::Version& version : history->versions) {
      const auto text = opened->text(ids[0], version.text);
      if (!text) return std::nullopt;
      out += fmt::format("{:x} {} {} {} {}\n", version.text, version.captures, version.file, version.place,
                         *text ? (**text).body : "");
    }
    for (const ledger::Edit& edit : history->edits) {
      out += fmt::format("{} to {}, {}\n", edit.older, edit.newer, edit.kinds.bits());
      for (const ledger::NameChange& change : edit.names) out += change.name;
    }
    return out;
  };
  const std::vector<std::string> urls{std::string(kUrl), captures[0].url, captures[120].url};
  std::map<std::string, std::string> right;
  for (const std::string& url : urls) right[url] = *told(url);
  EXPECT_NE(right[urls[0]].find("0 to 1"), std::string::npos) << right[urls[0]];
  constexpr unsigned kSeed = 21;
  std::mt19937 random(kSeed);
  std::size_t refused = 0;
  std::size_t answered = 0;
  for (int round = 0; round < 400; ++round) {
    const fs::path file = index_ / files()[random() % 2].name;
    const std::string bytes = whole(file);
    std::string damaged = bytes;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
    std::ofstream(file, std::ios::binary) << damaged;
    for (const std::string& url : urls) {
      const std::optional<std::string> now = told(url);
      now ? ++answered : ++refused;
      if (now) {
        EXPECT_EQ(*now, right[url]) << "seed " << kSeed << ", round " << round;
      }
    }
    std::ofstream(file, std::ios::binary) << bytes;
  }
  EXPECT_GT(refused, 0U);
  EXPECT_GT(answered, 0U);
}

TEST_F(LedgerTest, AnAdditionDoesNotGoOnFromDamagedRecords) {
  build({kFirst});
  const fs::path file = index_ / files().front().name;
  std::string bytes = whole(file);
  constexpr std::size_t kFirstRecord = 64;
  bytes[kFirstRecord + 12] ^= 1;  // in the hash of its text
  std::ofstream(file, std::ios::binary) << bytes;
  const std::vector<index::FileInfo> before = files();
  std::istringstream nothing;
  const auto report = add_to_index(options({input({kSecond})}), nothing);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kIndex);
  EXPECT_NE(report.error().what.find("damaged"), std::string::npos) << report.error().what;
  EXPECT_EQ(files(), before);
}

TEST_F(LedgerTest, AFileOfAnotherIndexUnderTheSameNameIsTold) {
  std::vector<Capture> captures = others(40);
  captures.push_back(kFirst);
  build(captures);
  add({kSecond});
  const std::vector<index::FileInfo> ours = files();
  const fs::path kept = index_;
  index_ = folder_.path() / "another.idx";
  captures.front().title = "Mall 0";  // as long as the other
  build(captures);
  add({kSecond});
  const std::vector<index::FileInfo> theirs = files();
  const fs::path from = index_;
  index_ = kept;
  ASSERT_EQ(ours.size(), 2U);
  ASSERT_EQ(theirs.size(), 2U);
  std::string details;
  for (const std::size_t i : {0U, 1U}) {
    ASSERT_EQ(ours[i].name, theirs[i].name);
    const std::string own = whole(index_ / ours[i].name);
    fs::copy_file(from / theirs[i].name, index_ / ours[i].name, fs::copy_options::overwrite_existing);
    EXPECT_FALSE(check_index(index_, nullptr, details, CheckDepth::kQuick)) << i;
    EXPECT_FALSE(check_index(index_, nullptr, details)) << i;
    fs::remove(index_ / ours[i].name);
    std::ofstream(index_ / ours[i].name, std::ios::binary) << own;
    EXPECT_TRUE(check_index(index_, nullptr, details, CheckDepth::kQuick)) << i;
  }
  fs::copy_file(from / theirs[1].name, index_ / ours[1].name, fs::copy_options::overwrite_existing);
  EXPECT_FALSE(Ledger::open(index_, *index::manifest_of(index_)));
  std::istringstream nothing;
  EXPECT_FALSE(add_to_index(options({input({kThird})}), nothing)) << "nothing is built upon it";
}

TEST_F(LedgerTest, ABuildOverAnotherSchemaCarriesTheLedgerOver) {
  build({kFirst, kOther});
  add({kSecond});
  const Told before = told(ledger());
  index::Manifest manifest = *index::manifest_of(index_);
  manifest.schema = 99;
  std::ofstream(index_ / index::kManifestFile, std::ios::binary) << index::to_text(manifest);
  build({kThird});
  const History found = history(kUrl);
  EXPECT_EQ(found.versions.size(), 3U);
  EXPECT_TRUE(found.versions[0].kept);
  EXPECT_EQ(ledger().commits(), 3U);
  expect_goes_on(before, told(ledger()));
  EXPECT_TRUE(history(kOther.url).withdrawn) << "its text was in the index alone, which cannot be read";
  expect_sound();
}

TEST_F(LedgerTest, VersionsOfOtherRulesAreNotCompared) {
  const Ledger ledgers[] = {[&] {
    ledger::LedgerFileWriter writer;
    writer.head.generation = 1;
    ledger::Record a;
    a.id = 5;
    a.text = 1;
    a.day = 100;
    ledger::Record b = a;
    b.text = 2;
    b.day = 200;
    b.extractor = ledger::kExtractor + 1;
    ledger::Record edit = b;
    edit.event = ledger::Event::kEdit;
    edit.other = 1;
    edit.how = ledger::kExtractor;
    for (const ledger::Record& record : {a, b, edit}) writer.add(record);
    fs::create_directories(index_);
    const index::FileInfo file = write_ledger_file(writer);
    return *Ledger::open(index_, std::span(&file, 1));
  }()};
  const std::uint64_t ids[] = {5};
  const History found = *ledger::history_of(ledgers, ids);
  ASSERT_EQ(found.edits.size(), 1U);
  EXPECT_FALSE(found.edits[0].comparable);
  EXPECT_EQ(found.fate(), ledger::Fate::kKept);
}

TEST_F(LedgerTest, WhatWasMissingIsAnIntervalWithEvidence) {
  const std::string gone = (folder_.path() / "gone.tsv").string();
  std::ofstream(gone) << kUrl << "\t2020-06-01\t503\n"  // says nothing
                      << kUrl << "\t2020-07-01\t404\n"
                      << kUrl << "\t2020-08-01\t410\n"
                      << kOther.url << "\t2020-08-01\t403\n"
                      << "http://kcna.kp/never/seen\t2020-08-01\t404\n";
  for (const bool first : {true, false}) {
    fs::remove_all(index_);
    std::istringstream nothing;
    BuildOptions with = options({input({kFirst, kOther})});
    if (first) with.gone = {gone};
    ASSERT_TRUE(build_index(with, nothing));
    if (!first) {
      BuildOptions later = options({});
      later.gone = {gone};
      ASSERT_TRUE(add_to_index(later, nothing));
    }
    const History found = history(kUrl);
    EXPECT_EQ(found.fate(), ledger::Fate::kRemoved);
    ASSERT_EQ(found.absences.size(), 1U);
    EXPECT_EQ(found.absences[0].kind, ledger::Removal::kGone);
    EXPECT_EQ(dates::to_iso(*found.absences[0].last_seen), "2020-01-03");
    EXPECT_EQ(dates::to_iso(*found.absences[0].first_missing), "2020-07-01");
    EXPECT_EQ(found.absences[0].looks, 2U);
    EXPECT_FALSE(found.absences[0].restored);
    EXPECT_EQ(found.missing.size(), 3U);
    EXPECT_EQ(history(kOther.url).fate(), ledger::Fate::kUnknown);
    EXPECT_EQ(history("http://kcna.kp/never/seen").versions.size(), 0U);
    Capture back = kSecond;
    back.day = "2020-09-09";
    add({back});
    const History restored = history(kUrl);
    EXPECT_EQ(restored.fate(), ledger::Fate::kRestored);
    expect_columns_as_histories();
    ASSERT_EQ(restored.absences.size(), 1U);
    EXPECT_EQ(dates::to_iso(*restored.absences[0].restored), "2020-09-09");
    EXPECT_TRUE(restored.edits[0].kinds.has(EditKind::kNameRemoved));
  }
}

TEST_F(LedgerTest, AWarcFileTellsWhatWasGone) {
  const auto record = [](std::string_view url, std::string_view day, std::string_view http) {
    return fmt::format(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: {}T10:00:00Z\r\n"
        "Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        url, day, http.size(), http);
  };
  const std::string file = (folder_.path() / "crawl.warc").string();
  const std::string block =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>Web Page Blocked</title></head>"
      "<body><p>Access to the page has been blocked in accordance with company policy.</p></body></html>";
  std::ofstream(file, std::ios::binary)
      << record(kUrl, "2020-04-04", "HTTP/1.1 404 Not Found\r\n\r\n")
      << record(kUrl, "2020-05-05", "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")
      << record(kOther.url, "2020-05-05", block);
  build({kFirst, kOther});
  std::istringstream nothing;
  ASSERT_TRUE(add_to_index(options({file}), nothing));
  const History found = history(kUrl);
  ASSERT_EQ(found.absences.size(), 1U);
  EXPECT_TRUE(found.absences[0].two_kinds);
  EXPECT_EQ(found.fate(), ledger::Fate::kRemoved);
  const History blocked = history(kOther.url);
  EXPECT_EQ(blocked.versions.size(), 1U);
  EXPECT_TRUE(blocked.edits.empty());
  EXPECT_TRUE(blocked.absences.empty());
  ASSERT_EQ(blocked.missing.size(), 1U);
  EXPECT_EQ(blocked.missing[0].missing, ledger::Missing::kBlocked);
}

TEST_F(LedgerTest, ARevisitIsASightingOfTheTextThatWasThere) {
  const auto record = [](std::string_view type, std::string_view url, std::string_view day,
                         std::string_view more, std::string_view block) {
    return fmt::format(
        "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: {}\r\nWARC-Date: {}T10:00:00Z\r\n{}"
        "Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        type, url, day, more, block.size(), block);
  };
  const auto page = [](std::string_view text) {
    return fmt::format(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>Dam</title></head>"
        "<body><h1>Dam</h1><p>{}</p></body></html>",
        text);
  };
  const std::string ok = "HTTP/1.1 200 OK\r\n\r\n";
  const std::string file = (folder_.path() / "first.warc").string();
  std::ofstream(file, std::ios::binary)
      << record("response", kUrl, "2020-01-01", "", page("The dam beside the river is new, and many saw it."))
      << record("response", kUrl, "2020-02-01", "", page("The dam beside the river is old, and many saw it."))
      << record("revisit", kUrl, "2020-03-01", "", ok)
      << record("revisit", kUrl, "2020-04-01", "WARC-Refers-To-Date: 2020-01-01T10:00:00Z\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n")
      << record("revisit", "http://kcna.kp/never/seen", "2020-03-01", "", ok);
  std::istringstream nothing;
  const auto built = build_index(options({file}), nothing);
  ASSERT_TRUE(built) << built.error().what;
  History found = history(kUrl);
  ASSERT_EQ(found.versions.size(), 2U);
  EXPECT_EQ(found.sightings(), 4U);
  EXPECT_TRUE(found.missing.empty());
  ASSERT_EQ(found.edits.size(), 2U) << "the first text was there again";
  EXPECT_TRUE(found.edits[0].known && found.edits[1].known);
  EXPECT_EQ(dates::to_iso(*found.edits[1].after), "2020-04-01");
  EXPECT_TRUE(history("http://kcna.kp/never/seen").empty());
  // In a later commit the text is known to the ledger alone; and the page may be missing by then.
  const std::string later = (folder_.path() / "later.warc").string();
  std::ofstream(later, std::ios::binary)
      << record("revisit", kUrl, "2020-05-01", "", ok)
      << record("revisit", kUrl, "2020-06-01", "", "HTTP/1.1 404 Not Found\r\n\r\n");
  const auto added = add_to_index(options({later}), nothing);
  ASSERT_TRUE(added) << added.error().what;
  found = history(kUrl);
  EXPECT_EQ(found.versions.size(), 2U);
  EXPECT_EQ(dates::to_iso(*found.versions[0].last), "2020-05-01");
  EXPECT_EQ(found.fate(), ledger::Fate::kRemoved);
  EXPECT_EQ(dates::to_iso(*found.absences[0].last_seen), "2020-05-01");
  // A build from later inputs alone withdraws the article, whatever they say of its page.
  ASSERT_TRUE(build_index(options({later, input({kOther})}), nothing));
  EXPECT_TRUE(history(kUrl).withdrawn);
  expect_sound();
}

/// A crawl of pages: address, day, headline, text.
class Crawl {
 public:
  Crawl& page(std::string_view name, std::string_view day, std::string_view title, std::string_view text) {
    const std::string http = fmt::format(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>{0}</title></head><body>"
        "<h1>{0}</h1><p>{1}</p></body></html>",
        title, text);
    warc_ += fmt::format(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: {}T10:00:00Z\r\n"
        "Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        address(name), day, http.size(), http);
    return *this;
  }
  static std::string address(std::string_view name) {
    return fmt::format("http://kcna.kp/en/article/q/{}.kcmsf", name);
  }
  std::string write(const fs::path& file) const {
    std::ofstream(file, std::ios::binary) << warc_;
    return file.string();
  }

 private:
  std::string warc_;
};

constexpr std::string_view kSorry = "The page that you have asked for cannot be shown. Go to the first page.";

Crawl first_crawl() {
  return Crawl()
      .page(
          "dam", "2020-01-03", "Dam Completed",
          "The builders of the valley finished the third dam of the river in nine months, and its turbines run.")
      .page(
          "ducks", "2020-01-03", "Ducks Stay for Winter",
          "On the warm ponds behind the glass works four hundred ducks stay until spring, and children feed them.")
      .page(
          "chess", "2020-01-03", "Chess of Railwaymen",
          "Forty players met for three days in the club of the railway depot, and a stoker won the wooden clock.")
      .page(
          "school", "2020-01-03", "School Roof Mended",
          "Parents and pupils laid new tiles on the roof of the middle school before the rains, and painted it.")
      .page(
          "mill", "2020-01-03", "Old Mill Repaired",
          "Carpenters of the village made a wheel of larch for the mill beside the quarry road, which grinds barley.");
}

TEST_F(LedgerTest, OnePageInPlaceOfManyIsNoVersionOfThem) {
  const std::string first = first_crawl().write(folder_.path() / "first.warc");
  const std::string second =
      Crawl()
          .page("dam", "2020-06-06", "KCNA", kSorry)
          .page("ducks", "2020-06-06", "KCNA", kSorry)
          .page("chess", "2020-06-06", "KCNA", kSorry)
          .page("mill", "2020-06-06", "Old Mill Repaired",
                "The mill beside the quarry road has stopped, as its wheel of larch broke.")
          .write(folder_.path() / "second.warc");
  for (const int way : {0, 1, 2}) {
    SCOPED_TRACE(way);
    fs::remove_all(index_);
    std::istringstream nothing;
    std::uint64_t skipped = 0;
    const auto build_of = [&](const std::vector<std::string>& inputs, int threads) {
      const auto report = build_index(options(inputs, threads), nothing);
      ASSERT_TRUE(report) << report.error().what;
      for (const auto& [reason, count] : report->skipped) skipped += count;
      EXPECT_EQ(report->records, report->articles + report->duplicates + report->rejected + skipped);
    };
    if (way < 2) build_of({first, second}, way == 0 ? 1 : 4);
    if (way == 2) {
      build_of({first}, 2);
      const auto report = add_to_index(options({second}), nothing);
      ASSERT_TRUE(report) << report.error().what;
      for (const auto& [reason, count] : report->build.skipped) skipped += count;
    }
    EXPECT_EQ(skipped, 3U);
    for (const char* name : {"dam", "ducks", "chess"}) {
      const History found = history(Crawl::address(name));
      EXPECT_EQ(found.versions.size(), 1U) << name;
      EXPECT_TRUE(found.edits.empty());
      EXPECT_EQ(found.fate(), ledger::Fate::kRemoved);
      ASSERT_EQ(found.absences.size(), 1U);
      EXPECT_EQ(found.absences[0].kind, ledger::Removal::kSoftGone);
      EXPECT_EQ(dates::to_iso(*found.absences[0].last_seen), "2020-01-03");
      EXPECT_EQ(dates::to_iso(*found.absences[0].first_missing), "2020-06-06");
    }
    const History mill = history(Crawl::address("mill"));
    EXPECT_EQ(mill.versions.size(), 2U) << "it is a text of its own";
    EXPECT_EQ(mill.fate(), ledger::Fate::kEdited);
    const auto reader = index::IndexReader::open(index_);
    EXPECT_EQ(reader->articles(), 5U);
    EXPECT_TRUE(reader->terms().has("turbines")) << "the text that was there stays";
    EXPECT_FALSE(reader->terms().has("asked"));
    expect_sound();

    // What was such a page once is known again, under one address and in another addition.
    const std::string third =
        Crawl()
            .page("school", "2020-09-09", "KCNA", kSorry)
            .page("mill", "2020-09-09", "Old Mill Repaired",
                  "The mill beside the quarry road has stopped, as its wheel of larch broke.")
            .write(folder_.path() / "third.warc");
    ASSERT_TRUE(add_to_index(options({third}), nothing));
    EXPECT_EQ(history(Crawl::address("school")).versions.size(), 1U);
    EXPECT_EQ(history(Crawl::address("school")).fate(), ledger::Fate::kRemoved);
    expect_sound();
    // And the articles may come back.
    const std::string back = first_crawl().write(folder_.path() / "back.warc");
    std::string text = whole(back);
    for (std::size_t at; (at = text.find("2020-01-03")) != std::string::npos;)
      text.replace(at, 10, "2020-12-12");
    std::ofstream(back, std::ios::binary) << text;
    ASSERT_TRUE(add_to_index(options({back}), nothing));
    EXPECT_EQ(history(Crawl::address("dam")).fate(), ledger::Fate::kRestored);
    EXPECT_EQ(history(Crawl::address("dam")).versions.size(), 1U);
    expect_sound();
  }
}

TEST_F(LedgerTest, ASiteThatGaveNothingElseOnThatDayMayHaveFailed) {
  Crawl second;
  for (const char* name : {"dam", "ducks", "chess", "school", "mill"})
    second.page(name, "2020-06-06", "KCNA", kSorry);
  std::istringstream nothing;
  ASSERT_TRUE(build_index(options({first_crawl().write(folder_.path() / "first.warc"),
                                   second.write(folder_.path() / "second.warc")}),
                          nothing));
  for (const char* name : {"dam", "ducks", "chess", "school", "mill"}) {
    const History found = history(Crawl::address(name));
    EXPECT_EQ(found.versions.size(), 1U);
    EXPECT_TRUE(found.absences.empty());
    ASSERT_EQ(found.missing.size(), 1U);
    EXPECT_EQ(found.missing[0].missing, ledger::Missing::kBlocked);
  }
  expect_sound();
}

/// Table: what stands under the addresses of first_crawl() later, and how many of them are edited then.
TEST_F(LedgerTest, TextsUnderManyAddressesThatAreArticles) {
  struct Case {
    std::string name;
    std::vector<std::string> addresses;
    std::string title;
    std::string text;
    std::size_t edited;
  };
  const std::vector<Case> cases{
      {"two addresses", {"dam", "ducks"}, "KCNA", std::string(kSorry), 2},
      {"a report with a dateline",
       {"dam", "ducks", "chess"},
       "Heavy Snow Falls",
       "Pyongyang, June 5 (KCNA) -- Heavy snow fell in the north, and trains were late by an hour.",
       3},
      {"a long text",
       {"dam", "ducks", "chess"},
       "On Snow",
       [] {
         std::string text;
         for (int i = 0; i < 60; ++i) text += fmt::format("Sentence {} of a long treatise on snow. ", i);
         return text;
       }(),
       3},
      {"three texts of three addresses", {"dam"}, "Snow", "Snow fell on the dam.", 1},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    fs::remove_all(index_);
    Crawl second;
    for (const std::string& name : one.addresses) second.page(name, "2020-06-06", one.title, one.text);
    second.page("mill", "2020-06-06", "Old Mill", "The mill beside the quarry road has stopped for good.");
    std::istringstream nothing;
    ASSERT_TRUE(build_index(options({first_crawl().write(folder_.path() / "first.warc"),
                                     second.write(folder_.path() / "second.warc")}),
                            nothing));
    std::size_t edited = 0;
    for (const std::string& name : one.addresses) {
      const History found = history(Crawl::address(name));
      edited += found.fate() == ledger::Fate::kEdited ? 1 : 0;
      EXPECT_TRUE(found.missing.empty());
    }
    EXPECT_EQ(edited, one.edited);
    expect_sound();
  }
  // One story under three addresses, whose text is another one later under all three.
  fs::remove_all(index_);
  Crawl copies;
  for (const char* name : {"a", "b", "c"}) {
    copies.page(name, "2020-01-03", fmt::format("Dam Completed ({})", name),
                "The builders of the valley finished the third dam of the river in nine months.");
    copies.page(name, "2020-06-06", "Correction", "The agency takes its report of the dam back.");
  }
  copies.page("d", "2020-06-06", "Mill", "The mill beside the quarry road has stopped for good.");
  std::istringstream nothing;
  ASSERT_TRUE(build_index(options({copies.write(folder_.path() / "copies.warc")}), nothing));
  for (const char* name : {"a", "b", "c"})
    EXPECT_EQ(history(Crawl::address(name)).fate(), ledger::Fate::kEdited);
  expect_sound();
}

std::string list_warc(std::string_view day, const std::vector<std::pair<std::string, std::string>>& items) {
  std::string rows;
  for (const auto& [name, date] : items)
    rows += fmt::format(
        "<li><a href=\"/en/article/q/{0}.kcmsf\">Report on the {0} of the valley</a> [{1}]</li>\n", name,
        date);
  const std::string http = fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>News</title></head><body>"
      "<h1>News</h1><ul>{}</ul></body></html>",
      rows);
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://kcna.kp/en/category/news/1.kcmsf\r\n"
      "WARC-Date: {}T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      day, http.size(), http);
}

TEST_F(LedgerTest, AListThatLeavesAnArticleOutBetweenItsNeighboursDelistsIt) {
  using Items = std::vector<std::pair<std::string, std::string>>;
  const Items all{{"school", "2020-01-08"}, {"mill", "2020-01-07"}, {"chess", "2020-01-06"},
                  {"ducks", "2020-01-05"},  {"dam", "2020-01-04"},  {"ferry", "2020-01-03"}};
  const auto without = [&](std::string_view name) {
    Items out = all;
    std::erase_if(out, [&](const auto& item) { return item.first == name; });
    return out;
  };
  const auto add_list = [&](std::string_view day, const Items& items) {
    const std::string file = (folder_.path() / fmt::format("list-{}.warc", day)).string();
    std::ofstream(file, std::ios::binary) << list_warc(day, items);
    std::istringstream nothing;
    const auto report = add_to_index(options({file}), nothing);
    ASSERT_TRUE(report) << report.error().what;
  };
  std::istringstream nothing;
  ASSERT_TRUE(build_index(options({first_crawl().write(folder_.path() / "first.warc")}), nothing));
  add_list("2020-02-01", all);
  EXPECT_TRUE(history(Crawl::address("ducks")).absences.empty());
  add_list("2020-02-10", all);
  add_list("2020-03-01", without("ducks"));
  History found = history(Crawl::address("ducks"));
  ASSERT_EQ(found.absences.size(), 1U);
  EXPECT_EQ(found.absences[0].kind, ledger::Removal::kDelisted);
  EXPECT_EQ(dates::to_iso(*found.absences[0].last_seen), "2020-02-10") << "when it was listed last";
  EXPECT_EQ(dates::to_iso(*found.absences[0].first_missing), "2020-03-01");
  EXPECT_EQ(found.fate(), ledger::Fate::kRemoved);
  EXPECT_EQ(found.versions.size(), 1U);
  for (const char* name : {"dam", "chess", "mill", "school"})
    EXPECT_TRUE(history(Crawl::address(name)).absences.empty()) << name;
  expect_sound();

  // The list goes on: what falls off its end, and what is new, tells nothing.
  Items later{{"crane", "2020-01-10"}, {"barge", "2020-01-09"}};
  for (const auto& item : without("ducks")) later.push_back(item);
  later.resize(5);
  add_list("2020-04-01", later);
  for (const char* name : {"dam", "chess", "mill", "school", "ferry"})
    EXPECT_TRUE(history(Crawl::address(name)).absences.empty()) << name;
  EXPECT_EQ(history(Crawl::address("ducks")).absences.size(), 1U);
  // It is named again.
  add_list("2020-05-01", all);
  found = history(Crawl::address("ducks"));
  ASSERT_EQ(found.absences.size(), 1U);
  ASSERT_TRUE(found.absences[0].restored);
  EXPECT_EQ(dates::to_iso(*found.absences[0].restored), "2020-05-01");
  EXPECT_EQ(found.fate(), ledger::Fate::kRestored);
  expect_columns_as_histories();
  expect_sound();

  // The page itself was there all the time: it was not removed.
  const std::string page =
      Crawl()
          .page(
              "ducks", "2020-06-01", "Ducks Stay for Winter",
              "On the warm ponds behind the glass works four hundred ducks stay until spring, and children feed "
              "them.")
          .write(folder_.path() / "ducks.warc");
  add_list("2020-05-20", without("ducks"));
  EXPECT_EQ(history(Crawl::address("ducks")).fate(), ledger::Fate::kRemoved);
  ASSERT_TRUE(add_to_index(options({page}), nothing));
  found = history(Crawl::address("ducks"));
  EXPECT_EQ(found.absences.size(), 1U) << "the one that was restored";
  EXPECT_EQ(found.fate(), ledger::Fate::kRestored);
  expect_columns_as_histories();
  expect_sound();
}

TEST_F(LedgerTest, ListsInOneBuildTellTheSame) {
  const std::vector<std::pair<std::string, std::string>> all{
      {"school", "2020.01.08"}, {"mill", "2020.01.07"}, {"chess", "2020.01.06"},
      {"ducks", "2020.01.05"},  {"dam", "2020.01.04"},  {"ferry", "2020.01.03"}};
  auto less = all;
  less.erase(less.begin() + 3);
  const std::string lists = (folder_.path() / "lists.warc").string();
  std::ofstream(lists, std::ios::binary) << list_warc("2020-03-01", less) << list_warc("2020-02-01", all);
  std::istringstream nothing;
  ASSERT_TRUE(build_index(options({lists, first_crawl().write(folder_.path() / "first.warc")}), nothing));
  const History found = history(Crawl::address("ducks"));
  ASSERT_EQ(found.absences.size(), 1U);
  EXPECT_EQ(found.absences[0].kind, ledger::Removal::kDelisted);
  EXPECT_EQ(dates::to_iso(*found.absences[0].last_seen), "2020-02-01");
  expect_sound();
}

/// Random captures of a few articles, given to builds and additions in a random order, against a model that
/// sorts them by day.
TEST_F(LedgerTest, RandomHistoriesAreThoseOfTheirCaptures) {
  constexpr unsigned kSeed = 20261130;
  std::mt19937 random(kSeed);
  const std::vector<std::string> texts{"The dam is new.", "The dam is old.",
                                       "The dam is new. Kim Jong Il saw it.", "Two dams are new.",
                                       "Nothing was said of the mill."};
  std::size_t most_segments = 0;
  for (int round = 0; round < 12; ++round) {
    SCOPED_TRACE(fmt::format("seed {} round {}", kSeed, round));
    fs::remove_all(index_);
    const bool large = round % 2 == 0;
    if (large) build(others(60));
    std::map<std::string, std::map<std::string, std::string>> model;  // url -> day -> text
    std::vector<Capture> captures;
    for (int i = 0; i < 14; ++i) {
      Capture capture;
      capture.url = fmt::format("http://kcna.kp/en/article/q/{}.kcmsf", random() % 3);
      capture.day = fmt::format("2021-{:02}-{:02}", 1 + random() % 12, 1 + random() % 28);
      capture.title = "Dam";
      capture.body = texts[random() % texts.size()];
      if (!model[capture.url].emplace(capture.day, capture.body).second) continue;
      captures.push_back(capture);
    }
    std::shuffle(captures.begin(), captures.end(), random);
    for (std::size_t first = 0; first < captures.size();) {
      const std::size_t count = std::min<std::size_t>(1 + random() % 5, captures.size() - first);
      const std::vector<Capture> some(captures.begin() + static_cast<std::ptrdiff_t>(first),
                                      captures.begin() + static_cast<std::ptrdiff_t>(first + count));
      if (first == 0 && !large) {
        build(some);
      } else {
        add(some);
      }
      first += count;
      most_segments = std::max(most_segments, segments());
      if (random() % 4 == 0) merge(random() % 2 == 0);
      expect_sound();
    }
    for (const auto& [url, days] : model) {
      if (days.empty()) continue;
      std::vector<std::string> states;
      for (const auto& [day, text] : days) {
        if (states.empty() || states.back() != text) states.push_back(text);
      }
      const History found = history(url);
      EXPECT_EQ(found.edits.size(), states.size() - 1) << url;
      for (std::size_t i = 0; i < found.edits.size() && i + 1 < states.size(); ++i) {
        const ledger::Edit& edit = found.edits[i];
        EXPECT_TRUE(edit.known);
        EXPECT_EQ(found.versions[edit.older].text, ledger::version_hash("Dam", states[i]));
        EXPECT_EQ(found.versions[edit.newer].text, ledger::version_hash("Dam", states[i + 1]));
        const auto text = ledger().text(index::address_id(url).value, found.versions[edit.older].text);
        ASSERT_TRUE(text && *text);
        EXPECT_EQ((**text).body, states[i]);
      }
      EXPECT_EQ(found.sightings(), days.size()) << url;
    }
    expect_columns_as_histories();
  }
  EXPECT_GT(most_segments, 1U);
}

}  // namespace
}  // namespace dateline::indexer
