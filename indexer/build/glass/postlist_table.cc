#include <algorithm>
#include <utility>
#include <vector>

#include "indexer/build/glass/encoding.h"
#include "indexer/build/glass/tables.h"

namespace dateline::indexer::glass {
namespace {

/// A chunk ends with the entry that brings it to this size, as the library has it: it fits in one item then.
constexpr std::size_t kChunkBytes = 2000;

constexpr std::string_view kMetadataPrefix("\0\xC0", 2);
constexpr std::string_view kValueStatisticsPrefix("\0\xD0", 2);
constexpr std::string_view kValueChunkPrefix("\0\xD8", 2);
constexpr std::string_view kLengthsPrefix("\0\xE0", 2);

/// Writes the records of one list, postings or lengths, as chunks.
class ChunkWriter {
 public:
  explicit ChunkWriter(TableWriter& table) : table_(table) {}

  /// `first_key` is the key of the first chunk; `later_key` plus the first docid, those of the others.
  void begin(std::string_view first_key, std::string_view later_key, std::uint64_t documents,
             std::uint64_t collection) {
    first_key_.assign(first_key);
    later_key_.assign(later_key);
    documents_ = documents;
    collection_ = collection;
    first_chunk_ = true;
    body_.clear();
  }

  void add(std::uint32_t docid, std::uint64_t number) {
    if (body_.size() >= kChunkBytes) write_chunk(false);
    char entry[2 * kMaxVarintBytes];
    char* at = entry;
    if (body_.empty()) {
      first_docid_ = docid;
    } else {
      at = put_varint(at, docid - last_docid_ - 1);
    }
    at = put_varint(at, number);
    body_.append(entry, static_cast<std::size_t>(at - entry));
    last_docid_ = docid;
  }

  void finish() {
    if (!body_.empty()) write_chunk(true);
  }

 private:
  void write_chunk(bool last) {
    tag_.clear();
    if (first_chunk_) {
      append_varint(tag_, documents_);
      append_varint(tag_, collection_);
      append_varint(tag_, first_docid_ - 1);
      key_ = first_key_;
    } else {
      key_ = later_key_;
      append_sortable(key_, first_docid_);
    }
    tag_.push_back(last ? '1' : '0');
    append_varint(tag_, last_docid_ - first_docid_);
    tag_.append(body_);
    table_.add(key_, tag_);
    body_.clear();
    first_chunk_ = false;
  }

  TableWriter& table_;
  std::string first_key_;
  std::string later_key_;
  std::string key_;
  std::string tag_;
  std::string body_;
  std::uint64_t documents_ = 0;
  std::uint64_t collection_ = 0;
  std::uint32_t first_docid_ = 0;
  std::uint32_t last_docid_ = 0;
  bool first_chunk_ = true;
};

void write_extras(const PostlistExtras& extras, TableWriter& table) {
  for (const auto& [key, value] : extras.metadata) table.add(std::string(kMetadataPrefix) + key, value);
  // The encoded slots do not order as the numbers do, so the keys are sorted as they stand in the table.
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [slot, statistics] : extras.slots) {
    std::string key(kValueStatisticsPrefix);
    append_last_integer(key, slot);
    std::string tag;
    append_varint(tag, statistics.documents);
    append_sized(tag, statistics.lower);
    if (statistics.upper != statistics.lower) tag += statistics.upper;
    entries.emplace_back(std::move(key), std::move(tag));
  }
  std::sort(entries.begin(), entries.end());
  for (const auto& [key, tag] : entries) table.add(key, tag);
}

void write_values(RunMerger& runs, TableWriter& table) {
  const std::string prefix = std::string(kValueChunkPrefix) + runs.key();
  std::string key;
  std::string body;
  std::uint32_t last_docid = 0;
  while (runs.next_record()) {
    const RunRecord& record = runs.record();
    if (body.size() >= kChunkBytes) {
      table.add(key, body);
      body.clear();
    }
    if (body.empty()) {
      key = prefix;
      append_sortable(key, record.docid);
    } else {
      append_varint(body, record.docid - last_docid - 1);
    }
    append_sized(body, record.bytes);
    last_docid = record.docid;
  }
  if (!body.empty()) table.add(key, body);
}

}  // namespace

void ValueStatistics::add(std::string_view value) {
  if (documents == 0) {
    lower = value;
    upper = value;
  } else if (value < lower) {
    lower = value;
  } else if (value > upper) {
    upper = value;
  }
  ++documents;
}

void ValueStatistics::merge(const ValueStatistics& other) {
  if (other.documents == 0) return;
  if (documents == 0) {
    *this = other;
    return;
  }
  documents += other.documents;
  lower = std::min(lower, other.lower);
  upper = std::max(upper, other.upper);
}

Result<PostlistCounts> write_postlist(RunMerger& runs, const PostlistExtras& extras, TableWriter& table) {
  write_extras(extras, table);
  PostlistCounts counts;
  ChunkWriter chunks(table);
  std::string first_key;
  std::string later_key;
  while (runs.next_key()) {
    if (runs.kind() == RunKind::kValues) {
      write_values(runs, table);
      continue;
    }
    const bool lengths = runs.kind() == RunKind::kLengths;
    if (lengths) {
      chunks.begin(kLengthsPrefix, kLengthsPrefix, 0, 0);
    } else {
      first_key.clear();
      append_escaped(first_key, runs.key(), false);
      later_key.assign(first_key).push_back('\0');
      chunks.begin(first_key, later_key, runs.documents(), runs.collection());
    }
    std::uint64_t records = 0;
    std::uint64_t highest = 0;
    while (runs.next_record()) {
      chunks.add(runs.record().docid, runs.record().number);
      highest = std::max(highest, runs.record().number);
      ++records;
    }
    chunks.finish();
    if (lengths) {
      counts.documents = records;
    } else {
      ++counts.terms;
      counts.postings += records;
      counts.wdf_upper_bound = std::max(counts.wdf_upper_bound, static_cast<std::uint32_t>(highest));
    }
  }
  if (const Status read = runs.status(); !read) return fail(read.error());
  return counts;
}

}  // namespace dateline::indexer::glass
