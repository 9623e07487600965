#include "searcher/serve/post_guard.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace dateline::serve {
namespace {

/// Takes as long for a wrong token as for a right one.
bool is_equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char different = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    different = static_cast<unsigned char>(
        different | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
  return different == 0;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

bool is_from_here(const PostHeaders& headers) {
  const bool own_origin = lower(headers.origin) == "http://" + lower(headers.host);
  if (headers.fetch_site.empty()) return own_origin;
  // Our own policy for referrers makes browsers hide the origin of a form.
  const bool hidden = headers.origin.empty() || headers.origin == "null";
  return headers.fetch_site == "same-origin" && (hidden || own_origin);
}

bool is_form(std::string_view content_type) {
  const std::string type = lower(content_type.substr(0, content_type.find(';')));
  return type == "application/x-www-form-urlencoded";
}

}  // namespace

std::string random_token() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("the system has no random numbers");
  std::string out;
  for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

CheckedForm check_form(const PostHeaders& headers, std::string_view body, std::string_view token) {
  if (token.empty()) {
    HttpReply reply = plain_reply(405, "nothing can be changed here; --notes allows it");
    reply.headers.emplace_back("Allow", "GET, HEAD");
    return {std::move(reply)};
  }
  if (!is_from_here(headers)) return {plain_reply(403, "this form is of another site")};
  if (!is_form(headers.content_type)) return {plain_reply(415, "only forms are read")};
  if (body.size() > kMaxFormBytes) return {plain_reply(413, "the form is too long")};
  std::optional<Parameters> fields = parse_form(body);
  if (!fields) return {plain_reply(400, "the form cannot be read")};
  const auto given = std::find_if(fields->begin(), fields->end(),
                                  [](const Parameter& field) { return field.name == "token"; });
  if (given == fields->end() || !is_equal(given->value, token)) {
    return {plain_reply(403, "the form is of an earlier start of this server: load its page again")};
  }
  fields->erase(given);
  return {std::nullopt, std::move(*fields)};
}

}  // namespace dateline::serve
