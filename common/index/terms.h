#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/docid.h"
#include "common/index/postings.h"

namespace dateline::index {

/// Walks the terms that begin with some letters, in byte order; also those that only articles have that are
/// left out (`is_living` tells). Bound to the Terms that made it. Not thread-safe. May throw Xapian::Error.
class TermCursor {
 public:
  TermCursor(TermCursor&&) noexcept;
  TermCursor& operator=(TermCursor&&) noexcept;
  ~TermCursor();

  bool at_end() const;
  /// Not at the end, like all that follows. Valid until the cursor moves.
  const std::string& term() const;
  /// As Terms::max_document_frequency.
  std::uint64_t max_document_frequency() const;
  /// As Terms::document_frequency.
  std::uint64_t document_frequency() const;
  /// Whether an article that may be found has the term. Cost: as Terms::has.
  bool is_living() const;
  void next();
  /// To the first term that is not before `term`; stays where that is here.
  void skip_to(const std::string& term);

 private:
  friend class Terms;
  struct State;
  explicit TermCursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The terms of an index, or of several that are read as one, and the only door of the searcher to them:
/// postings, positions, term lists, the dictionary, and the statistics of what is searched. An article that
/// is left out (dead, or held by an earlier one of several indexes) is in no list and in no figure but those
/// called `max_`.
///
/// A handle: copies share the open databases, of one revision. Not thread-safe, and neither are copies beside
/// each other. Everything but copying may throw Xapian::Error: call it within index::guard.
class Terms {
 public:
  Terms() = default;  ///< of nothing; to be assigned to

  /// Articles that may be found. Cost: O(1).
  std::uint64_t articles() const;
  /// No article has a higher docid. Cost: O(1).
  Docid last_docid() const;
  /// The docids of all articles that may be found, as ascending ranges that do not touch. Cost: O(articles
  /// left out), and where docids of a database belong to no document O(its articles).
  std::vector<DocidRange> living() const;
  /// Docids, ascending, of articles that are in the databases and are not to be found.
  const std::vector<Docid>& left_out() const;

  /// Average of `length`, 1 at least. Cost: the first time O(articles left out).
  double mean_length() const;
  /// Articles that have the term. Cost: O(1); where articles are left out, O(the smaller of them and of the
  /// postings) the first time.
  std::uint64_t document_frequency(const std::string& term) const;
  /// The sum of those of several terms, `articles()` at most: so many articles have one of them, or fewer.
  std::uint64_t document_frequency(std::span<const std::string> terms) const;
  /// Occurrences in all articles; 0 for terms that are not counted within an article. Cost: as above.
  std::uint64_t collection_frequency(const std::string& term) const;
  /// At least `document_frequency`, and equal where nothing is left out. Cost: O(1).
  std::uint64_t max_document_frequency(const std::string& term) const;
  std::uint64_t max_document_frequency(std::span<const std::string> terms) const;
  /// Whether an article has the term. Cost: O(1); where articles are left out, as far as the first that is
  /// not.
  bool has(const std::string& term) const;
  /// Whether an article has a term that begins so.
  bool has_prefix(const std::string& prefix) const;

  /// The terms of the database that a term of a query stands for: itself, unless it is that of a stem
  /// (word_forms.h), and then words that articles have. Never empty; some of them may have no postings.
  std::vector<std::string> forms(const std::string& term) const;
  /// Those of several, each once: stems of different languages may stand for the same word.
  std::vector<std::string> forms(std::span<const std::string> terms) const;

  /// The empty term stands in every article. Cost: O(postings).
  Postings postings(const std::string& term) const;
  std::vector<Docid> docids(const std::string& term) const;
  /// Those of `candidates`, which are ascending, that have the term. Cost: O(candidates), a look-up each.
  std::vector<Docid> docids_among(const std::string& term, std::span<const Docid> candidates) const;
  /// The lowest docid that has the term.
  std::optional<Docid> first_docid(const std::string& term) const;

  /// Positions of a word in an article, ascending; none where it does not have the word.
  std::vector<std::uint32_t> positions(Docid docid, const std::string& term) const;
  /// Whether a word `a` and a word `b` stand at less than `window` positions from each other in an article.
  /// Cost: O(their positions).
  bool are_near(Docid docid, const std::string& a, const std::string& b, unsigned window) const;

  /// Length of an article that is in the index: occurrences of all its terms.
  std::uint32_t length(Docid docid) const;
  /// Calls `visit(term, occurrences)` for the terms of an article in byte order, beginning with the first
  /// that is not before `from`, until it returns false.
  using TermVisit = std::function<bool(const std::string& term, std::uint32_t wdf)>;
  void each_term(Docid docid, const std::string& from, const TermVisit& visit) const;

  /// The terms of articles that begin with `prefix`, in byte order; nullopt when there are more than `limit`.
  std::optional<std::vector<std::string>> with_prefix(const std::string& prefix, std::size_t limit) const;
  /// All terms that begin with `prefix`.
  TermCursor dictionary(const std::string& prefix = {}) const;

  class Databases;  ///< see terms_databases.h
  explicit Terms(std::shared_ptr<const Databases> databases);
  const Databases& databases() const { return *databases_; }

 private:
  struct Counts;
  Counts counts(const std::string& term) const;

  std::shared_ptr<const Databases> databases_;
};

}  // namespace dateline::index
