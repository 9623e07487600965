#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/writer/bulk_options.h"
#include "indexer/writer/index_builder.h"
#include "tests/indexer/glass/generated_documents.h"
#include "tests/support/temporary_folder.h"

namespace dateline::testing {

/// The document for the library's own writer, without its stored data. Throws Xapian::Error.
Xapian::Document to_xapian(const indexer::IndexDocument& document);

/// What the library's own writer makes of the documents, one by one; without stored data, see
/// data_difference().
void build_reference(const std::filesystem::path& path, const std::vector<NumberedDocument>& documents);

indexer::BulkOptions options_for(const TemporaryFolder& folder, const std::string& name, int workers);

/// Adds document i by worker i / 7 modulo `workers`, each in a thread of its own, with the metadata of
/// build_reference(), drops, and finishes.
Result<indexer::BuildCounts> run_builder(indexer::IndexBuilder& builder, int workers,
                                         const std::vector<NumberedDocument>& documents,
                                         const std::vector<std::uint32_t>& dropped = {});

Result<indexer::BuildCounts> build_bulk(const indexer::BulkOptions& options,
                                        const std::vector<NumberedDocument>& documents,
                                        const std::vector<std::uint32_t>& dropped = {});

/// The library's check of a whole database: nothing, or its report.
std::string check(const std::filesystem::path& database);

std::string file_bytes(const std::filesystem::path& path);

}  // namespace dateline::testing
