#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "bench/track/ask_both.h"
#include "bench/track/questions.h"
#include "common/result.h"

namespace dateline::bench {

/// Instructions that a program retired, by class of questions: for one question, with the lines that lead to
/// it, of a shell that was asked before. Counted by callgrind, which emulates a processor, so that they are
/// the same on every run of one binary with the same libraries.
using Instructions = std::map<std::string, double>;

/// Under this name: what `dateline-index build` retires for an article, on one thread.
inline constexpr const char* kBuildOfAnArticle = "build/article";

/// Whether callgrind is there.
bool can_count_instructions();

/// What a count depends on beside our own sources: compiler, valgrind, the libraries that do a part of the
/// work, and whether the processor has AVX2, which callgrind passes on. Counts are compared only where it is
/// equal.
std::string ground_of(const std::filesystem::path& programs);

/// Counts for each class of three questions, and for an article that is indexed, on the lasting collection of
/// 2,000 records: always the same, whatever is timed. `query_class` as for `of_class`; empty: all, and
/// indexing. With a folder `kept`, what was counted before of equal programs on the same ground is read from
/// there, and what is counted now is written there. An Input error when a program fails or nothing is
/// counted.
Result<Instructions> count_instructions(const std::string& name, const std::filesystem::path& programs,
                                        const std::string& query_class, const std::filesystem::path& scratch,
                                        const Progress& progress, const std::filesystem::path& kept = {});

/// The sum of a file that callgrind wrote. An Input error when there is none.
Result<double> callgrind_total(const std::filesystem::path& file);

}  // namespace dateline::bench
