#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searcher/serve/http_message.h"
#include "searcher/serve/parameters.h"

namespace dateline::serve {

/// What a browser says about a POST that a page cannot forge.
struct PostHeaders {
  std::string host;
  std::string origin;
  std::string fetch_site;  ///< Sec-Fetch-Site
  std::string content_type;
};

/// A form that is sent to a server of notes: the most that is read of its body.
inline constexpr std::size_t kMaxFormBytes = 256 * 1024;

/// A token that nobody can guess: 32 hexadecimal digits from the system. Throws std::runtime_error where the
/// system has none.
std::string random_token();

/// Why a form is refused, or its fields. It must come from a page of this server: Sec-Fetch-Site says
/// "same-origin", or where a browser does not send it, Origin is our own address; and it must have the field
/// "token" with the token of this start. `host` is known to be one of ours.
struct CheckedForm {
  std::optional<HttpReply> refusal;
  Parameters fields = {};
};
CheckedForm check_form(const PostHeaders& headers, std::string_view body, std::string_view token);

}  // namespace dateline::serve
