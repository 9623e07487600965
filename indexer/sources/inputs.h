#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// How the bytes of a file are read.
enum class Format : std::uint8_t { kText, kHtml, kJsonl };

/// One file to read. "-" is standard input.
struct InputFile {
  std::string path;
  Format format = Format::kText;
  std::uint64_t bytes = 0;  ///< size when it was listed, 0 when unknown
};

/// The reason for rejecting an input that was named but is not there.
inline constexpr std::string_view kMissingInput = "there is no such file or folder";

struct InputList {
  std::vector<InputFile> files;  ///< in a stable order: as named, folders by path
  std::vector<Reject> rejects;   ///< what could not be listed or is of no known kind
  std::uint64_t bytes = 0;
};

/// Lists the files of `inputs`: files as named, folders with everything below them (hidden files and folders
/// left out), sorted by path bytes. Without `format` the ending decides: .txt is a text capture, .html and
/// .htm are saved pages, .jsonl and .ndjson are JSON Lines; a file without an ending that is named by itself
/// is read as a text capture; others are reported. Symbolic links to files are read, links to folders are not
/// followed.
InputList list_inputs(const std::vector<std::string>& inputs, std::optional<Format> format);

}  // namespace dateline::indexer
