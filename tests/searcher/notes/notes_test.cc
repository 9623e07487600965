#include "searcher/notes/notes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "common/index/files.h"
#include "searcher/notes/notes_file.h"
#include "searcher/notes/tag.h"
#include "tests/support/temporary_folder.h"

namespace dateline::notes {
namespace {

const ArticleId kFirst = *parse_article_id("0123456789abcdef");
const ArticleId kSecond = *parse_article_id("fedcba9876543210");

Notes some_notes() {
  Notes notes;
  notes.articles[kFirst] = {{"floods", "korea/2010"}, "A note\nof two lines, with \"quotes\"."};
  notes.articles[kSecond] = {{"flood"}, ""};
  notes.saved["visits"] = {.words = "\"goodwill visit\" OR guests",
                           .filters = {"source=kcna.kp-en", "year=2010..2012"},
                           .from = "juche99",
                           .to = "2012",
                           .language = "en",
                           .any = true,
                           .seen = {{"a.idx", {3, 1700}}}};
  notes.saved["everything"] = {};
  return notes;
}

TEST(Notes, AreReadAsTheyWereWritten) {
  const Notes notes = some_notes();
  const auto read = parse_notes(to_text(notes), "notes");
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(*read, notes);
  EXPECT_EQ(to_text(*read), to_text(notes));
}

TEST(Notes, OfAnotherKindAreAnErrorThatNamesTheLine) {
  const std::string head = "{\"dateline_notes\":1}\n";
  for (const std::string& bad :
       {std::string("{\"dateline_notes\":2}\n"), std::string("no json\n"), head + "{}\n", head + "[1]\n",
        head + "{\"article\":\"12\"}\n", head + "{\"article\":7}\n",
        head + "{\"query\":\"a b\",\"words\":\"x\"}\n", head + "{\"query\":\"a\"}\n",
        head + "{\"query\":\"a\",\"words\":\"x\",\"any\":\"yes\"}\n",
        head + "{\"query\":\"a\",\"words\":\"x\",\"seen\":{\"i\":3}}\n",
        head + "{\"query\":\"a\",\"words\":\"x\"}\n{\"query\":\"a\",\"words\":\"y\"}\n"}) {
    const auto read = parse_notes(bad, "a.notes.jsonl");
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().kind, ErrorKind::kIndex);
    EXPECT_TRUE(read.error().what.starts_with("a.notes.jsonl:")) << read.error().what;
  }
}

TEST(Notes, ATagIsFoundWholeOrByItsBeginningInAnyCase) {
  const Notes notes = some_notes();
  EXPECT_EQ(notes.tagged("flood", false), std::vector{kSecond});
  EXPECT_EQ(notes.tagged("FLOODS", false), std::vector{kFirst});
  EXPECT_EQ(notes.tagged("flood", true), (std::vector{kFirst, kSecond}));
  EXPECT_TRUE(notes.tagged("flo", false).empty());
  EXPECT_TRUE(notes.tagged("no tag", true).empty());
}

TEST(Notes, TagsAreWordsInSmallLetters) {
  const struct {
    const char* written;
    const char* tag;
  } good[] = {{"Floods", "floods"},
              {"korea/2010", "korea/2010"},
              {"수해", "수해"},
              {"a-b_c.d", "a-b_c.d"},
              {"Ⅻ", "xii"}};
  for (const auto& [written, tag] : good) EXPECT_EQ(tag_of(written).value_or("none"), tag) << written;
  for (const char* bad :
       {"", "two words", "a:b", "-a", "\"a\"", "a\x1b[31m", "a*", "(a)", "a\u202eb", "\xff"})
    EXPECT_FALSE(tag_of(bad)) << bad;
  EXPECT_FALSE(tag_of(std::string(kMaxTagBytes + 1, 'a')));
}

TEST(Notes, ANoteLosesControlCharactersAndBlanksAroundIt) {
  EXPECT_EQ(note_of("  one\r\ntwo\t3\x1b[0m \n").value_or("none"), "one\ntwo 3 [0m");
  EXPECT_EQ(note_of("\xff").value_or("none"), "\xEF\xBF\xBD");
  EXPECT_EQ(note_of(" \n ").value_or("none"), "");
  EXPECT_FALSE(note_of(std::string(kMaxNoteBytes + 1, 'a')));
}

class NotesFile : public ::testing::Test {
 protected:
  std::string text() const {
    std::ifstream in(notes_file(index_), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  testing::TemporaryFolder folder_;
  std::filesystem::path index_ = folder_.path() / "a.idx";
};

TEST_F(NotesFile, StandsBesideTheIndexHoweverThisIsNamed) {
  EXPECT_EQ(notes_file("archive.idx"), "archive.idx.notes.jsonl");
  EXPECT_EQ(notes_file("archive.idx/"), "archive.idx.notes.jsonl");
  EXPECT_EQ(notes_file("/data/./archive.idx//"), "/data/archive.idx.notes.jsonl");
}

TEST_F(NotesFile, ThatFailsToChangeOrChangesNothingIsLeftAlone) {
  ASSERT_TRUE(change_notes(index_, [](Notes&) -> Status { return {}; }));
  EXPECT_FALSE(std::filesystem::exists(notes_file(index_)));
  ASSERT_TRUE(change_notes(index_, [](Notes& notes) -> Status {
    notes = some_notes();
    return {};
  }));
  const std::string before = text();
  EXPECT_FALSE(change_notes(index_, [](Notes& notes) -> Status {
    notes.articles.clear();
    return fail(ErrorKind::kUsage, "no", "");
  }));
  EXPECT_EQ(text(), before);
}

TEST_F(NotesFile, ThatIsDamagedIsNeverWrittenOver) {
  std::ofstream(notes_file(index_)) << "{\"dateline_notes\":1}\nhalf a li";
  const std::string before = text();
  EXPECT_FALSE(change_notes(index_, [](Notes& notes) -> Status {
    notes.articles[kFirst].tags.insert("a");
    return {};
  }));
  EXPECT_EQ(text(), before);
}

TEST_F(NotesFile, LosesNoChangeOfManyAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kEach = 10;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_TRUE(change_notes(index_, [&](Notes& notes) -> Status {
          notes.articles[kFirst].tags.insert(std::to_string(t) + "/" + std::to_string(i));
          return {};
        }));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(read_notes(index_)->articles.at(kFirst).tags.size(), std::size_t{kThreads * kEach});
}

TEST_F(NotesFile, IsReadAgainOnceItHasChanged) {
  NotesReader reader({index_, folder_.path() / "b.idx"});
  EXPECT_TRUE((*reader.read())->articles.empty());
  for (const char* index : {"a.idx", "b.idx"}) {
    ASSERT_TRUE(change_notes(folder_.path() / index, [&](Notes& notes) -> Status {
      notes.articles[kFirst].tags.insert(index);
      notes.articles[kFirst].text = index;
      return {};
    }));
  }
  const auto notes = reader.read();
  EXPECT_EQ((*notes)->of(kFirst), (ArticleNotes{{"a.idx", "b.idx"}, "a.idx"}));
  EXPECT_EQ(*reader.read(), *notes);
}

}  // namespace
}  // namespace dateline::notes
