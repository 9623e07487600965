#pragma once

#include <string>

namespace dateline::indexer {

/// A member of a record as plain text: markup, escaped once or not, and references to characters are undone.
/// Signs of inequality are no markup. Text without "<" and "&" is given back as it is.
std::string member_text(std::string text);

/// The text of an article in a member. A whole page in it is read as a page: main text and title.
struct MemberBody {
  std::string text;
  std::string title;  ///< of a page
};
MemberBody member_body(std::string text);

}  // namespace dateline::indexer
