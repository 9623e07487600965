#pragma once

#include <memory>
#include <optional>
#include <string>

#include "indexer/sources/batch_source.h"
#include "indexer/sources/byte_stream.h"

namespace dateline::indexer {

/// Cuts one stream of many records into batches. nullopt at its end; damages become rejects with the number
/// of the line or record, and their place where it is known.
class Cutter {
 public:
  virtual ~Cutter() = default;
  virtual std::optional<Batch> next() = 0;
};

/// JSON Lines, at their line ends. A line longer than 64 MiB is rejected.
std::unique_ptr<Cutter> cut_lines(std::unique_ptr<BufferedStream> stream, std::string path);

/// JSON in any other shape: an array, values one behind the other, written over several lines. Each value,
/// and each item of an array, becomes a line; they are counted from 1. A value longer than 64 MiB is
/// rejected. A file of JSON Lines is cut as such.
std::unique_ptr<Cutter> cut_json(std::unique_ptr<BufferedStream> stream, std::string path);

/// CSV, at the ends of rows; quoted fields may hold line ends. A row longer than 16 MiB, or with a quotation
/// mark that is never closed, is rejected, and reading goes on at the line after its first.
std::unique_ptr<Cutter> cut_csv(std::unique_ptr<BufferedStream> stream, std::string path);

/// ARC, record by record, versions 1 and 2. Where a record is damaged, reading goes on at the next line that
/// begins one.
std::unique_ptr<Cutter> cut_arc(std::unique_ptr<BufferedStream> stream, std::string path);

/// The cutter of a collection, which is converted to UTF-8 where it is in another encoding and holds text;
/// that is reported in `rejects`.
std::unique_ptr<Cutter> make_cutter(Format format, std::unique_ptr<BufferedStream> stream,
                                    const std::string& path, std::vector<Reject>& rejects);

/// A mailbox, at the lines that begin its mails. A mail longer than 32 MiB is rejected.
std::unique_ptr<Cutter> cut_mbox(std::unique_ptr<BufferedStream> stream, std::string path);

/// WARC, record by record; only records that may hold a capture (response, resource) are handed out, the
/// others counted as skipped. Where a record is damaged, reading goes on at the next line that begins one.
std::unique_ptr<Cutter> cut_warc(std::unique_ptr<BufferedStream> stream, std::string path);

}  // namespace dateline::indexer
