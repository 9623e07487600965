#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace dateline::index {

/// Words by the stem that they share, for the words that differ from their stem. Ordered, so that the same
/// words are written alike.
using FormsByStem = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

/// The metadata key under which the words of a stem stand.
std::string forms_key(std::string_view stem);
/// Words, each 1..255 bytes, as one metadata value.
std::string encode_forms(const std::set<std::string, std::less<>>& words);
/// Damaged bytes end the list. The views are into `bytes`.
std::vector<std::string_view> decode_forms(std::string_view bytes);

/// Resolves the terms of queries into terms of a database.
///
/// The stem of a word is no term of the database: that would be a second posting for nearly every word of
/// every article. The database has the words, and a table from each stem to the words that have it. "Zvisit",
/// "ZSvisit" and "XLvisit" in a query stand for all words whose stem is "visit", in the text, the title, the
/// lead; an article has them as often as all of those together. Only whole Hangul words, which have no term
/// of their own, are terms with "Z".
///
/// Not thread-safe; may throw Xapian::Error.
class WordForms {
 public:
  WordForms() noexcept = default;
  /// Of one database, or of the shards of one: metadata are read from each.
  explicit WordForms(const Xapian::Database& database);
  explicit WordForms(std::vector<Xapian::Database> shards);

  /// The terms that `term` stands for: itself, unless it is that of a stem. Never empty; some of them may
  /// have no postings.
  std::vector<std::string> terms(const std::string& term) const;
  /// Those of several, each once: stems of different languages may stand for the same word.
  std::vector<std::string> terms(const std::vector<std::string>& terms) const;

  /// Articles that have one of them: exact for a single term, at most so many for several.
  static std::uint32_t most_articles(const Xapian::Database& database, const std::vector<std::string>& terms);

 private:
  std::shared_ptr<const std::vector<Xapian::Database>> shards_;
};

}  // namespace dateline::index
