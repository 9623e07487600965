#pragma once

#include <string_view>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads a page that a browser or Word saved as MHTML into one page: the main part, or the frame that holds
/// the text. Address: Snapshot-Content-Location, else Content-Location. The Date of its head is the time of
/// capture, never the day of publication. Rejected: files without a page. Thread-safe.
void read_mhtml_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

/// Reads a mail: its page, or its text where there is none or it says more, is one page; mails that it passes
/// on as attachments, and pages beside the text, are pages of their own (records 2, 3, …). Title: the
/// subject, or that of the mail it passes on in its text. The Date of the mail is an upper bound like a day
/// of capture. A mail that only lists links is rejected and says so. Thread-safe.
void read_mail_capture(std::string_view bytes, const Origin& origin, PageSink& sink);

}  // namespace dateline::indexer
