// Which state of an index is meant, and the steps by which it can be had.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "common/ledger/files_to_keep.h"
#include "common/ledger/past_log.h"
#include "common/ledger/past_step.h"
#include "common/ledger/past_wish.h"
#include "tests/support/temporary_folder.h"

namespace dateline::ledger {
namespace {

const dates::Day kToday = *dates::make_day(2026, 11, 30);
constexpr std::int64_t kNoon = 1'795'953'600;  // 2026-11-29T12:00:00Z

TEST(PastWish, IsReadFromWhatAPersonWrites) {
  struct Case {
    std::string text;
    std::int64_t by;
  };
  const std::vector<Case> cases{
      {"2026-11-29", kNoon + 12 * 3600 - 1},   {"29 November 2026", kNoon + 12 * 3600 - 1},
      {"yesterday", kNoon + 12 * 3600 - 1},    {"2026-11", kNoon + 36 * 3600 - 1},
      {"2026-11-29T12:00:00Z", kNoon},         {"2026-11-29T12:00:00", kNoon},
      {"2026-11-29 12:00", kNoon + 59},        {"2026-11-29T12:00Z", kNoon + 59},
      {"..2026-11-29", kNoon + 12 * 3600 - 1},
  };
  for (const Case& one : cases) {
    const auto wish = parse_past_wish(one.text, kToday);
    ASSERT_TRUE(wish) << one.text << wish.error().what;
    EXPECT_EQ(wish->by, one.by) << one.text;
    EXPECT_FALSE(wish->generation) << one.text;
    EXPECT_EQ(wish->content, "") << one.text;
  }
  EXPECT_EQ(parse_past_wish("g7", kToday)->generation, 7U);
  EXPECT_EQ(parse_past_wish("g12-1f8fa7e68d73", kToday)->generation, 12U);
  EXPECT_EQ(parse_past_wish("g12-1f8fa7e68d73", kToday)->content, "1f8fa7e68d73");
  EXPECT_EQ(parse_past_wish("1f8fa7e68d73", kToday)->content, "1f8fa7e68d73");
  EXPECT_EQ(parse_past_wish("1f8fa7e68d731f8fa7e68d731f8fa7e6", kToday)->content.size(), 32U);
  for (const char* wrong : {"", "g", "g0", "g7x", "g7-", "g7-1f8fa7e68d7", "ferry", "2026-13", "2026-11-31",
                            "*-11-29", "2026-11-29T24:00", "2026-11-29T12:60", "2026-11-29T12:00:60",
                            "2026-11-29T1200", "2026-11-29..", "1f8fa7e68d7"}) {
    const auto wish = parse_past_wish(wrong, kToday);
    ASSERT_FALSE(wish) << wrong;
    EXPECT_EQ(wish.error().kind, ErrorKind::kUsage) << wrong;
  }
}

TEST(PastWish, IsReadFromACitation) {
  const std::string root(32, 'a');
  const auto citation = [&](const std::string& revision) {
    return fmt::format(
        R"({{"dateline_citation":1,"answered_by":{{"root":"{}","revision":"{}","time":"2026-11-29T12:00:00Z"}}}})",
        root, revision);
  };
  const auto wish = parse_cited_state(citation("g3-aaaaaaaaaaaa"), "a.json");
  ASSERT_TRUE(wish) << wish.error().what;
  EXPECT_EQ(wish->content, root);
  EXPECT_EQ(wish->generation, 3U);
  EXPECT_EQ(wish->by, kNoon);
  EXPECT_EQ(parse_cited_state(citation("g3-aaaaaaaaaaaa+g4-bbbbbbbbbbbb"), "a.json").error().what,
            "a.json cites a search of several indexes");
  for (const char* wrong : {"", "[]", "{}", R"({"dateline_citation":1})",
                            R"({"dateline_citation":1,"answered_by":{"root":7,"revision":"","time":""}})",
                            R"({"dateline_citation":1,"answered_by":{"root":"","revision":"","time":""}})"}) {
    const auto none = parse_cited_state(wrong, "a.json");
    ASSERT_FALSE(none) << wrong;
    EXPECT_EQ(none.error().kind, ErrorKind::kInput) << wrong;
  }
}

TEST(PastWish, FindsTheStateThatIsMeant) {
  std::vector<PastStep> states(5);
  const std::string contents[] = {"aaaa", "bbbb", "aaaa", "aaaa", "cccc"};
  const std::int64_t written[] = {100, 200, 300, 0,
                                  250};  // a clock that was set back, and one that is not known
  for (std::size_t i = 0; i < states.size(); ++i) {
    states[i].after.generation = i + 4;
    states[i].after.content = contents[i];
    states[i].after.written = written[i];
  }
  const auto found = [&](const PastWish& wish) {
    const auto at = find_state(states, wish);
    return at ? static_cast<int>(*at) : -1;
  };
  EXPECT_EQ(found({.by = 99}), -1);
  EXPECT_EQ(found({.by = 100}), 0);
  EXPECT_EQ(found({.by = 240}), 1);
  EXPECT_EQ(found({.by = 260}), 4);
  EXPECT_EQ(found({.generation = 7}), 3);
  EXPECT_EQ(found({.generation = 3}), -1);
  EXPECT_EQ(found({.content = "bb"}), 1);
  EXPECT_EQ(found({.content = "aaaa"}), 3) << "the last of several";
  EXPECT_EQ(found({.content = "dd"}), -1);
  EXPECT_EQ(found({.generation = 6, .content = "aa"}), 2);
  EXPECT_EQ(found({.generation = 5, .content = "aa"}), -1) << "another folder's";
  EXPECT_EQ(found({.by = 150, .generation = 6, .content = "aaaa"}), 2) << "a citation of this folder";
  EXPECT_EQ(found({.by = 150, .generation = 90, .content = "aaaa"}), 0) << "a citation of a copy";
  EXPECT_EQ(found({.by = 50, .generation = 90, .content = "aaaa"}), 3);
}

PastState some_state(std::mt19937& random, std::uint64_t generation) {
  PastState state;
  state.generation = generation;
  state.written = 1'764'000'000;
  state.content = fmt::format("{:032x}", random());
  state.next_docid = static_cast<index::Docid>(generation * 1000);
  state.ledger_commits = random() % 9;
  state.counts.articles = random();
  state.counts.by_source = {{"", 3}, {"kcna.kp-en", random()}};
  state.counts.source_names = {{"kcna.kp-en", "KCNA\n"}};
  return state;
}

std::vector<PastRecord> some_records(std::mt19937& random, unsigned most_bytes) {
  std::vector<PastRecord> out;
  for (auto n = random() % 50; n > 0; --n) {
    switch (random() % 3) {
      case 0:
        out.emplace_back(index::Change{static_cast<index::Docid>(random()), 7, 20140503, 9, random()});
        break;
      case 1:
        out.emplace_back(PastNames{std::string(random() % 90, '\0')});
        break;
      default:
        out.emplace_back(PastArticle{.docid = static_cast<index::Docid>(random()),
                                     .captures = 2,
                                     .first_captured = 20140503,
                                     .group = 9,
                                     .group_name = random(),
                                     .id = random(),
                                     .text = random(),
                                     .text_is_kept = random() % 2 == 0,
                                     .article = std::string(random() % most_bytes, 'x')});
    }
  }
  return out;
}

std::string step_bytes(const PastState& state, bool begins, const std::vector<PastRecord>& records) {
  std::string out;
  const index::Sink sink = [&](std::string_view part) -> Status {
    out += part;
    return {};
  };
  PastStepWriter writer(sink);
  EXPECT_TRUE(writer.begin(state, begins));
  for (const PastRecord& record : records) EXPECT_TRUE(writer.add(record));
  EXPECT_TRUE(writer.end());
  return out;
}

TEST(PastStep, IsReadAsItWasWritten) {
  const unsigned seed = 20261130;
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937 random(seed);
  for (int n = 0; n < 40; ++n) {
    const PastState state = some_state(random, 1);
    const std::vector<PastRecord> records = some_records(random, 400'000);
    const std::string whole = step_bytes(state, n % 2 == 0, records);
    const std::string two = whole + whole;
    std::string_view rest = two;
    ASSERT_TRUE(take_step(rest));
    EXPECT_EQ(rest, whole);
    const auto step = take_step(rest);
    ASSERT_TRUE(step);
    EXPECT_TRUE(rest.empty());
    EXPECT_EQ(step->after, state);
    EXPECT_EQ(step->begins, n % 2 == 0);
    EXPECT_EQ(step->bytes, whole);
    std::vector<PastRecord> read;
    ASSERT_TRUE(step->each([&](PastRecord record) -> Status {
      read.push_back(std::move(record));
      return {};
    }));
    EXPECT_EQ(read, records);
  }
}

/// Some bits of a frame of zstd only say how much memory it may take.
TEST(PastStep, IsReadRightOrTellsDamage) {
  std::mt19937 random(7);
  const PastState state = some_state(random, 1);
  const std::vector<PastRecord> records = some_records(random, 400);
  const std::string whole = step_bytes(state, true, records);
  for (int n = 0; n < 2000; ++n) {
    std::string bytes = whole;
    if (n % 2 == 0) {
      bytes.resize(random() % whole.size());
    } else {
      bytes[random() % bytes.size()] ^= static_cast<char>(1 + random() % 255);
    }
    std::string_view rest = bytes;
    const auto step = take_step(rest);
    std::vector<PastRecord> read;
    const bool told = !step || !rest.empty() || !step->each([&](PastRecord record) -> Status {
      read.push_back(std::move(record));
      return {};
    });
    if (told) continue;
    EXPECT_EQ(step->after, state) << n;
    EXPECT_TRUE(step->begins) << n;
    EXPECT_EQ(read, records) << n;
  }
}

TEST(FilesToKeep, AreFewAndEachIsWrittenAFewTimes) {
  std::vector<index::FileInfo> files;
  std::uint64_t written = 0;
  std::uint64_t told = 0;
  std::mt19937 random(1);
  for (int n = 0; n < 3000; ++n) {
    const std::uint64_t incoming = 500 + random() % 2000;
    const std::size_t kept = files_to_keep(files, incoming);
    index::FileInfo file{.name = "past", .bytes = incoming};
    for (std::size_t i = kept; i < files.size(); ++i) file.bytes += files[i].bytes;
    files.resize(kept);
    files.push_back(file);
    written += file.bytes;
    told += incoming;
    EXPECT_LE(files.size(), 16U);
  }
  EXPECT_LT(static_cast<double>(written) / static_cast<double>(told), 15.0);
}

}  // namespace
}  // namespace dateline::ledger
