#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "common/cli/no_command.h"
#include "common/cli/settings.h"

/// The command line as plain values: what was written, with defaults for the rest. Each command turns its
/// arguments into what they mean (see commands.h).
namespace dateline::search {

/// Of commands that shards on other machines can answer.
struct OpenArguments {
  bool verify = false;    ///< compare all files with their hashes first
  bool partial = false;   ///< answer without shards that cannot be had
  unsigned seconds = 10;  ///< for each step of a shard
};

/// Of `query` and `facets`, and of every command that starts from a query.
struct QueryArguments {
  std::vector<std::string> words;
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  OpenArguments opening = {};
  std::vector<std::string> filters;
  std::string from;
  std::string to;
  std::string language;
  bool any = false;
  bool literal = false;
  bool exact_names = false;
  bool scattered = false;
  std::vector<std::filesystem::path> names;  ///< files with further spellings of names
  std::string sort = "relevance";            ///< relevance, date, -date
  std::string scheme;                        ///< of Xapian; empty: our own order
  double recency_years = 0;
  bool copies = false;
  std::vector<std::string> facets;  ///< NAME or NAME:ORDER
  std::size_t facet_limit = 10;
  std::string facet_sort = "count";     ///< count, value, -value
  std::string facet_unit = "articles";  ///< articles, groups
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool past = false;  ///< look through superseded texts too
  std::string format = "text";
  std::string output = "-";     ///< file for the answer; -: the standard output
  std::string columns;          ///< of a table: "date,left,right"; empty: all
  std::string about;            ///< file for what a table says about itself
  std::string passed_over;      ///< "issue DAY": the command whose name was taken for the first word
  std::string mistyped;         ///< "tiemline": the first word, where it is nearly the name of a command
  std::string meant;            ///< "timeline WORDS": that command
  std::string colour = "auto";  ///< auto, always, never
};

struct ExplainArguments {
  QueryArguments query;
  std::string hit;  ///< id or key; empty: none
};

struct ShowArguments {
  std::string id;
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  OpenArguments opening = {};
  std::string format = "text";
  std::string colour = "auto";
};

struct InfoArguments {
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  OpenArguments opening = {};
  std::string format = "text";
  std::string colour = "auto";
};

struct ExportArguments {
  QueryArguments query;
  std::string file = "-";
  std::string format;  ///< empty: as the file's name ends
  bool bodies = false;
  std::string target;  ///< engine for which a feed is made; empty: none
  std::string index_name = "dateline";
};

struct BatchArguments {
  QueryArguments query;
  std::string file;
  unsigned threads = 0;  ///< 0: all processors
  std::string format = "trec";
  std::string tag = "dateline";
  bool fold = false;
};

struct ReplArguments {
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  OpenArguments opening = {};
  std::vector<std::filesystem::path> names;  ///< files with further spellings of names
  std::string colour = "auto";
  bool batch = false;
};

struct KwicArguments {
  QueryArguments query;
  std::string sort = "date";  ///< see find_kwic_order
  std::size_t limit = 50;
  std::size_t per_year = 0;  ///< lines of each year; 0: all
  std::size_t width = 0;     ///< columns; 0: as many as fit
  std::size_t max_articles = 20000;
};

struct SilencesArguments {
  QueryArguments query;
  std::size_t limit = 10;
};

struct TitlesArguments {
  QueryArguments query;
  std::size_t limit = 30;
  std::uint64_t least = 1;
};

struct NgramsArguments {
  QueryArguments query;
  unsigned words = 3;
  bool near = false;
  std::uint64_t least = 3;
  std::size_t limit = 30;
  std::string sort = "found";  ///< found, articles, spread
};

struct TwinsArguments {
  QueryArguments query;
  std::string id;
  unsigned days = 2;
};

struct ReferenceArguments {
  std::vector<std::string> ids;
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  std::string format = "text";
};

struct HistoryArguments {
  std::string id;
  std::vector<std::filesystem::path> indexes;
  std::string as_of;            ///< TIME or file of a citation; empty: as they are now
  std::string format = "text";  ///< text, json, timemap
  std::string output = "-";
  std::string colour = "auto";
};

struct DiffArguments {
  std::string id;
  std::optional<std::size_t> older;  ///< number of a version, from 1
  std::optional<std::size_t> newer;
  std::string with;  ///< id or key of another article; empty: versions of this one
  std::vector<std::filesystem::path> indexes;
  std::string as_of;            ///< TIME or file of a citation; empty: as they are now
  std::string format = "text";  ///< text, json, html
  std::string output = "-";
  std::string colour = "auto";
};

struct EditsArguments {
  QueryArguments query;
  std::vector<std::string> kinds;
  std::string removed_name;
  std::string added_name;
  std::string fate;  ///< empty: any
  std::string by;    ///< month or year: with a timeline; empty: without
  std::string from;  ///< the newer text was captured at or after
  std::string to;
};

struct CiteArguments {
  QueryArguments query;
  std::string output = "-";
  std::string format = "json";  ///< json, text, bibtex, csl-json
  std::string bag;              ///< folder; empty: none
  bool hashes_only = false;
};

struct RecheckArguments {
  std::string file;
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  std::vector<std::filesystem::path> names;
  std::string format = "text";  ///< text, json
};

struct IssueArguments {
  QueryArguments query;
  std::vector<std::string> day;
};

struct CalendarArguments {
  QueryArguments query;  ///< the first word may be years, "2013" or "1997..2003"
  std::string svg;       ///< file; empty: none
};

struct SavedArguments {
  std::string action;    ///< add, list, run, remove
  std::string name;      ///< of the saved query
  QueryArguments query;  ///< of `add` what is saved, of `run` how it is answered
  bool only_new = false;
};

/// Of `tag` and `untag`.
struct TagArguments {
  std::string id;
  std::vector<std::string> tags;
  std::vector<std::filesystem::path> indexes;
  bool remove = false;
};

struct NoteArguments {
  std::string id;
  std::vector<std::string> words;
  std::vector<std::filesystem::path> indexes;
  bool remove = false;
};

struct SimilarArguments {
  QueryArguments query;
  std::string id;
};

/// Of `collocates` and `significant`.
struct WordsArguments {
  QueryArguments query;
  bool of_articles = false;  ///< `significant`: all words of the articles, not only those near the query's
  std::string against;
  unsigned window = 5;
  std::size_t limit = 30;
  std::uint64_t least = 3;
  bool all_words = false;
  std::size_t max_articles = 20000;
};

struct TimelineArguments {
  QueryArguments query;
  std::string by = "year";
  std::string bars = "found";
  std::string date = "published";  ///< published, captured
  bool places = false;             ///< count places beside articles
  bool wordings = false;           ///< look for other wordings
  bool sparkline = false;
  bool fold_copies = false;
  std::vector<std::string> with;  ///< further queries, a line each
  std::string per;                ///< facet, a line for each of its most frequent values; empty: none
  std::size_t lines = 6;          ///< values of the facet
  std::string svg;                ///< file; empty: none
};

struct ServeArguments {
  std::vector<std::filesystem::path> indexes;
  std::string as_of;  ///< TIME or file of a citation; empty: as they are now
  OpenArguments opening = {};
  std::vector<std::filesystem::path> names;  ///< files with further spellings of names
  std::string listen = "127.0.0.1";
  std::uint16_t port = 8000;     ///< 0: one that is free
  std::filesystem::path socket;  ///< of a Unix socket instead; empty: none
  std::vector<std::string> allowed_hosts;
  unsigned threads = 0;  ///< 0: all processors
  bool open = false;
  bool notes = false;  ///< forms for tags and notes
  bool access_log = false;
};

/// What the completions of shells ask; hidden from the help.
struct CompleteArguments {
  std::string kind;  ///< query, filter, facet, id
  std::string text;  ///< what was typed of the value
  std::vector<std::filesystem::path> indexes;
};

/// The command that was chosen.
using Arguments =
    std::variant<QueryArguments, ExplainArguments, ShowArguments, InfoArguments, ExportArguments,
                 BatchArguments, ReplArguments, KwicArguments, SimilarArguments, WordsArguments,
                 TimelineArguments, SilencesArguments, TitlesArguments, NgramsArguments, TwinsArguments,
                 ReferenceArguments, HistoryArguments, DiffArguments, EditsArguments, CiteArguments,
                 RecheckArguments, IssueArguments, CalendarArguments, SavedArguments, TagArguments,
                 NoteArguments, ServeArguments, CompleteArguments>;

using cli::NoCommand;

/// Reads the arguments behind the program's name; for options that they leave out, the configuration and
/// variables (docs/configuration.md). Values are checked as far as the option alone tells.
tl::expected<Arguments, NoCommand> parse_arguments(const std::vector<std::string>& arguments,
                                                   const std::string& version,
                                                   const cli::Surroundings& surroundings = {});

}  // namespace dateline::search
