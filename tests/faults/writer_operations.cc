#include "tests/faults/writer_operations.h"

#include <gtest/gtest.h>

#include "common/index/index_reader.h"
#include "tests/support/run_program.h"

namespace dateline::testing {
namespace {

std::string articles(int first, int count) {
  std::string out;
  for (int i = first; i < first + count; ++i) {
    const std::string number = std::to_string(i);
    const std::string day = std::to_string(10 + i % 19);
    out += R"({"title":"Ferry )" + number + R"( Crosses the River","date":"2013-05-)" + day +
           R"(","body":"Pyongyang, May )" + day + " (KCNA) -- Ferry number " + number +
           " carried bread and " + (i % 2 == 0 ? "books" : "lamps") +
           R"( to the other side.","url":"http://a.org/)" + number + "\"}\n";
  }
  return out;
}

}  // namespace

const std::vector<Operation>& writer_operations() {
  static const std::vector<Operation> operations{
      {"FirstBuild", true, {"build", "BASE"}},
      {"Build", false, {"build", "BASE", "MORE"}},
      {"FirstAdd", true, {"add", "BASE"}},
      {"Add", false, {"add", "MORE"}},
      {"AddAndMerge", false, {"add", "MORE", "MOST"}},
      {"Remove", false, {"remove", "ID"}},
      {"Merge", false, {"merge", "--clean"}},
  };
  return operations;
}

WriterGround::WriterGround(const TemporaryFolder& folder, int base, int more)
    : base_(folder.write("base.jsonl", articles(1, base)).string()),
      second_(folder.write("second.jsonl", articles(1001, 1)).string()),
      more_(folder.write("more.jsonl", articles(2001, more)).string()),
      most_(folder.write("most.jsonl", articles(3001, 3)).string()) {}

void WriterGround::make_index(const std::filesystem::path& idx) {
  const Ran built = run(DATELINE_INDEX_PROGRAM, {"build", base_, "-i", idx.string(), "-q"});
  ASSERT_EQ(built.code, 0) << built.err;
  const Ran added = run(DATELINE_INDEX_PROGRAM, {"add", second_, "-i", idx.string(), "-q"});
  ASSERT_EQ(added.code, 0) << added.err;
  const auto reader = index::IndexReader::open(idx);
  ASSERT_TRUE(reader) << reader.error().what;
  ASSERT_EQ(reader->manifest().segments.size(), 2U);
  id_ = to_string(reader->article(2)->id);
}

std::vector<std::string> WriterGround::arguments(const Operation& operation,
                                                 const std::filesystem::path& idx) const {
  std::vector<std::string> out;
  for (const std::string& word : operation.arguments) {
    out.push_back(word == "BASE"   ? base_
                  : word == "MORE" ? more_
                  : word == "MOST" ? most_
                  : word == "ID"   ? id_
                                   : word);
  }
  if (out.front() != "remove") out.insert(out.end(), {"--threads", "1"});
  out.insert(out.end(), {"-i", idx.string()});
  return out;
}

}  // namespace dateline::testing
