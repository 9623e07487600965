#pragma once

#include <cstdint>
#include <filesystem>

#include "common/result.h"

/// What is looked at before a database that was written directly may be used.
namespace dateline::indexer::glass {

/// The library's own check of one table file, beside which `iamglass` stands. An Index error tells what it
/// found. Different tables may be checked at the same time.
Status check_table(const std::filesystem::path& table);

/// What that check does not see, through the public interface, on a sample of about 500 documents and 500
/// terms that depends on the database alone: some postings of each against term lists and the other way
/// round, lists of slots against value streams, lengths; and the number of distinct terms (`terms`) and the
/// total length. An Index error names the first contradiction. Positions without postings do not show here:
/// the builder compares the number of position lists with what it was given.
Status cross_check(const std::filesystem::path& database, std::uint64_t terms);

}  // namespace dateline::indexer::glass
