#include "searcher/notes/tag.h"

#include <fmt/format.h>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstdint>

#include "common/text/printable.h"
#include "common/utf8.h"

namespace dateline::notes {
namespace {

bool is_of_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '-' || c == '_' || c == '.' || c == '/';
}

/// Letters of any script; nothing that the screen would not show as it is.
Status check_name(std::string_view what, std::string_view written, std::size_t most) {
  const bool plain = !written.empty() && written.front() != '-' &&
                     std::all_of(written.begin(), written.end(), is_of_name) &&
                     text::visible(written) == written;
  if (plain && written.size() <= most) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("'{}' cannot be {}", text::visible(written.substr(0, most)), what),
              fmt::format("use letters, digits, '-', '_', '.' and '/', at most {} bytes", most));
}

}  // namespace

Result<std::string> tag_of(std::string_view written) {
  if (const Status fits = check_name("a tag", written, kMaxTagBytes); !fits) return fail(fits.error());
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return std::string(written);
  icu::StringByteSink<std::string> sink(&out);
  fold->normalizeUTF8(0, icu::StringPiece(written.data(), static_cast<std::int32_t>(written.size())), sink,
                      nullptr, status);
  if (const Status fits = check_name("a tag", out, kMaxTagBytes); !fits) return fail(fits.error());
  return out;
}

Result<std::string> query_name_of(std::string_view written) {
  if (const Status fits = check_name("the name of a query", written, kMaxNameBytes); !fits)
    return fail(fits.error());
  return std::string(written);
}

Result<std::string> note_of(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    const std::size_t begin = i;
    if (next_code_point(written, i) < 0) {
      out += "\xEF\xBF\xBD";
      continue;
    }
    const auto byte = static_cast<unsigned char>(written[begin]);
    if (byte == '\r') continue;
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) {
      out += ' ';
    } else {
      out += written.substr(begin, i - begin);
    }
  }
  const std::size_t first = out.find_first_not_of(" \n");
  if (first == std::string::npos) return std::string();
  out = out.substr(first, out.find_last_not_of(" \n") - first + 1);
  if (out.size() > kMaxNoteBytes) {
    return fail(ErrorKind::kUsage, "the note is too long",
                fmt::format("a note has at most {} bytes", kMaxNoteBytes));
  }
  return out;
}

}  // namespace dateline::notes
