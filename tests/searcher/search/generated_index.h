#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/index/schema.h"
#include "common/index/terms.h"
#include "common/index/word_forms.h"
#include "common/text/analyzer.h"
#include "searcher/query/plan.h"
#include "tests/support/temporary_folder.h"

namespace dateline::testing {

/// What the index holds of one article: every term with its positions (none for boolean terms and stems).
using IndexedArticle = std::map<std::string, std::set<std::uint32_t>, std::less<>>;

/// An article as a test writes it.
struct WrittenArticle {
  std::string title;
  std::string body;
  std::vector<std::pair<index::Field, std::string>> values = {};
  int yyyymmdd = 0;  ///< of publication, 0 for none
};

/// A small index on disk, and the same articles in plain containers, from which a test can find what a
/// query must match without any of the code under test.
class GeneratedIndex {
 public:
  GeneratedIndex();

  /// Words of the title stand in the title field and before the body, with a gap of 100 positions.
  void add(const WrittenArticle& article);
  /// Deletes a document, so that docids have a gap.
  void remove(Xapian::docid docid);

  const Xapian::Database& database() const { return database_; }
  /// Of the articles added so far.
  index::Terms terms() const;
  text::Analyzer& analyzer() { return analyzer_; }
  const std::map<std::uint32_t, IndexedArticle>& articles() const { return articles_; }

  /// Docids of the articles that a plan must match, found by visiting all of them.
  std::vector<std::uint32_t> matches(const query::PlanNode& node) const;

 private:
  std::unique_ptr<TemporaryFolder> folder_;
  Xapian::WritableDatabase database_;
  void add_form(const std::string& stem, const std::string& word);

  text::Analyzer analyzer_;
  index::FormsByStem forms_;
  std::map<std::uint32_t, IndexedArticle> articles_;
};

/// Writes articles and queries of a small vocabulary (Latin and Hangul), so that matches are frequent.
class RandomText {
 public:
  explicit RandomText(std::uint64_t seed) : random_(seed) {}

  WrittenArticle article();
  /// A well-formed query.
  std::string query();
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

 private:
  std::string word();
  std::string words(std::size_t count);
  std::string part(unsigned depth);
  std::string list(unsigned depth);

  std::mt19937_64 random_;
};

}  // namespace dateline::testing
