#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

struct Example {
  std::string query;
  std::string articles;
};

/// The rows of the table below the heading "Every sign, tried" of docs/query-language.md.
std::vector<Example> examples_of_the_document() {
  std::ifstream document(std::string(DATELINE_SOURCE_DIR) + "/docs/query-language.md");
  std::vector<Example> examples;
  bool inside = false;
  for (std::string line; std::getline(document, line);) {
    if (line.starts_with("#")) inside = line.find("Every sign, tried") != std::string::npos;
    if (!inside || !line.starts_with("| `")) continue;
    const std::size_t end = line.find("` | ", 3);
    if (end == std::string::npos) continue;
    std::string query;
    for (std::size_t i = 3; i < end; ++i) {
      if (line[i] == '\\' && line[i + 1] == '|') continue;  // as tables of Markdown want it
      query += line[i];
    }
    const std::size_t count = end + 4;
    examples.push_back({query, line.substr(count, line.find(' ', count) - count)});
  }
  return examples;
}

class QueryLanguage : public testing::BuiltIndex {};

TEST_F(QueryLanguage, FindsWhatItsDocumentSays) {
  build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures");
  const std::vector<Example> examples = examples_of_the_document();
  ASSERT_GT(examples.size(), 40U);
  for (const Example& example : examples) {
    const nlohmann::json out = search_json({"query", example.query});
    if (!out.is_object()) continue;
    EXPECT_EQ(out["total"].dump(), example.articles) << example.query;
  }
}

}  // namespace
}  // namespace dateline
