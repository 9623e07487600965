#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/word_forms.h"
#include "indexer/glass/encoding.h"
#include "indexer/glass/tables.h"

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
  /// `hold`: the totals are known at the end of the list only, so its chunks wait for them.
  ChunkWriter(TableWriter& table, bool hold) : table_(table), hold_(hold) {}

  /// `first_key` is the key of the first chunk; `later_key` plus the first docid, those of the others.
  void begin(std::string_view first_key, std::string_view later_key, std::uint64_t documents,
             std::uint64_t collection) {
    first_key_.assign(first_key);
    later_key_.assign(later_key);
    documents_ = documents;
    collection_ = collection;
    first_chunk_ = true;
    body_bytes_ = 0;
    held_.clear();
  }

  void add(std::uint32_t docid, std::uint64_t number) {
    if (body_bytes_ >= kChunkBytes) end_chunk();
    char* at = body_.data() + body_bytes_;
    if (body_bytes_ == 0) {
      first_docid_ = docid;
    } else {
      at = put_varint(at, docid - last_docid_ - 1);
    }
    at = put_varint(at, number);
    body_bytes_ = static_cast<std::size_t>(at - body_.data());
    last_docid_ = docid;
  }

  /// The totals as counted; they differ from those of begin() only when chunks were held.
  void finish(std::uint64_t documents, std::uint64_t collection) {
    documents_ = documents;
    collection_ = collection;
    for (const Chunk& chunk : held_) write_chunk(chunk.first_docid, chunk.last_docid, chunk.body, false);
    if (body_bytes_ > 0) write_chunk(first_docid_, last_docid_, body(), true);
    body_bytes_ = 0;
  }

 private:
  struct Chunk {
    std::uint32_t first_docid;
    std::uint32_t last_docid;
    std::string body;
  };

  std::string_view body() const { return {body_.data(), body_bytes_}; }

  void end_chunk() {
    if (hold_) {
      held_.push_back({first_docid_, last_docid_, std::string(body())});
    } else {
      write_chunk(first_docid_, last_docid_, body(), false);
    }
    body_bytes_ = 0;
  }

  void write_chunk(std::uint32_t first_docid, std::uint32_t last_docid, std::string_view body, bool last) {
    tag_.clear();
    if (first_chunk_) {
      append_varint(tag_, documents_);
      append_varint(tag_, collection_);
      append_varint(tag_, first_docid - 1);
      key_ = first_key_;
    } else {
      key_ = later_key_;
      append_sortable(key_, first_docid);
    }
    tag_.push_back(last ? '1' : '0');
    append_varint(tag_, last_docid - first_docid);
    tag_.append(body);
    table_.add(key_, tag_);
    first_chunk_ = false;
  }

  TableWriter& table_;
  bool hold_;
  std::string first_key_;
  std::string later_key_;
  std::string key_;
  std::string tag_;
  std::array<char, kChunkBytes + 2 * kMaxVarintBytes> body_;  ///< of the open chunk
  std::size_t body_bytes_ = 0;
  std::vector<Chunk> held_;
  std::uint64_t documents_ = 0;
  std::uint64_t collection_ = 0;
  std::uint32_t first_docid_ = 0;
  std::uint32_t last_docid_ = 0;
  bool first_chunk_ = true;
};

/// Of one value slot, over all documents.
struct ValueStatistics {
  std::uint64_t documents = 0;
  std::string lower;
  std::string upper;

  void add(std::string_view value) {
    if (documents == 0) {
      lower = upper = value;
    } else if (value < lower) {
      lower = value;
    } else if (value > upper) {
      upper = value;
    }
    ++documents;
  }
};

/// Metadata in the order of their keys, those of the forms of stems among the others. Ends at the first entry
/// that is none of forms; false where there is none.
bool write_metadata(const Metadata& metadata, RunMerger& runs, TableWriter& table) {
  const auto add = [&table](std::string_view key, std::string_view value) {
    table.add(std::string(kMetadataPrefix).append(key), value);
  };
  auto next = metadata.begin();
  bool more = runs.next_key();
  std::set<std::string, std::less<>> words;
  for (; more && runs.kind() == RunKind::kForms; more = runs.next_key()) {
    const std::string key = index::forms_key(runs.key());
    words.clear();
    while (runs.next_record()) {
      for (const std::string_view word : index::decode_forms(runs.record().bytes)) words.emplace(word);
    }
    for (; next != metadata.end() && next->first < key; ++next) add(next->first, next->second);
    add(key, index::encode_forms(words));
  }
  for (; next != metadata.end(); ++next) add(next->first, next->second);
  return more;
}

/// Of the entry where `values` stands and those behind it.
void write_value_statistics(RunMerger& values, bool more, TableWriter& table) {
  // The keys hold the slots in another encoding than the runs do, so their order differs.
  std::map<std::string, std::string> entries;
  for (; more && values.kind() == RunKind::kValues; more = values.next_key()) {
    ValueStatistics statistics;
    while (values.next_record()) statistics.add(values.record().bytes);
    if (statistics.documents == 0) continue;
    std::uint64_t slot = 0;
    get_varint(values.key().data(), values.key().data() + values.key().size(), slot);
    std::string key(kValueStatisticsPrefix);
    append_last_integer(key, slot);
    std::string& tag = entries[key];
    append_varint(tag, statistics.documents);
    append_sized(tag, statistics.lower);
    if (statistics.upper != statistics.lower) tag += statistics.upper;
  }
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

void write_lengths(RunMerger& runs, ChunkWriter& chunks, PostlistCounts& counts) {
  while (runs.next_record()) {
    const auto length = static_cast<std::uint32_t>(runs.record().number);
    chunks.add(runs.record().docid, length);
    ++counts.documents;
    counts.total_length += length;
    counts.length_upper_bound = std::max(counts.length_upper_bound, length);
    if (length != 0 && (counts.length_lower_bound == 0 || length < counts.length_lower_bound)) {
      counts.length_lower_bound = length;
    }
  }
  chunks.finish(0, 0);  // the format wants zeros here
}

void write_postings(RunMerger& runs, ChunkWriter& chunks, PostlistCounts& counts) {
  std::uint64_t documents = 0;
  std::uint64_t collection = 0;
  std::uint64_t highest = 0;
  while (runs.next_record()) {
    const std::uint64_t wdf = runs.record().number;
    chunks.add(runs.record().docid, wdf);
    ++documents;
    collection += wdf;
    highest = std::max(highest, wdf);
  }
  chunks.finish(documents, collection);
  if (documents > 0) ++counts.terms;
  counts.postings += documents;
  counts.wdf_upper_bound = std::max(counts.wdf_upper_bound, static_cast<std::uint32_t>(highest));
}

}  // namespace

Result<PostlistCounts> write_postlist(const Metadata& metadata, RunMerger& values, RunMerger& runs,
                                      bool exact_headers, TableWriter& table) {
  write_value_statistics(values, write_metadata(metadata, values, table), table);
  if (const Status read = values.status(); !read) return fail(read.error());
  PostlistCounts counts;
  ChunkWriter chunks(table, !exact_headers);
  std::string first_key;
  std::string later_key;
  while (runs.next_key()) {
    if (runs.kind() == RunKind::kForms) {
      while (runs.next_record()) {
      }
    } else if (runs.kind() == RunKind::kValues) {
      write_values(runs, table);
    } else if (runs.kind() == RunKind::kLengths) {
      chunks.begin(kLengthsPrefix, kLengthsPrefix, 0, 0);
      write_lengths(runs, chunks, counts);
    } else {
      first_key.clear();
      append_escaped(first_key, runs.key(), false);
      later_key.assign(first_key).push_back('\0');
      chunks.begin(first_key, later_key, runs.documents(), runs.collection());
      write_postings(runs, chunks, counts);
    }
  }
  if (const Status read = runs.status(); !read) return fail(read.error());
  return counts;
}

}  // namespace dateline::indexer::glass
