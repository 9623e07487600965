#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::index {

/// Appends to a string: varints (7 bits a byte, least significant first) and length-prefixed strings.
class ByteWriter {
 public:
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    out_ += static_cast<char>(value);
  }
  /// Zigzag, so that small negative numbers stay short.
  void signed_number(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void string(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  void byte(std::uint8_t value) { out_ += static_cast<char>(value); }
  /// All bytes of an unsigned number, least significant first: for hashes, which varints would lengthen.
  template <class Unsigned>
  void fixed(Unsigned value) {
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) byte(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  std::string take() { return std::move(out_); }
  void clear() { out_.clear(); }
  const std::string& str() const { return out_; }

 private:
  std::string out_;
};

/// Reads what ByteWriter wrote. After bad input `ok()` is false and every read gives 0 or "".
class ByteReader {
 public:
  explicit ByteReader(std::string_view in) : in_(in) {}
  bool ok() const { return ok_; }
  bool at_end() const { return in_.empty(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (in_.empty()) return bad();
      const auto b = static_cast<unsigned char>(in_.front());
      in_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(b & 0x7F) << shift;
      if ((b & 0x80) == 0) return ok_ ? value : 0;
    }
    return bad();
  }
  std::int64_t signed_number() {
    const std::uint64_t z = number();
    return static_cast<std::int64_t>(z >> 1) ^ -static_cast<std::int64_t>(z & 1);
  }
  std::string_view string() {
    const std::uint64_t size = number();
    if (size > in_.size()) {
      bad();
      return {};
    }
    const std::string_view out = in_.substr(0, size);
    in_.remove_prefix(size);
    return out;
  }
  std::uint8_t byte() {
    if (in_.empty()) return static_cast<std::uint8_t>(bad());
    const auto b = static_cast<std::uint8_t>(in_.front());
    in_.remove_prefix(1);
    return b;
  }
  template <class Unsigned>
  Unsigned fixed() {
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
      value |= static_cast<Unsigned>(Unsigned{byte()} << (8 * i));
    return value;
  }

 private:
  std::uint64_t bad() {
    ok_ = false;
    in_ = {};
    return 0;
  }

  std::string_view in_;
  bool ok_ = true;
};

}  // namespace dateline::index
