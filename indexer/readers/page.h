#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/dates/document.h"
#include "common/dates/zones.h"
#include "common/ledger/missing.h"

namespace dateline::indexer {

/// A day that the markup of a page gives, or what a list beside the files tells.
struct PageMark {
  std::string printed;        ///< "time 2023-07-19T18:02:00Z"
  std::string reads;          ///< "2023-07-19"; empty when no machine wrote it
  std::string verdict;        ///< why it counts or not, for people
  std::string by = "markup";  ///< or "metadata": a list beside the files
};

/// What a page was read from (raw_capture.h).
struct RawCapture {
  std::uint64_t hash = 0;                   ///< of the record; 0: not known
  std::shared_ptr<const std::string> kept;  ///< the record itself; null unless the sink keeps captures
};

/// What a reader makes of one record, before dates, language and identity are decided. A plain value.
struct Page {
  Origin origin;
  RawCapture raw;
  std::string title;
  std::string body;               ///< what is indexed and shown: main text without title, menus and teasers
  std::string text;               ///< main text as it stands in the record, where dates are read
  std::uint32_t text_offset = 0;  ///< of `text` in the record, added to the places of dates
  std::string source_name;
  std::string language;  ///< code given by the record, may be empty
  std::string url;
  std::string key;
  std::string topic;
  std::optional<dates::Day> header_date;          ///< KCNA Watch header
  std::optional<dates::GivenDate> field_date;     ///< publication date that the collection gives
  std::optional<dates::OutsideDate> listed_date;  ///< by a list beside the files
  std::optional<dates::OutsideDate> path_date;    ///< by the path of the file
  std::optional<dates::Day> mark;                 ///< a day in the markup that nothing ties to the article
  std::vector<PageMark> marks;                    ///< every day in the markup, for `inspect`
  std::optional<dates::Day> captured;
  bool is_web_page = false;        ///< HTML: what it says may be the site's and no article
  std::string captured_from;       ///< address that was captured, where it need not be `url`; may be empty
  std::vector<dates::Zone> zones;  ///< of a text capture, in bytes of the record as UTF-8
  std::string record;              ///< what `zones` count in; only when the sink asks for it
  std::vector<std::pair<std::string, std::string>> extra;
};

/// The page that was archived instead of the copy in a web archive: its address, and the day of the copy as
/// day of capture. Nothing is done to other addresses.
void leave_archive(Page& page);

/// Something of the input that was not indexed, or not wholly: where, why and what to do.
struct Reject {
  enum class Kind { kRejected, kWarning };
  Kind kind = Kind::kRejected;  ///< kWarning: the record is indexed all the same
  Origin origin;
  std::string reason;
  std::string remedy;
  std::optional<std::uint64_t> offset =
      {};            ///< byte of the (unpacked) file where it lies, where that is known
  bool cut = false;  ///< of a warning: something may be missing that the file had before
};

/// "rejected: file.txt: reason; remedy", fit for a terminal whatever the file is called.
std::string line_of(const Reject& reject);

/// Records that are no captures and were left out on purpose, by reason: requests and pictures of a WARC
/// file.
using SkipCounts = std::map<std::string, std::uint64_t, std::less<>>;

/// A look at an address that gave no article: evidence for the ledger.
struct MissingPage {
  std::string address;
  std::optional<dates::Day> day;
  std::uint16_t status = 0;  ///< of HTTP; 0: not known
  ledger::Missing missing = ledger::Missing::kGone;
  /// Of kThere: the page was the same as the one that was captured on that day or, where it does not say
  /// which, before.
  bool unchanged = false;
  std::optional<dates::Day> same_as = {};
};

/// What a list page named on the day of its capture, in its order: each article's address and day.
struct Listing {
  std::string address;
  dates::Day captured;
  std::vector<std::pair<std::string, dates::Day>> articles;
};

/// What is known of a capture besides its bytes.
struct CaptureContext {
  std::string url;  ///< address from which it was fetched
  std::optional<dates::Day> captured;
  std::string charset;  ///< encoding that the server named, lower case
};

/// "file.txt", "file.jsonl:7".
std::string place(const Origin& origin);

/// Where readers put what they find, in the order of the input.
struct PageSink {
  std::vector<Page> pages;
  std::vector<Reject> rejects;
  SkipCounts skipped;
  std::vector<MissingPage> missing;
  std::vector<Listing> listings;
  SkipCounts read_as;          ///< pages by the name of the kind that they were read as
  bool keep_records = false;   ///< whether pages are to have their `record`
  bool keep_captures = false;  ///< whether what they were read from is kept in `Page::raw`
};

}  // namespace dateline::indexer
