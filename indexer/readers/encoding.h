#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// In which encoding bytes are written, and who says so.
struct Encoding {
  enum class Told : std::uint8_t { kMark, kDeclared, kContent };
  std::string name;  ///< "UTF-8", "EUC-KR", "windows-1251" …
  Told told = Told::kContent;
};

/// The encodings that are named for a text by others than itself; empty where none is. Both may lie.
struct Declared {
  std::string_view by_server;  ///< charset of HTTP, which is asked first
  std::string_view by_page;    ///< charset in the page
};

/// The encoding of a text: a byte order mark, else UTF-8 when the bytes are that, else the first declared one
/// that the bytes fit, else what the letters tell. Every byte fits a Latin encoding of one byte a letter
/// (ISO-8859-1, US-ASCII …), which servers name for whatever they send: such a name is believed only when the
/// letters stand in words as Latin letters do, or when nothing else explains them. So it is with windows-1251
/// and KOI8-R. Detection proposes with ICU and believes a proposal only when the bytes decode without fault
/// into letters of its script as people write them; encodings of the domain are tried where ICU has no
/// proposal. nullopt when nothing explains the bytes. A UTF-8 text with a few damaged places is UTF-8. Linear
/// in the text.
std::optional<Encoding> find_encoding(std::string_view bytes, const Declared& declared = {});

/// The bytes in UTF-8, without byte order mark; what cannot be decoded is U+FFFD, `faults` of them.
struct Converted {
  std::string text;
  std::size_t faults = 0;
};
Converted to_utf8(std::string_view bytes, const std::string& encoding);

/// Decodes piece by piece. Not thread-safe.
class Decoder {
 public:
  explicit Decoder(const std::string& encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  /// Appends what `bytes` are to `out`; `last` with the last piece, which may be empty.
  void append(std::string_view bytes, bool last, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The text of a capture in UTF-8.
struct CaptureText {
  std::optional<std::string> converted;  ///< nullopt: the bytes are UTF-8 as they stand
  std::string warning;                   ///< what to tell of it, empty when there is nothing
  std::string problem;                   ///< why it is no text; empty when it is
};
/// Decodes the bytes of a capture; problems are binary data (NUL bytes) and bytes that no encoding explains.
CaptureText decode_capture(std::string_view bytes, const Declared& declared = {});

/// The remedies that go with the warning and the problem.
inline constexpr std::string_view kConvertedRemedy = "compare it with the original if letters look wrong";
inline constexpr std::string_view kNoTextRemedy =
    "give text, or convert it, for example with: iconv -f EUC-KR -t UTF-8";

}  // namespace dateline::indexer
