#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/readers/html/charset.h"
#include "indexer/readers/html/fragment.h"
#include "indexer/readers/html/list_page.h"
#include "indexer/readers/html/metadata.h"

namespace dateline {

/// What a saved page says.
struct HtmlPage {
  std::string title;  ///< headline of the article, without the name of the site
  std::string body;   ///< main text: paragraphs separated by an empty line, "\n" for a line break in one
  std::string
      aggregator_header;  ///< the line "Date: … | Source: …" of KCNA Watch where the page has one, else empty
  std::string capture_line;  ///< the day of capture as KCNA Watch prints it above the text, or empty
  std::string stamp;         ///< the line above the text that is its stamp, as printed, or empty
  std::optional<dates::Day> stamp_day;
  bool stamp_above = false;                ///< above the headline
  std::string canonical_url;               ///< absolute address, or empty
  std::string saved_url;                   ///< where a program that saved the page had it from, or empty
  std::string site_name;                   ///< as the page calls itself, or empty
  std::string language;                    ///< as declared ("en", "pt-br"), or empty; pages lie about it
  std::vector<html::DateMark> marks;       ///< every day that the markup gives, with its standing
  html::DatedLinks dated_links;            ///< as a list page has them
  html::FragmentMass mass;                 ///< of all of the page
  std::optional<html::PageDate> captured;  ///< left by the program that saved the page: an upper bound only
};

struct HtmlLimits {
  std::size_t bytes = 16 << 20;  ///< larger pages are refused
};

/// Reads a page given as UTF-8 (invalid bytes become U+FFFD). Pure and thread-safe; nothing is fetched, no
/// script runs. Time and memory are bounded by the size of the page however its tags are nested.
/// Errors (kInput): the page is too large, has more tags than a page can have, or has no text at all.
/// `address` is where the page was fetched from, empty when that is not known.
Result<HtmlPage> read_html(std::string_view page, const HtmlLimits& limits = {},
                           std::string_view address = {});

}  // namespace dateline
