#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/dates/day.h"
#include "common/dates/mention.h"

namespace dateline::dates {

/// How sure the publication date is. kNone: unknown, which is an answer.
enum class Confidence : std::uint8_t { kNone, kLow, kMedium, kHigh };
std::string_view name(Confidence confidence);

/// The publication date of a document, or that it is unknown.
struct Publication {
  Day from{};  ///< valid unless confidence is kNone
  Day to{};
  Precision precision = Precision::kDay;  ///< kDay, kMonth or kYear
  Confidence confidence = Confidence::kNone;
  std::uint8_t support =
      0;  ///< 2 for each kind of evidence that gives exactly this day, 1 for the dateline; not stored
  std::string by;  ///< "header", "stamp", "dateline", "url", "field", "metadata", "path", "mark"; empty when
                   ///< unknown
  std::vector<std::string> flags;  ///< "DATELINE_DELTA-1", "AFTER_CAPTURE", "STAMP_DELTA+2" …, sorted
  std::optional<std::pair<unsigned, unsigned>> month_day;  ///< a dateline whose year is unknown
};

/// "2023-09-14", "2023-09", "2023", "--09-14"; empty when nothing is known.
std::string publication_text(const Publication& publication);

/// A date that a collection gives, as exactly as it gives it.
struct GivenDate {
  Day day{};                              ///< any day of the month or year meant
  Precision precision = Precision::kDay;  ///< kDay, kMonth or kYear
  std::optional<Day> in_korea = {};       ///< the day in Pyongyang, where a moment is given with its zone
};

/// The day in Pyongyang at a moment: UTC+9, from 2015-08-15 to 2018-05-04 UTC+8:30.
Day day_in_korea(std::chrono::sys_seconds moment);

/// A dateline as printed.
struct DatelineEvidence {
  unsigned month = 0;
  unsigned day = 0;
  bool misspelt = false;  ///< the name of the month; counts only when confirmed
};

/// All that speaks about the day of publication.
struct PublicationEvidence {
  std::optional<Day> header;
  std::optional<GivenDate> field;
  std::vector<DateMention> stamps;  ///< in the order of the text
  std::optional<DatelineEvidence> dateline;
  std::optional<Day> url;
  std::optional<GivenDate> listed;  ///< by a list beside the files: fills what the document leaves open
  std::optional<GivenDate> path;    ///< by the path of the file, likewise
  std::optional<Day> mark;          ///< in the markup of a page, and nothing tells of what; the weakest
  std::optional<Day> ingested;
  std::optional<Day> captured;
  bool fresh = false;               ///< first-party capture within days of publication
  bool agencys_own = false;         ///< KCNA published it: no day before its founding is believed
  bool korean_publisher = false;    ///< a publisher in North Korea, whose moments are days there
  std::optional<int> last_year;     ///< the year that the text calls the last one
  std::optional<unsigned> weekday;  ///< Monday 0: the text names the weekday of its dateline
};

/// What became of each piece of evidence: "used", "agrees", "1 day before" …; empty where there was none.
struct Verdicts {
  std::string header;
  std::string field;
  std::vector<std::string> stamps;
  std::string dateline;
  std::string url;
  std::string listed;
  std::string path;
  std::string mark;
  std::string ingested;
  std::string captured;
};

struct PublicationDecision {
  Publication publication;
  Verdicts verdicts;
};

/// Weighs the evidence: header, then the collection's field, the last stamp, the dateline with the year
/// nearest to those, the address, a list beside the files, the path of the file, a mark that nothing
/// explains. List and path give the year of a dateline, and are flagged where the document says otherwise
/// ("METADATA_DELTA+1", "PATH_MISMATCH"). Capture and ingest are upper bounds and nothing else. Pure.
PublicationDecision decide_publication(const PublicationEvidence& evidence);

}  // namespace dateline::dates
