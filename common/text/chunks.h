#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::text {

struct AnalysisCounts;

/// A stretch of valid UTF-8 without white space of ASCII, control characters and leftovers.
struct Chunk {
  std::size_t begin = 0;  ///< byte range in the text
  std::size_t end = 0;
  bool ascii = true;
  bool after_space = false;  ///< nothing but spaces (no new line) between the chunk before and this one
};

/// A chunk of ASCII letters alone or of ASCII digits alone, but for one sign before and one behind them.
struct PlainWord {
  std::size_t begin = 0;  ///< byte range of the letters or digits in the text
  std::size_t end = 0;
  bool digits = false;
};

/// Cuts a text into chunks at most kMaxChunkBytes long, counting what is no text: bytes that are not UTF-8,
/// U+FFFD, control characters, and the names of entities that a careless reader left behind ("&nbsp;").
class ChunkScanner {
 public:
  ChunkScanner(std::string_view text, AnalysisCounts& counts) : text_(text), counts_(counts) {}
  std::optional<Chunk> next();
  /// The next chunk where it is a plain word of at most kMaxPlainBytes: most are. Otherwise nullopt, and
  /// next() has the chunk.
  std::optional<PlainWord> next_plain_word();

  static constexpr std::size_t kMaxChunkBytes = 64 * 1024;
  static constexpr std::size_t kMaxPlainBytes = 64;

 private:
  std::string_view text_;
  AnalysisCounts& counts_;
  std::size_t at_ = 0;
};

}  // namespace dateline::text
