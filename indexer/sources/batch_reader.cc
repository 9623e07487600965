#include "indexer/sources/batch_reader.h"

#include <fmt/format.h>

#include "indexer/readers/html_capture.h"
#include "indexer/readers/text_capture.h"
#include "indexer/readers/warc_capture.h"
#include "indexer/sources/packing.h"

namespace dateline::indexer {
namespace {

void read_capture(std::string_view bytes, Format format, const Origin& origin, PageSink& sink) {
  switch (format) {
    case Format::kText:
      return read_text_capture(bytes, origin, sink);
    case Format::kHtml:
      return read_html_capture(bytes, origin, sink);
    case Format::kWarc:
      return read_warc_capture(bytes, origin, sink);
    case Format::kJsonl:
    case Format::kCsv:
      return;  // come as lines
  }
}

void read_file(const std::string& path, Format format, const UnpackLimits& limits, PageSink& sink) {
  const auto reject = [&](std::string reason, std::string remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, {path, 0}, std::move(reason), std::move(remedy)});
  };
  Result<std::unique_ptr<ByteStream>> file = open_file_stream(path);
  if (!file) return reject(file.error().what, file.error().hint);
  Whole whole = read_whole(**file, kMaxCaptureBytes);
  const Packing packing = packing_of(whole.bytes);
  if (is_archive(packing)) {
    return reject(fmt::format("the file is a {} archive by its content", name(packing)),
                  fmt::format("call it .{}", name(packing)));
  }
  if (packing != Packing::kNone && !whole.damage && !whole.too_long) {
    const std::string packed = std::move(whole.bytes);
    whole = read_whole(*unpack_stream(make_memory_stream(packed), packing, limits), kMaxCaptureBytes);
  }
  if (whole.damage) return reject(whole.damage->what, whole.damage->hint);
  if (whole.too_long) return reject(std::string(kTooLong), std::string(kTooLongRemedy));
  read_capture(whole.bytes, format, {path, 0}, sink);
}

}  // namespace

void BatchReader::read(const Batch& batch, PageSink& sink) {
  sink.rejects.insert(sink.rejects.end(), batch.rejects.begin(), batch.rejects.end());
  for (const auto& [reason, count] : batch.skipped) sink.skipped[reason] += count;
  for (const std::string& path : batch.files) read_file(path, batch.format, limits_, sink);
  for (const Capture& capture : batch.captures) {
    read_capture(capture.bytes, capture.format, capture.origin, sink);
  }
  if (batch.lines.empty()) return;
  if (batch.format == Format::kJsonl) jsonl_.read(batch.lines, batch.first, sink);
  if (batch.format == Format::kCsv) csv_.read(*batch.csv_header, batch.lines, batch.first, sink);
}

}  // namespace dateline::indexer
