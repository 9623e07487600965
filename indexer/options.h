#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "common/cli/no_command.h"
#include "common/cli/settings.h"

/// The command line as plain values: what was written, with defaults for the rest. Each command turns its
/// arguments into what they mean (see commands.h).
namespace dateline::indexer {

/// Of `build` and `add`.
struct BuildArguments {
  bool add = false;
  bool watch = false;  ///< of `add`: go on until Ctrl-C
  std::vector<std::string> inputs;
  std::string index;
  std::string read_as = "auto";  ///< auto or a name of sources/format.h
  std::string files_from;        ///< file, - for standard input; empty: none
  std::string map;
  std::vector<std::string> metadata;  ///< lists that describe files
  std::string date_from;              ///< "path:REGEX"; empty: none
  std::vector<std::string> names;     ///< files with further spellings of names
  std::string rejects;                ///< file; empty: none
  std::string output = "text";        ///< text, json
  std::string builder = "bulk";       ///< bulk, official
  std::size_t memory_megabytes = 512;
  std::size_t max_text_kilobytes = 0;  ///< 0: a 256th of the memory
  int threads = 0;                     ///< 0: one for each processor
  unsigned shards = 0;                 ///< 0: one index
  bool serve_values = false;           ///< add what servers of Xapian need
  bool no_verify = false;
  bool timings = false;
  bool dry_run = false;
  bool forget_history = false;    ///< of `build`
  std::vector<std::string> gone;  ///< files that tell when addresses were tried
  bool keep_captures = false;     ///< with what each version was read from
  bool strict = false;
  bool quiet = false;
};

struct RemoveArguments {
  std::vector<std::string> ids;
  std::string index;
  bool quiet = false;
  bool purge = false;           ///< delete every text of them for good
  std::string output = "text";  ///< text, json
};

/// Of commands that write articles of an index again.
struct RewriteArguments {
  std::string index;
  std::string output = "text";  ///< text, json
  std::size_t memory_megabytes = 512;
  int threads = 0;  ///< 0: one for each processor
  bool quiet = false;
};

struct MergeArguments : RewriteArguments {
  bool clean = false;         ///< all into one segment
  bool serve_values = false;  ///< the same, with what servers of Xapian need
};

struct UpgradeArguments : RewriteArguments {};

struct AsOfArguments {
  std::string asked;  ///< a day, a moment, a generation, a token or a file of `cite`; empty: list the states
  std::string index;
  std::string target;  ///< folder to make; empty: none
  bool borrow = false;
  std::string output = "text";  ///< text, json
};

struct InspectArguments {
  std::string file;
  std::string output = "text";  ///< text, json
  std::string read_as = "auto";
  std::string map;
  std::vector<std::string> metadata;
  std::string date_from;
  bool body = false;
};

struct KindsArguments {
  std::string output = "text";  ///< text, json, markdown
};

struct DatesArguments {
  std::string file;
  std::string published;        ///< a day; empty: unknown
  std::string output = "text";  ///< text, json, vector
};

struct InfoArguments {
  std::string index;
  std::string output = "text";  ///< text, json
};

struct CheckArguments {
  std::string index;
  bool quick = false;  ///< files against the manifest only
};

/// The command that was chosen.
using Arguments =
    std::variant<BuildArguments, RemoveArguments, MergeArguments, UpgradeArguments, AsOfArguments,
                 InspectArguments, KindsArguments, DatesArguments, InfoArguments, CheckArguments>;

using cli::NoCommand;

/// Reads the arguments behind the program's name; for options that they leave out, the configuration and
/// variables (docs/configuration.md). Values are checked as far as the option alone tells.
tl::expected<Arguments, NoCommand> parse_arguments(const std::vector<std::string>& arguments,
                                                   const std::string& version,
                                                   const cli::Surroundings& surroundings = {});

}  // namespace dateline::indexer
