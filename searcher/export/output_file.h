#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "common/result.h"

namespace dateline::search {

/// A file that appears whole or not at all: text goes into a new file beside it, which takes its name in the
/// end. Where something else than a file has the name (a pipe, a device), the text goes straight there. Not
/// thread-safe.
class OutputFile {
 public:
  /// A System error when it cannot be created.
  static Result<OutputFile> create(const std::filesystem::path& file);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  /// Without `finish`, nothing is left behind, and a file that had the name before stays as it was.
  ~OutputFile();

  /// A System error says why nothing more can be written.
  Status write(std::string_view text);
  /// Writes what is left through to the disk and gives the file its name.
  Status finish();

 private:
  OutputFile() = default;
  Status flush();

  static constexpr std::size_t kBuffer = std::size_t{1} << 18;
  int fd_ = -1;
  std::filesystem::path file_;
  std::filesystem::path temporary_;  ///< empty where the text goes straight to the file
  std::string buffer_;
};

/// The text as a file that appears whole or not at all.
Status write_file(const std::filesystem::path& file, std::string_view text);

/// Where a table that goes to `file` says what it is: the file that is asked for, else "floods.about.json"
/// beside "floods.csv"; empty beside what is no file (a pipe, a device).
std::string about_file(const std::string& asked, const std::filesystem::path& file);

/// Whether a table in the file needs a byte order mark: spreadsheets take .csv for another encoding without.
bool wants_byte_order_mark(const std::filesystem::path& file);

}  // namespace dateline::search
