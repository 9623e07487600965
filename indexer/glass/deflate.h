#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dateline::indexer::glass {

/// Glass readers inflate a tag with an output buffer of 8192 bytes and stop when the input of a piece is used
/// up, even if output is pending; a last match across a multiple of 8192 bytes makes the tag unreadable. From
/// this size on streams end with a sync flush, which leaves nothing pending.
inline constexpr std::size_t kFlushedFrom = 8000;

/// Deflates the tags of term lists and stored data. Not thread-safe; make one a thread.
class Deflater {
 public:
  /// `level` 0: never deflate; 1: by letters alone where a tag is shorter than kFlushedFrom; 2 to 9
  /// (smallest): with repeats.
  explicit Deflater(int level);
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// A raw deflate stream of `plain` that every glass reader can read, when that is shorter than `plain`;
  /// else an empty view: store it as it is. The view stays valid until the next call. The same input and
  /// level give the same bytes.
  std::string_view deflate(std::string_view plain);

 private:
  struct Encoders;
  std::string_view deflate_short(std::string_view plain);
  std::string_view deflate_long(std::string_view plain);

  std::unique_ptr<Encoders> encoders_;
  std::string out_;
};

}  // namespace dateline::indexer::glass
