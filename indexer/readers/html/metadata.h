#pragma once

#include <gumbo.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/day.h"
#include "indexer/readers/html/date_mark.h"
#include "indexer/readers/html/json_ld.h"

namespace dateline::html {

/// What a page says of itself outside its text. Missing members are empty.
struct Metadata {
  std::string document_title;          ///< <title>
  std::string social_title;            ///< og:title, twitter:title or dc.title
  std::vector<std::string> headlines;  ///< <h1> in document order
  std::string canonical_url;           ///< absolute http or https address
  std::string language;                ///< as declared, "en", "pt-br": lower case
  std::string site_name;
  std::string saved_url;        ///< address that the program that saved the page left in it, or empty
  std::vector<DateMark> marks;  ///< days in the head of the page and in JSON-LD, the most trustworthy first
  std::optional<PageDate> captured;  ///< left by the program that saved the page
  JsonLd json_ld;                    ///< what it says of this article and this page, and of no other
};

/// `address` is where the page was fetched from, empty when that is not known: JSON-LD may name it. Linear
/// time, no recursion. Never fails: what cannot be read is left out.
Metadata read_metadata(const GumboNode& root, std::string_view address = {});

}  // namespace dateline::html
