#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// What an object of JSON-LD (schema.org) says of an article or of a page. Members that are missing are
/// empty.
struct JsonLd {
  std::string headline;
  std::string date_published;          ///< as printed
  std::string url;                     ///< the first of `addresses`
  std::vector<std::string> addresses;  ///< mainEntityOfPage, url, @id; as printed
  std::string language;
  std::string publisher;
  std::string article_body;
  bool article = false;  ///< the object is of an article type
  bool listed = false;   ///< it stands in a list, or as a part or relative of something else
};

/// Appends the articles and pages that the text of one <script type="application/ld+json"> describes, outer
/// ones first, at most 64. Text that is not JSON, longer than 4 MB or nested deeper than 64 is passed over:
/// the page can be read without it.
void read_json_ld(std::string_view script, std::vector<JsonLd>& found);

}  // namespace dateline::html
