#include "tests/indexer/glass/build_support.h"

#include <xapian.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "indexer/writer/bulk_builder.h"

namespace dateline::testing {

namespace fs = std::filesystem;
using indexer::BuildCounts;
using indexer::BulkOptions;

Xapian::Document to_xapian(const indexer::IndexDocument& document) {
  Xapian::Document out;
  document.for_each_occurrence(
      [&](std::string_view bytes, const indexer::IndexDocument::Occurrence& occurrence) {
        const std::string term(bytes);
        if (occurrence.has_position) {
          out.add_posting(term, occurrence.position, occurrence.wdf);
        } else {
          out.add_term(term, occurrence.wdf);
        }
      });
  for (const auto& [slot, value] : document.values()) out.add_value(slot, value);
  return out;
}

void build_reference(const fs::path& path, const std::vector<NumberedDocument>& documents) {
  Xapian::WritableDatabase database(path.string(),
                                    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
  for (const auto& [docid, document] : documents) {
    database.replace_document(docid, to_xapian(document));
  }
  database.set_metadata("schema", "1");
  database.set_metadata(std::string("nul\0key", 7), std::string(5000, 'm'));
  database.commit();
}

Result<BuildCounts> run_builder(indexer::IndexBuilder& builder, int workers,
                                const std::vector<NumberedDocument>& documents,
                                const std::vector<std::uint32_t>& dropped) {
  std::vector<Status> results(static_cast<std::size_t>(workers));
  {
    std::vector<std::jthread> threads;
    for (int worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&, worker] {
        for (std::size_t i = 0; i < documents.size(); ++i) {
          if (i / 7 % static_cast<std::size_t>(workers) != static_cast<std::size_t>(worker)) continue;
          Status added = builder.add(worker, documents[i].first, documents[i].second);
          if (!added) results[static_cast<std::size_t>(worker)] = added;
        }
      });
    }
    for (const std::uint32_t docid : dropped) builder.drop(docid);
  }
  for (const Status& result : results) {
    if (!result) return fail(result.error());
  }
  builder.set_metadata("schema", "1");
  builder.set_metadata(std::string("nul\0key", 7), std::string(5000, 'm'));
  builder.set_metadata("gone", "1");
  builder.set_metadata("gone", "");
  return builder.finish();
}

Result<BuildCounts> build_bulk(const BulkOptions& options, const std::vector<NumberedDocument>& documents,
                               const std::vector<std::uint32_t>& dropped) {
  auto builder = indexer::BulkBuilder::create(options);
  if (!builder) return fail(builder.error());
  return run_builder(**builder, options.workers, documents, dropped);
}

BulkOptions options_for(const TemporaryFolder& folder, const std::string& name, int workers) {
  BulkOptions options;
  options.directory = folder / name;
  options.scratch = folder.path();
  options.workers = workers;
  return options;
}

std::string check(const fs::path& database) {
  std::ostringstream report;
  return Xapian::Database::check(database.string(), 0, &report) == 0 ? std::string() : report.str();
}

std::string file_bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace dateline::testing
