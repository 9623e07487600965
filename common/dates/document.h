#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/candidates.h"
#include "common/dates/day.h"
#include "common/dates/mention.h"
#include "common/dates/publication.h"
#include "common/dates/zones.h"

namespace dateline::dates {

/// One thing that speaks about the day of publication, and what became of it.
struct Evidence {
  std::string by;  ///< "header", "stamp", "dateline", "url", "field", "metadata", "path", "mark", "capture",
                   ///< "ingest", "markup"
  std::string printed;  ///< as it stands in the text or the address
  std::string reads;    ///< what was read: "2023-09-14", "--09-14"
  std::string verdict;  ///< "used", "agrees", "mismatch", "after capture", "upper bound only" …, for people
  std::uint32_t offset = 0;  ///< byte range in the text; 0, 0 when it does not stand there
  std::uint32_t length = 0;
};

/// A date that is told of a file elsewhere than in it.
struct OutsideDate {
  GivenDate date;
  std::string printed;  ///< as it is written, and where
};

/// All that is known of a document before its text is read for dates.
struct DocumentInput {
  std::string_view text;           ///< main text only: no capture line, header or teasers
  std::optional<Day> header;       ///< KCNA Watch header
  std::optional<GivenDate> field;  ///< publication date given by the collection (JSON member, HTML meta data)
  std::optional<OutsideDate> listed;  ///< by a list beside the files
  std::optional<OutsideDate> path;    ///< by the path of the file
  std::optional<Day> mark;            ///< a day in the markup that nothing ties to the article
  std::optional<Day> captured;        ///< upper bound only
  std::string_view url;               ///< may hold a publication or an ingest date
  bool agencys_own = false;           ///< published by KCNA itself
  bool korean_publisher = false;      ///< published in North Korea
  bool fresh = false;                 ///< captured from the publisher's own site within days of publication
};

struct DocumentDates {
  Publication publication;
  std::vector<DateMention> stamps;  ///< document stamps, in the order of the text
  std::vector<DateMention>
      mentions;  ///< everything else, datelines included, resolved with the publication date
  std::vector<Evidence> evidence;  ///< in the order in which it is weighed
};

/// Dates documents one after another and keeps its buffers between them; one per thread.
class DocumentDater {
 public:
  enum class Evidences : std::uint8_t { kTold, kLeftOut };  ///< whether `DocumentDates::evidence` is filled

  explicit DocumentDater(Evidences evidences = Evidences::kTold) : evidences_(evidences) {}

  /// Reads every date of a document and decides its day of publication (spec: docs/dates.md). Time linear in
  /// the text.
  DocumentDates date(const DocumentInput& input);

 private:
  Evidences evidences_;
  CandidateFinder finder_;
};

/// `DocumentDater::date` with a dater of its own. Pure, thread-safe.
DocumentDates date_document(const DocumentInput& input);

}  // namespace dateline::dates
