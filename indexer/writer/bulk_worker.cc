#include "indexer/writer/bulk_worker.h"

#include <algorithm>
#include <utility>

#include "common/index/stored_data.h"
#include "indexer/glass/encoding.h"
#include "indexer/glass/tables.h"

namespace dateline::indexer {
namespace {

/// Of each of the three scratch files of a worker.
std::size_t file_buffer(const BulkOptions& options) {
  return std::clamp<std::size_t>(options.memory_bytes / 64 / static_cast<std::size_t>(options.workers),
                                 std::size_t{8} << 10, std::size_t{256} << 10);
}

}  // namespace

Result<std::unique_ptr<BulkWorker>> BulkWorker::create(glass::Storage& storage, const BulkOptions& options) {
  auto worker = std::unique_ptr<BulkWorker>(new BulkWorker(options.deflate_level));
  for (Writer* writer : {&worker->runs_, &worker->term_lists_, &worker->data_}) {
    auto file = storage.create_scratch(options.scratch);
    if (!file) return fail(file.error());
    *writer = std::make_unique<glass::BufferedWriter>(std::move(*file), file_buffer(options));
  }
  std::string header;
  glass::append_run_header(header, glass::RunKind::kDocuments, {}, 0, 0);
  worker->term_lists_->append(header);
  worker->data_->append(header);
  return worker;
}

Status BulkWorker::add(std::uint32_t docid, const IndexDocument& document, std::size_t inverter_bytes) {
  if (const Status inverted = inverter_.add(docid, document, inverted_); !inverted) return inverted;
  lead_.clear();
  glass::append_sized(lead_, inverted_.slots);
  append_record(*term_lists_, last_term_list_docid_, docid, lead_, inverted_.term_list, true);
  // What is packed already is not worth another try; but long data that deflate well must stand deflated,
  // because the library would deflate them when it compacts the database, and perhaps unreadably.
  const std::string& data = document.data();
  const bool may_deflate = !index::is_packed(data) || data.size() >= glass::kFlushedFrom;
  if (!data.empty()) append_record(*data_, last_data_docid_, docid, {}, data, may_deflate);
  last_docid_ = docid;
  // A full disk should end the build now, not when all input is read.
  for (const glass::BufferedWriter* writer : {term_lists_.get(), data_.get()}) {
    if (!writer->status()) return writer->status();
  }
  return shrink(inverter_bytes);
}

Status BulkWorker::shrink(std::size_t inverter_bytes) {
  return inverter_.memory_bytes() > inverter_bytes ? spill(inverter_bytes) : Status();
}

void BulkWorker::append_record(glass::BufferedWriter& writer, std::uint32_t& last_docid, std::uint32_t docid,
                               std::string_view lead, std::string_view tag, bool may_deflate) {
  const std::string_view deflated = may_deflate ? deflater_.deflate(tag) : std::string_view();
  const std::string_view stored = deflated.empty() ? tag : deflated;
  header_.clear();
  glass::append_varint(header_, docid - last_docid);
  glass::append_varint(header_, 1 + lead.size() + stored.size());
  header_.push_back(
      static_cast<char>(deflated.empty() ? glass::StoredAs::kPlain : glass::StoredAs::kDeflated));
  header_.append(lead);
  writer.append(header_);
  writer.append(stored);
  last_docid = docid;
}

Status BulkWorker::spill(std::size_t inverter_bytes) {
  inverter_.sort();
  const auto region = write_run(*inverter_.run(), *runs_);
  if (!region) return fail(region.error());
  spilled_.push_back(*region);
  inverter_.clear();
  // The share may have become so small that the empty tables fill it.
  if (inverter_.memory_bytes() > inverter_bytes / 2) inverter_.release();
  return {};
}

Result<BulkWorker::Region> BulkWorker::write_run(glass::ByteSource& source, glass::BufferedWriter& writer) {
  Region region;
  region.offset = writer.size();
  std::vector<char> piece(std::size_t{64} << 10);
  for (;;) {
    const auto got = source.read(piece.data(), piece.size());
    if (!got) return fail(got.error());
    if (*got == 0) break;
    writer.append({piece.data(), *got});
  }
  if (const Status flushed = writer.flush(); !flushed) return fail(flushed.error());
  region.size = writer.size() - region.offset;
  return region;
}

Status BulkWorker::close() {
  inverter_.sort();
  for (glass::BufferedWriter* writer : {term_lists_.get(), data_.get()}) {
    writer->append(std::string_view("\0\0", 2));  // of the records, of the run
    if (const Status flushed = writer->flush(); !flushed) return flushed;
  }
  return {};
}

std::vector<std::unique_ptr<glass::ByteSource>> BulkWorker::sources(Side side) const {
  std::vector<std::unique_ptr<glass::ByteSource>> sources;
  const auto add_region = [&](const Writer& writer, const Region& region) {
    sources.push_back(std::make_unique<glass::FileRegion>(writer->file(), region.offset, region.size));
  };
  switch (side) {
    case Side::kPostings:
    case Side::kPositions:
      for (const Region& region : spilled_) add_region(runs_, region);
      if (!inverter_.empty()) sources.push_back(inverter_.run(part_of(side)));
      break;
    case Side::kTermLists:
      add_region(term_lists_, {0, term_lists_->size()});
      break;
    case Side::kData:
      add_region(data_, {0, data_->size()});
      break;
  }
  return sources;
}

}  // namespace dateline::indexer
