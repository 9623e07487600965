#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/readers/page.h"
#include "indexer/sources/format.h"

namespace dateline::indexer {

/// One file to read. "-" is standard input.
struct InputFile {
  std::string path;
  std::optional<Format> format;  ///< as the caller or the ending says, which its content may overrule
  std::uint64_t bytes = 0;       ///< size when it was listed, 0 when unknown
  std::uint64_t told = 0;        ///< hash of what lists tell of it; 0: nothing
};

/// The reason for rejecting an input that was named but is not there.
inline constexpr std::string_view kMissingInput = "there is no such file or folder";
inline constexpr std::string_view kUnseenInput = "it cannot be looked at";

class Supplements;

struct InputList {
  std::vector<InputFile> files;    ///< in a stable order: as named, folders and patterns by path
  std::vector<Reject> rejects;     ///< what could not be listed
  SkipCounts skipped;              ///< what belongs to pages by its name, by kind
  std::vector<std::string> lists;  ///< what became of lists that describe files, a sentence each
  std::shared_ptr<const Supplements> supplements;  ///< what is told of the files; null: nothing
  std::uint64_t bytes = 0;
  std::optional<Format> format;  ///< as the caller said: for members of archives too
};

/// Lists the files of `inputs`: files as named, folders with everything below them (hidden files and folders,
/// indexes, and the file `leave_out`, to which the program writes, left out), sorted by path bytes, patterns
/// such as "2023/*.html.gz" (of glob(7); where a file has that very name, it is meant). Without `format` the
/// content of a file decides, with its ending as a hint (see docs/ingest.md). Symbolic links to files are
/// read, links to folders are not followed. With `only`, of the files in folders those alone; what is left
/// out is not counted then.
InputList list_inputs(const std::vector<std::string>& inputs, std::optional<Format> format,
                      const std::filesystem::path& leave_out = {},
                      const std::set<std::string>* only = nullptr);

/// Names of inputs in a list: one on each line, or separated by NUL when there is one. Empty ones are left
/// out.
std::vector<std::string> input_names_in(const std::string& list);

}  // namespace dateline::indexer
