#include "indexer/commit/update_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include <xapian.h>

#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "indexer/identity/index_state.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

BuildOptions options_for(const std::vector<std::string>& inputs, const fs::path& idx) {
  BuildOptions options;
  options.inputs = inputs;
  options.index = idx;
  options.threads = 2;
  return options;
}

BuildReport build(const std::vector<std::string>& inputs, const fs::path& idx) {
  std::istringstream nothing;
  const auto report = build_index(options_for(inputs, idx), nothing);
  EXPECT_TRUE(report) << report.error().what;
  return report.value_or(BuildReport{});
}

UpdateReport add(const std::vector<std::string>& inputs, const fs::path& idx,
                 UpdateWay way = UpdateWay::kAuto) {
  std::istringstream nothing;
  const auto report = add_to_index(options_for(inputs, idx), way, nothing);
  EXPECT_TRUE(report) << report.error().what;
  return report.value_or(UpdateReport{});
}

/// What a reader sees of an index, without docids: an article a line, then the articles of each term with
/// frequency and positions, then the groups. Articles go by their id.
std::string seen(const fs::path& idx, bool with_group_names = true) {
  const auto reader = index::IndexReader::open(idx);
  EXPECT_TRUE(reader) << reader.error().what;
  if (!reader) return {};
  EXPECT_EQ(Xapian::Database::check((idx / reader->revision()).string(), 0, nullptr), 0U);
  EXPECT_TRUE(reader->columns().verify());
  const Xapian::Database& database = reader->database();
  EXPECT_EQ(reader->columns().rows(), database.get_lastdocid() + 1);
  std::map<std::uint32_t, std::string> ids;
  std::set<std::string> lines;
  std::map<std::uint32_t, std::set<std::string>> groups;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
    const auto article = reader->article(*posting);
    EXPECT_TRUE(article);
    ids[*posting] = to_string(article->id);
    std::ostringstream line;
    line << to_string(article->id) << '|' << article->title << '|' << article->body << '|'
         << article->origin.path << '|' << article->origin.record << '|' << article->captures << '|'
         << (article->first_captured ? dates::to_iso(*article->first_captured) : "") << '|'
         << (article->captured ? dates::to_iso(*article->captured) : "");
    const Xapian::Document document = database.get_document(*posting);
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      line << '|' << value.get_valueno() << '=' << *value;
    }
    for (std::size_t i = 0; i < index::kFacetCount; ++i) {
      const auto facet = static_cast<index::Facet>(i);
      line << '|' << reader->columns().value(facet, reader->columns().ordinal(facet, *posting));
      if (facet != index::Facet::kFlag) continue;
      for (const std::uint32_t flag : reader->columns().flags(*posting)) {
        line << ',' << reader->columns().value(facet, flag);
      }
    }
    if (with_group_names) line << '|' << reader->columns().group_name(*posting);
    lines.insert(line.str());
    groups[reader->columns().number(index::NumberColumn::kGroup, *posting)].insert(ids[*posting]);
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    std::set<std::string> postings;
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term); ++posting) {
      std::string text = ids[*posting] + "x" + std::to_string(posting.get_wdf());
      for (auto p = posting.positionlist_begin(); p != posting.positionlist_end(); ++p) {
        text += "," + std::to_string(*p);
      }
      postings.insert(text);
    }
    std::string line = "term " + *term;
    for (const std::string& posting : postings) line += " " + posting;
    lines.insert(line);
  }
  for (const auto& [number, members] : groups) {
    std::string line = "group";
    for (const std::string& member : members) line += " " + member;
    lines.insert(line);
  }
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

std::string story(unsigned number, unsigned version = 0) {
  std::mt19937 random(number % 300);
  std::string body = "Pyongyang, May " + std::to_string(1 + number % 28) + " (KCNA) -- Ferry number " +
                     std::to_string(number % 300) + " crossed the river";
  for (int n = 0; n < 40; ++n) body += " word" + std::to_string(random() % 500);
  if (version > 0) body += " in version " + std::to_string(version);
  std::string line = R"({"title":"Story )" + std::to_string(number % 300) + R"(","body":")" + body +
                     R"(","date":"2014-05-)" + (number % 28 < 9 ? "0" : "") +
                     std::to_string(1 + number % 28) + R"(","url":"http://a.org/)" +
                     std::to_string(number % 350) + "\"";
  if (number % 3 == 0) line += R"(,"captured":"2020-01-)" + std::to_string(10 + number % 20) + "\"";
  return line + "}\n";
}

std::string stories(unsigned begin, unsigned end, unsigned version = 0) {
  std::string out;
  for (unsigned i = begin; i < end; ++i) out += story(i, version);
  return out;
}

class UpdateIndex : public ::testing::TestWithParam<UpdateWay> {
 protected:
  std::string write(const std::string& name, const std::string& content) const {
    return folder_.write(name, content).string();
  }
  fs::path idx(const std::string& name) const { return folder_.path() / name; }
  testing::TemporaryFolder folder_;
};

TEST_P(UpdateIndex, AddingIsBuildingAllAtOnce) {
  const std::string a = write("a.jsonl", stories(0, 260));
  const std::string b = write("b.jsonl", stories(200, 420) + "broken\n");
  const std::string c = write("c.jsonl", stories(410, 500));
  build({a, b, c}, idx("whole.idx"));
  build({a}, idx("grown.idx"));
  const UpdateReport first = add({b}, idx("grown.idx"), GetParam());
  EXPECT_TRUE(first.changed);
  EXPECT_EQ(first.files_read, 1U);
  EXPECT_EQ(first.build.rejected, 1U);
  add({c}, idx("grown.idx"), GetParam());
  EXPECT_EQ(seen(idx("grown.idx")), seen(idx("whole.idx")));
  const auto whole = index::IndexReader::open(idx("whole.idx"));
  const auto grown = index::IndexReader::open(idx("grown.idx"));
  EXPECT_EQ(grown->build_info(), whole->build_info());
}

TEST_P(UpdateIndex, ReadsAChangedFileAgainAndForgetsWhatItNoLongerHas) {
  const std::string a = write("a.jsonl", stories(0, 100));
  const std::string b = write("b.jsonl", stories(90, 200));
  build({a, b}, idx("i.idx"));
  const std::string before = seen(idx("i.idx"));
  write("b.jsonl", stories(90, 140) + stories(140, 180, 2) + stories(340, 350));
  const UpdateReport report = add({a, b}, idx("i.idx"), GetParam());
  EXPECT_EQ(report.files_unchanged, 1U);
  EXPECT_EQ(report.files_changed, 1U);
  EXPECT_EQ(report.build.removed, 20U);
  build({a, b}, idx("fresh.idx"));
  // A group keeps the name of its first text, even when that is no more.
  EXPECT_EQ(seen(idx("i.idx"), false), seen(idx("fresh.idx"), false));
  EXPECT_NE(seen(idx("i.idx")), before);
}

TEST_P(UpdateIndex, RemovesArticlesById) {
  const std::string a = write("a.jsonl", stories(0, 60));
  const std::string keyed =
      write("k.jsonl", "{\"id\":\"key-1\",\"title\":\"Keyed\",\"body\":\"A keyed text.\"}\n");
  const std::string rest = write("rest.jsonl", stories(1, 60));
  build({a, keyed}, idx("i.idx"));
  const auto reader = index::IndexReader::open(idx("i.idx"));
  const std::string id = to_string(reader->article(1)->id);
  const auto removed =
      remove_from_index({"key-1", id, "no such id"}, options_for({}, idx("i.idx")), GetParam());
  ASSERT_TRUE(removed) << removed.error().what;
  EXPECT_EQ(removed->removed, 2U);
  EXPECT_EQ(removed->unknown, std::vector<std::string>{"no such id"});
  EXPECT_EQ(removed->articles, 59U);
  const auto after = index::IndexReader::open(idx("i.idx"));
  EXPECT_EQ(after->database().get_doccount(), 59U);
  EXPECT_FALSE(after->database().term_exists(index::boolean_term(index::Field::kId, id)));
  EXPECT_EQ(Xapian::Database::check((idx("i.idx") / after->revision()).string(), 0, nullptr), 0U);
  EXPECT_FALSE(add({a, keyed}, idx("i.idx"), GetParam()).changed) << "what was removed stays away";
}

TEST_P(UpdateIndex, KeepsWhatAChangedFileHadWhenItCannotBeReadWhole) {
  const std::string content = stories(0, 60);
  struct Damage {
    std::string name;
    std::string content;
    std::uint64_t fresh = 0;  ///< articles that are new in it
  };
  const std::vector<Damage> damages{
      {"emptied", ""},
      {"cut in a line", content.substr(0, content.size() / 2)},
      {"zeros", std::string(4096, '\0')},
      {"something else", "not a line of JSON\n"},
      {"cut, with an article that is new", stories(290, 292) + content.substr(0, 2000), 2},
  };
  for (const auto& [name, damage, fresh] : damages) {
    const std::string a = write("a.jsonl", content);
    const std::string b = write("b.jsonl", stories(60, 100));
    build({a, b}, idx(name));
    const std::string before = seen(idx(name));
    write("a.jsonl", damage);
    const UpdateReport hurt = add({a, b}, idx(name), GetParam());
    EXPECT_EQ(hurt.build.removed, 0U) << name;
    EXPECT_EQ(hurt.build.kept_files.size(), 1U) << name;
    EXPECT_EQ(hurt.build.articles, 100U + fresh) << name;
    if (fresh == 0) {
      EXPECT_EQ(seen(idx(name)), before) << name;
    }
    EXPECT_EQ(add({a}, idx(name), GetParam()).build.kept_files.size(), 1U) << name << ": it is read again";
    // Mended, it decides again.
    write("a.jsonl", stories(0, 20));
    const UpdateReport mended = add({a, b}, idx(name), GetParam());
    EXPECT_EQ(mended.build.removed, 40U + fresh) << name;
    EXPECT_TRUE(mended.build.kept_files.empty()) << name;
    build({a, b}, idx("fresh.idx"));
    EXPECT_EQ(seen(idx(name), false), seen(idx("fresh.idx"), false)) << name;
  }
}

TEST_P(UpdateIndex, RefusesToGoOnFromDamagedColumns) {
  const std::string a = write("a.jsonl", stories(0, 60));
  build({a}, idx("i.idx"));
  const std::string revision = index::live_databases(idx("i.idx"))->front();
  const fs::path columns = idx("i.idx") / revision / index::kColumnsFile;
  std::string bytes = testing::read_whole(columns);
  bytes[bytes.size() - 9] = static_cast<char>(bytes[bytes.size() - 9] ^ 1);
  std::ofstream(columns, std::ios::binary) << bytes;
  std::istringstream nothing;
  const auto added =
      add_to_index(options_for({write("b.jsonl", stories(60, 70))}, idx("i.idx")), GetParam(), nothing);
  ASSERT_FALSE(added);
  EXPECT_NE(added.error().what.find("wrong checksum"), std::string::npos) << added.error().what;
  EXPECT_FALSE(remove_from_index({"x"}, options_for({}, idx("i.idx")), GetParam()));
  EXPECT_EQ(index::live_databases(idx("i.idx"))->front(), revision);
}

INSTANTIATE_TEST_SUITE_P(Ways, UpdateIndex, ::testing::Values(UpdateWay::kUpdate, UpdateWay::kRebuild),
                         [](const auto& way) {
                           return way.param == UpdateWay::kUpdate ? "Update" : "Rebuild";
                         });

TEST(AddToIndex, DoesNothingTheSecondTime) {
  const testing::TemporaryFolder folder;
  const std::string a = folder.write("in/a.jsonl", stories(0, 100)).string();
  const fs::path idx = folder.path() / "i.idx";
  EXPECT_TRUE(add({(folder.path() / "in").string()}, idx).changed) << "makes the index";
  const std::string revision = index::live_databases(idx)->front();
  const UpdateReport again = add({(folder.path() / "in").string()}, idx);
  EXPECT_FALSE(again.changed);
  EXPECT_EQ(again.files_unchanged, 1U);
  EXPECT_EQ(again.files_read, 0U);
  EXPECT_EQ(again.build.articles, 100U) << "those of the index";
  EXPECT_EQ(index::live_databases(idx)->front(), revision);
  fs::last_write_time(a, fs::last_write_time(a) + std::chrono::hours{1});
  EXPECT_FALSE(add({a}, idx).changed) << "another time, the same bytes";
  const auto time = fs::last_write_time(a);
  std::string content = stories(0, 100);
  content[content.find("Ferry")] = 'T';
  folder.write("in/a.jsonl", content);
  fs::last_write_time(a, time - std::chrono::hours{2});
  EXPECT_TRUE(add({a}, idx).changed) << "the same size, other bytes";
}

TEST(AddToIndex, LeavesReadersTheirState) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 50)).string()}, idx);
  const auto before = index::IndexReader::open(idx);
  add({folder.write("b.jsonl", stories(50, 80)).string()}, idx, UpdateWay::kUpdate);
  add({folder.write("c.jsonl", stories(80, 90)).string()}, idx, UpdateWay::kUpdate);
  EXPECT_EQ(before->database().get_doccount(), 50U);
  EXPECT_EQ(before->article(7)->title, "Story 6");
  EXPECT_TRUE(before->columns().verify());
  EXPECT_EQ(index::IndexReader::open(idx)->database().get_doccount(), 90U);
}

TEST(AddToIndex, StoppedFromOutsideLeavesTheIndex) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 50)).string()}, idx);
  const std::string before = seen(idx);
  for (const UpdateWay way : {UpdateWay::kUpdate, UpdateWay::kRebuild}) {
    std::atomic<bool> stop{false};
    BuildOptions options = options_for({folder.write("b.jsonl", stories(50, 350)).string()}, idx);
    options.stop = &stop;
    options.on_progress = [&](const BuildReport&) { stop = true; };
    std::istringstream nothing;
    const auto stopped = add_to_index(options, way, nothing);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().what, "interrupted");
    EXPECT_EQ(seen(idx), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(idx), fs::directory_iterator()), 3);
  }
}

TEST(AddToIndex, HonoursTheLock) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 5)).string()}, idx);
  const auto writer = index::IndexFolderWriter::open(idx);
  ASSERT_TRUE(writer);
  std::istringstream nothing;
  const auto added = add_to_index(options_for({folder.write("b.jsonl", stories(5, 9)).string()}, idx),
                                  UpdateWay::kAuto, nothing);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kIndex);
  EXPECT_FALSE(remove_from_index({"x"}, options_for({}, idx), UpdateWay::kAuto));
}

TEST(AddToIndex, SaysWhenTheRecordOfCapturesIsDamaged) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 5)).string()}, idx);
  const fs::path state = idx / index::live_databases(idx)->front() / kStateFile;
  const std::string bytes = testing::read_whole(state);
  const std::string b = folder.write("b.jsonl", stories(5, 9)).string();
  std::istringstream nothing;
  for (std::size_t at = 0; at < bytes.size(); at += 13) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    std::ofstream(state, std::ios::binary) << damaged;
    const auto added = add_to_index(options_for({b}, idx), UpdateWay::kUpdate, nothing);
    ASSERT_FALSE(added) << at;
    EXPECT_EQ(added.error().kind, ErrorKind::kIndex);
  }
  fs::remove(state);
  EXPECT_FALSE(add_to_index(options_for({b}, idx), UpdateWay::kUpdate, nothing));
  EXPECT_TRUE(index::IndexReader::open(idx)) << "searching does not need it";
}

}  // namespace
}  // namespace dateline::indexer
