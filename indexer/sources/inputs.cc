#include "indexer/sources/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

std::optional<Format> format_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (ending == ".txt") return Format::kText;
  if (ending == ".html" || ending == ".htm") return Format::kHtml;
  if (ending == ".jsonl" || ending == ".ndjson") return Format::kJsonl;
  return std::nullopt;
}

class Lister {
 public:
  explicit Lister(std::optional<Format> format) : format_(format) {}

  void add(const std::string& input) {
    if (input == "-") {
      list_.files.push_back({input, format_.value_or(Format::kJsonl), 0});
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (!fs::exists(status)) return reject(input, std::string(kMissingInput), "check the name");
    if (fs::is_directory(status)) return add_folder(input);
    const bool no_ending = fs::path(input).extension().empty();
    add_file(input, format_ ? format_ : no_ending ? Format::kText : format_of(input));
  }

  InputList take() { return std::move(list_); }

 private:
  void add_folder(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> found;
    fs::recursive_directory_iterator it(folder, fs::directory_options::none, error);
    if (error)
      return reject(folder, "the folder cannot be read: " + error.message(), "check its permissions");
    for (const fs::recursive_directory_iterator end; it != end; it.increment(error)) {
      const fs::directory_entry& entry = *it;
      const bool hidden = entry.path().filename().string().starts_with('.');
      std::error_code inner;
      if (entry.is_directory(inner)) {
        if (hidden || entry.is_symlink(inner)) {
          it.disable_recursion_pending();
        } else if (fs::directory_iterator(entry.path(), inner); inner) {
          reject(entry.path().string(), "the folder cannot be read: " + inner.message(),
                 "check its permissions");
          it.disable_recursion_pending();
        }
      } else if (!hidden) {
        found.push_back(entry.path().string());
      }
    }
    if (error)
      reject(folder, "the folder cannot be read to its end: " + error.message(), "check its permissions");
    std::sort(found.begin(), found.end());
    for (const std::string& path : found) add_file(path, format_ ? format_ : format_of(path));
  }

  void add_file(const std::string& path, std::optional<Format> format) {
    std::error_code error;
    if (!fs::is_regular_file(path, error))
      return reject(path, "this is no ordinary file", "name files or folders");
    if (!format) {
      return reject(
          path, "a file of no known kind",
          "known endings are .txt, .html, .jsonl and .ndjson; give --format to read it all the same");
    }
    const std::uint64_t bytes = fs::file_size(path, error);
    list_.files.push_back({path, *format, error ? 0 : bytes});
    list_.bytes += error ? 0 : bytes;
  }

  void reject(const std::string& path, std::string reason, std::string remedy) {
    list_.rejects.push_back({Reject::Kind::kRejected, {path, 0}, std::move(reason), std::move(remedy)});
  }

  std::optional<Format> format_;
  InputList list_;
};

}  // namespace

InputList list_inputs(const std::vector<std::string>& inputs, std::optional<Format> format) {
  Lister lister(format);
  for (const std::string& input : inputs) lister.add(input);
  return lister.take();
}

}  // namespace dateline::indexer
