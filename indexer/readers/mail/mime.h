#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What is taken of the head of a mail, decoded to UTF-8; empty where it is missing.
struct MailHead {
  std::string subject;
  std::string date;       ///< as printed
  std::string from_name;  ///< without address
  std::string from_address;
  std::string address;  ///< of the page in it: Snapshot-Content-Location, Content-Location, X-RSS-URL
  bool list = false;    ///< sent to a list or to subscribers
};

/// A text in a mail, its transfer encoding undone.
struct MimePart {
  std::string type;  ///< "text/html", lower case
  std::string charset;
  std::string location;    ///< Content-Location as written
  std::string content_id;  ///< without angle brackets
  std::string bytes;
  std::size_t message = 0;    ///< index of the head that it belongs to
  bool attachment = false;    ///< a file beside the text
  bool flowed = false;        ///< lines that end with a blank go on
  bool delete_space = false;  ///< … and the blank is no text
};

/// A mail, or a page that a browser saved as one, taken apart.
struct Mail {
  std::vector<MailHead> heads;  ///< of the mail, then of mails in it
  std::vector<MimePart> parts;  ///< those that are text, in order
  std::string start;            ///< Content-ID of the main part of multipart/related, may be empty
  std::size_t others = 0;       ///< parts that are no text
  bool cut = false;             ///< there was more than the limits allow
};

struct MimeLimits {
  std::size_t depth = 12;                     ///< parts in parts
  std::size_t parts = 4096;                   ///< texts
  std::size_t boundaries = 20'000;            ///< lines that may begin a part or tell its kind
  std::size_t fields = 100'000;               ///< lines of the heads of all parts
  std::size_t bytes = std::size_t{32} << 20;  ///< of all texts
};

/// Warns of a mail or page of which not all was taken.
void tell_cut(const Mail& mail, const Origin& origin, PageSink& sink);

/// Takes a mail apart (RFC 5322, MIME, MHTML). Never fails: what is no mail has no parts. Thread-safe.
Mail parse_mime(std::string_view bytes, const MimeLimits& limits = {});

}  // namespace dateline::indexer
