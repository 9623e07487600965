#pragma once

#include <gumbo.h>

#include <optional>
#include <string>
#include <vector>

#include "common/dates/day.h"
#include "indexer/readers/html/json_ld.h"

namespace dateline::html {

/// A date in the metadata of a page.
struct PageDate {
  std::string printed;            ///< as it stands in the page
  std::optional<dates::Day> day;  ///< when a machine wrote it; dates for people are read by dateline::dates
  std::string from;  ///< "json-ld datePublished", "meta article:published_time", "time", "comment"
  bool operator==(const PageDate&) const = default;
};

/// What a page says of itself outside its text. Missing members are empty.
struct Metadata {
  std::string document_title;          ///< <title>
  std::string social_title;            ///< og:title, twitter:title or dc.title
  std::vector<std::string> headlines;  ///< <h1> in document order
  std::string canonical_url;           ///< absolute http or https address
  std::string language;                ///< as declared, "en", "pt-br": lower case
  std::string site_name;
  std::optional<PageDate> published;
  std::optional<PageDate> captured;  ///< left by the program that saved the page
  JsonLd json_ld;
};

/// Linear time, no recursion. Never fails: what cannot be read is left out.
Metadata read_metadata(const GumboNode& root);

}  // namespace dateline::html
