#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bench/queries/collection.h"

namespace dateline::bench {

/// How a question is asked.
enum class Way : std::uint8_t {
  kShell,        ///< of a shell that is open
  kProcess,      ///< of a program that is started for it: `dateline-search query`
  kColdProcess,  ///< the same, with none of the index's files in memory
};

/// One question of the history: lines of the search shell, or a query.
struct Question {
  std::string query_class;          ///< e.g. "one_word/rare"
  std::string settings;             ///< a line in force for the whole class, e.g. ":facets none"
  std::vector<std::string> before;  ///< lines that lead to it, not timed
  std::string line;                 ///< what is timed
  std::string query;                ///< of which the articles are counted; empty: nothing is
  Way way = Way::kShell;
};

/// Draws `count` questions of each class from the texts of a collection and nothing else, so that they
/// outlast every change of the index. The same arguments give the same questions. Classes for which the
/// collection has no words are left out.
std::vector<Question> draw_questions(std::span<const Record> records, bool generated, std::size_t count,
                                     std::uint64_t seed);

/// The questions of one class, or all for an empty name; a name that ends with '/' means all that begin so.
std::vector<Question> of_class(std::vector<Question> questions, const std::string& query_class);

/// A hash of all, 16 hexadecimal digits.
std::string hash(std::span<const Question> questions);

}  // namespace dateline::bench
