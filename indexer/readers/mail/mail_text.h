#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// A subject without what mailers put in front of it: "Fwd: ", "RE: ", "전달: ", "[list-name] ".
std::string bare_subject(std::string_view subject);

/// A text without the signature behind "-- " and without the quoting of a mail that is quoted as a whole.
/// Lines of format=flowed are joined to paragraphs.
std::string unquoted(std::string_view text, bool flowed = false, bool delete_space = false);

/// The mail that a text passes on: what its lines "From: … Date: … Subject: …" (in several languages) say,
/// and where its text begins.
struct Forwarded {
  std::string subject;
  std::string date;  ///< as printed
  std::size_t begin = 0;
};
/// nullopt when there are no such lines within the first lines of the text.
std::optional<Forwarded> find_forwarded(std::string_view text);

/// Whether a plain text is a list of addresses: at least two, and no paragraph that tells something.
bool is_list_of_links(std::string_view text);

/// Number of addresses of the web in a text.
std::size_t count_links(std::string_view text);

}  // namespace dateline::indexer
