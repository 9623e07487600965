#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/queries/collection.h"
#include "bench/stats/percentile.h"
#include "bench/stats/slowdown.h"
#include "bench/track/ask_both.h"
#include "bench/track/index_both.h"
#include "common/result.h"

namespace dateline::bench {

struct AgainstOptions {
  std::filesystem::path corpus;  ///< JSON Lines; empty: the lasting collection
  std::string map;               ///< of its members
  std::string query_class;       ///< as for `of_class`; empty: all, and indexing
  std::uint32_t records = 5000;  ///< of the lasting collection
  std::size_t questions = 5;     ///< of each class
  std::uint32_t rounds = 15;
  int repetitions = 3;                       ///< of building and adding
  int clients = 1;                           ///< of each side, at the same time
  bool instructions = true;                  ///< where callgrind is there
  std::optional<std::string> counted_class;  ///< of which instructions are counted; none: what is timed
  std::filesystem::path kept_counts;         ///< as for `count_instructions`
  std::uint64_t seed = 1997;
  SlowdownOptions slowdown;
};

/// A class must cost so many times the instructions to count as costing more.
inline constexpr double kMoreInstructions = 1.05;

/// What became of a class of questions.
struct ClassAgainst {
  std::string name;
  std::array<bool, 2> known{};  ///< whether the sides know its lines
  ClassChange change;           ///< of processor time; meaningless unless both know it
  bool faster = false;
  std::array<Distribution, 2> wall_us;
  std::size_t asked = 0;                   ///< questions that both counted
  std::size_t differ = 0;                  ///< of which the answers differ
  std::array<std::int64_t, 2> articles{};  ///< found by all questions together
  std::array<std::optional<double>, 2> instructions;

  bool both() const { return known[0] && known[1]; }
  std::optional<double> instruction_ratio() const;
  bool more_instructions() const;
};

/// Something of indexing, or of memory.
struct FigureAgainst {
  std::string name;
  double before = 0;
  double after = 0;
  bool worse = false;
  double ratio() const { return before > 0 ? after / before : 1; }
};

struct Against {
  std::array<std::string, 2> names;
  Collection collection;
  std::string questions_hash;
  std::uint32_t rounds = 0;
  std::string ground;  ///< of the instructions; empty: none were counted
  std::vector<ClassAgainst> classes;
  std::array<SideIndexing, 2> indexing;
  std::array<std::optional<double>, 2> build_instructions;  ///< of an article
  std::vector<FigureAgainst> figures;

  /// Whether anything is slower or takes more.
  bool worse() const;
};

/// Lets both sides index the same collection and asks them the same questions, in turns. `programs` are the
/// folders of the two, `scratch` is for collection and indexes.
Result<Against> measure_against(const std::array<std::string, 2>& names,
                                const std::array<std::filesystem::path, 2>& programs,
                                const AgainstOptions& options, const std::filesystem::path& scratch,
                                const Progress& progress);

/// Tables for people, the verdict last.
std::string text_of(const Against& against);

/// The classes of what both sides made of the questions: for tests.
std::vector<ClassAgainst> compare_classes(std::span<const Question> questions, const AskedBoth& asked,
                                          const SlowdownOptions& options);

}  // namespace dateline::bench
