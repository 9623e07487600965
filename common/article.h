#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/dates/document.h"
#include "common/text/language.h"

namespace dateline {

/// 64 bits that name an article for ever; see `article_id`. Written as 16 hexadecimal digits.
struct ArticleId {
  std::uint64_t value = 0;
  auto operator<=>(const ArticleId&) const = default;
};
std::string to_string(ArticleId id);
std::optional<ArticleId> parse_article_id(std::string_view text);  ///< exactly 16 hexadecimal digits

/// A publisher: the name as printed, and the slug that queries use.
struct Source {
  std::string slug;  ///< lower case, e.g. "kcna.kp-en"; empty when unknown
  std::string name;  ///< e.g. "KCNA.kp (En)"
  bool operator==(const Source&) const = default;
};

/// Lower case, every run of other characters than letters, digits and '.' one '-': "KCNA.kp (En)" is
/// "kcna.kp-en". Letters of all scripts stay.
std::string slug_of(std::string_view name);

/// Where a record was read.
struct Origin {
  std::string path;          ///< of the file, as given
  std::uint64_t record = 0;  ///< 1-based line of a JSON Lines file, 0 for a file that is one capture
  bool operator==(const Origin&) const = default;
};

/// A date of the article's own stamp.
struct Stamp {
  std::string printed;
  dates::DateMention date;
};

/// One article as read from a capture, before and after indexing. A plain value.
struct Article {
  ArticleId id;
  std::string key;  ///< id that the collection gave, may be empty
  std::string url;
  std::vector<std::string> other_urls;  ///< further addresses of the article itself; each gives it an id too
  Source source;
  text::Language language;
  std::string title;
  std::string body;  ///< paragraphs, without title, navigation and teasers
  std::string topic;
  dates::Publication publication;
  std::vector<Stamp> stamps;
  std::vector<dates::DateMention> mentions;  ///< offsets count in the text of the record, not in `body`
  std::optional<dates::Day> captured;        ///< the newest capture, whose text this is
  std::optional<dates::Day> first_captured;  ///< the oldest; read from the columns of an index
  std::uint32_t captures = 1;                ///< records that were read of it; read from the columns too
  std::uint64_t body_hash = 0;               ///< of the folded body: the same text has the same hash
  Origin origin;
  std::vector<std::pair<std::string, std::string>> extra;  ///< unmapped members of a record, by name
};

}  // namespace dateline
