#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::serve {

/// "name=value" of an address, decoded.
struct Parameter {
  std::string name;
  std::string value;
  bool operator==(const Parameter&) const = default;
};
using Parameters = std::vector<Parameter>;

/// More of them than this in one address is an error.
inline constexpr std::size_t kMaxParameters = 256;

/// A target of HTTP in its parts.
struct Target {
  std::string path;
  Parameters parameters;
  bool operator==(const Target&) const = default;
};

/// Takes "/path?a=b&c=d" apart (URL Standard, application/x-www-form-urlencoded). nullopt when it does not
/// begin with '/', has a broken escape, a control character (a line feed becomes a blank), bytes that are not
/// UTF-8, or too many parameters. Pure; linear in the target.
std::optional<Target> parse_target(std::string_view raw);

/// The fields of a form in the same encoding; a line feed stays one, a carriage return goes. nullopt as
/// above.
std::optional<Parameters> parse_form(std::string_view body);

/// The text with everything escaped that is not a letter or digit of ASCII or one of -._~ (RFC 3986).
std::string percent_encoded(std::string_view text);

/// "a=b&c=d", escaped; parse_target reads it back.
std::string encoded(const Parameters& parameters);

}  // namespace dateline::serve
