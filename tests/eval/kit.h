#pragma once

#include <xapian.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "common/text/language.h"
#include "tests/eval/measures.h"

namespace dateline::eval {

struct KitDocument {
  std::string id;
  std::string title;
  std::string body;
  std::string month;  ///< YYYY-MM, may be empty
};

struct KitQuery {
  std::string id;
  std::string text;
  std::string month;  ///< when the search is limited to one
};

/// A folder with docs.jsonl, queries.tsv and qrels.txt. Throws std::runtime_error when one cannot be read.
struct Kit {
  std::vector<KitDocument> documents;
  std::vector<KitQuery> queries;
  std::map<std::string, Grades> grades;
};

/// `articles` is a file of JSON Lines with the texts of a kit whose docs.jsonl holds none (and "body_offset"
/// characters to drop from the body); empty otherwise.
Kit read_kit(const std::filesystem::path& folder, const std::filesystem::path& articles = {});

/// An index of a kit through the Analyzer, laid out as ranking_recipe.h asks.
class KitIndex {
 public:
  /// In memory when `folder` is empty, else a new database there. Titles are left out unless asked for.
  KitIndex(const Kit& kit, bool titles, const std::filesystem::path& folder = {});

  /// Ids and weights of at most `depth` documents, best first.
  std::vector<std::pair<std::string, double>> search(const KitQuery& query, Xapian::doccount depth) const;

 private:
  Xapian::WritableDatabase database_;
  bool titled_;
  std::vector<text::Language> languages_;  ///< of the documents
};

}  // namespace dateline::eval
