#include <fmt/format.h>

#include <utility>

#include "indexer/readers/encoding.h"
#include "indexer/sources/cutters.h"
#include "indexer/sources/transcode.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kEncodingBytes = 64 * 1024;

/// Up to the last line end, so that no character is cut in two; all where there is none.
std::string_view whole_lines(std::string_view bytes) {
  const std::size_t end = bytes.rfind('\n');
  if (end == std::string_view::npos || bytes.size() < kEncodingBytes) return bytes;
  // In UTF-16 the zero of the line end may stand before or behind it; an even number of bytes keeps it whole.
  return bytes.substr(0, (end + 2) & ~std::size_t{1});
}

/// A collection whose beginning is in another encoding, converted and reported. Where nothing explains it,
/// it stays as it is, and its readers reject what they cannot read.
std::unique_ptr<BufferedStream> in_utf8(std::unique_ptr<BufferedStream> stream, const std::string& path,
                                        std::vector<Reject>& rejects) {
  const std::optional<Encoding> encoding = find_encoding(whole_lines(stream->peek(kEncodingBytes)));
  if (!encoding || encoding->name == "UTF-8") return stream;
  rejects.push_back({Reject::Kind::kWarning,
                     {path, 0},
                     fmt::format("the file was converted from {}", encoding->name),
                     std::string(kConvertedRemedy)});
  return std::make_unique<BufferedStream>(transcode(std::move(stream), encoding->name));
}

}  // namespace

std::unique_ptr<Cutter> make_cutter(Format format, std::unique_ptr<BufferedStream> stream,
                                    const std::string& path, std::vector<Reject>& rejects) {
  if (format == Format::kWarc) return cut_warc(std::move(stream), path);
  if (format == Format::kArc) return cut_arc(std::move(stream), path);
  if (format == Format::kMbox) return cut_mbox(std::move(stream), path);
  stream = in_utf8(std::move(stream), path, rejects);
  if (format == Format::kCsv) return cut_csv(std::move(stream), path);
  return cut_json(std::move(stream), path);
}

}  // namespace dateline::indexer
