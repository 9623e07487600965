#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// What a page says of itself in JSON-LD (schema.org). Members that are missing are empty.
struct JsonLd {
  std::string headline;
  std::string date_published;  ///< as printed
  std::string url;
  std::string language;
  std::string publisher;
  std::string article_body;
  bool article = false;  ///< the object is of an article type
};

/// Reads the text of one <script type="application/ld+json"> and merges the first article in it (else the
/// first page) into `merged`; what is there already stays, unless an article comes after a page. Text that is
/// not JSON, longer than 4 MB or nested deeper than 64 is passed over: the page can be read without it.
void merge_json_ld(std::string_view script, JsonLd& merged);

}  // namespace dateline::html
