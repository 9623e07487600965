#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::indexer {

/// Bytes that are read once, from front to back. Not thread-safe.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Up to `size` bytes (at least one) into `to`; 0 at the end. An error tells of damage at this place: bytes
  /// that were read before it are good, and a later call may give what follows the damage, or 0.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

/// A file, read piece by piece and never mapped: a file that shrinks meanwhile ends early and harms nobody.
/// `count`, if given, grows by what is read and outlives the stream. Errors: System, when the file cannot be
/// opened.
Result<std::unique_ptr<ByteStream>> open_file_stream(const std::string& path, std::uint64_t* count = nullptr);

/// Over a stream that outlives it, standard input for one.
std::unique_ptr<ByteStream> make_istream_stream(std::istream& in, std::uint64_t* count = nullptr);

/// Over bytes that outlive it.
std::unique_ptr<ByteStream> make_memory_stream(std::string_view bytes);

/// A stream of which one can look at the next bytes before taking them.
class BufferedStream final : public ByteStream {
 public:
  explicit BufferedStream(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  /// The next `size` bytes, fewer before the end or a damage. The view lives until the next call of a member.
  std::string_view peek(std::size_t size);
  /// Takes bytes that were seen; at most as many as the last `peek` gave.
  void skip(std::size_t size);
  /// Takes up to `size` bytes without keeping them; gives how many there were before the end or a damage.
  std::uint64_t skip_ahead(std::uint64_t size);
  Result<std::size_t> read(char* to, std::size_t size) override;
  /// True when a damage lies directly ahead: the next `read` is its error.
  bool damage_ahead();
  /// Place of the next byte in the stream.
  std::uint64_t position() const { return position_; }

 private:
  void fill(std::size_t size);

  std::unique_ptr<ByteStream> stream_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the bytes not taken yet
  std::uint64_t position_ = 0;
  std::optional<Error> damage_;
  bool ended_ = false;
};

/// All that is left of a stream, at most `limit` bytes.
struct Whole {
  std::string bytes;
  std::optional<Error> damage;  ///< after `bytes`
  bool too_long = false;        ///< there was more than the limit
};
Whole read_whole(ByteStream& stream, std::size_t limit);
/// The same for a page, of which pictures in its addresses do not count: they are left out once it is longer
/// than the limit. Memory: the limit and a block.
Whole read_page(ByteStream& stream, std::size_t limit);

}  // namespace dateline::indexer
