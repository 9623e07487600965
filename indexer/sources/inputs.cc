#include "indexer/sources/inputs.h"

#include <glob.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

#include "indexer/sources/crawl_folders.h"
#include "indexer/sources/kinds.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// Every index folder holds this file: an index below a folder of captures is not read as captures.
constexpr std::string_view kIndexMark = "XAPIANDB";

/// The paths that a pattern finds, sorted by their bytes.
std::vector<std::string> matches(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0) {
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  ::globfree(&found);
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Lister {
 public:
  Lister(std::optional<Format> format, fs::path leave_out, const std::set<std::string>* only)
      : format_(format), leave_out_(std::move(leave_out)), only_(only) {
    list_.format = format;
  }

  void add(const std::string& input) {
    if (input == "-") {
      list_.files.push_back({input, format_, 0});
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (status.type() == fs::file_type::not_found) return add_pattern(input);
    if (status.type() == fs::file_type::none) return reject_unseen(input, error);
    add_named(input, fs::is_directory(status));
  }

  InputList take() { return std::move(list_); }

 private:
  void add_named(const std::string& path, bool folder) {
    if (folder) return add_folder(path);
    add_file(path);
  }

  void add_pattern(const std::string& pattern) {
    if (pattern.find_first_of("*?[") == std::string::npos) {
      return reject(pattern, std::string(kMissingInput), "check the name");
    }
    const std::vector<std::string> paths = matches(pattern);
    if (paths.empty()) return reject(pattern, std::string(kMissingInput), "no name fits the pattern");
    for (const std::string& path : paths) {
      std::error_code error;
      add_named(path, fs::is_directory(path, error));
    }
  }

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
          continue;
        }
        if (fs::directory_iterator(entry.path(), inner); inner) {
          reject(entry.path().string(), "the folder cannot be read: " + inner.message(),
                 "check its permissions");
          it.disable_recursion_pending();
          continue;
        }
        const fs::file_status mark = fs::status(entry.path() / kIndexMark, inner);
        if (mark.type() != fs::file_type::not_found) it.disable_recursion_pending();
        if (mark.type() == fs::file_type::none) reject_unseen(entry.path().string(), inner);
      } else if (!hidden && !is_left_out(entry.path())) {
        found.push_back(entry.path().string());
      }
    }
    if (error)
      reject(folder, "the folder cannot be read to its end: " + error.message(), "check its permissions");
    std::sort(found.begin(), found.end());
    if (!format_) {
      SkipCounts uncounted;
      leave_out_parts(found, only_ == nullptr ? list_.skipped : uncounted, [](const std::string& path) {
        std::error_code unknown;
        return fs::file_size(path, unknown) == 0 && !unknown;
      });
    }
    for (const std::string& path : found) {
      if (only_ == nullptr || only_->contains(path)) add_file(path);
    }
  }

  bool is_left_out(const fs::path& path) const {
    std::error_code error;
    return !leave_out_.empty() && path.filename() == leave_out_.filename() &&
           fs::equivalent(path, leave_out_, error);
  }

  void add_file(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::none || status.type() == fs::file_type::unknown)
      return reject_unseen(path, error);
    if (!fs::is_regular_file(status))
      return reject(path, "this is no ordinary file", "name files or folders");
    const std::optional<Format> format = format_ ? format_ : format_by_ending(path);
    if (format && kind_of(*format).treatment == Treatment::kSkipped) {
      ++list_.skipped[std::string(kind_of(*format).name)];
      return;
    }
    const std::uint64_t bytes = fs::file_size(path, error);
    list_.files.push_back({path, format, error ? 0 : bytes});
    list_.bytes += error ? 0 : bytes;
  }

  /// What cannot be looked at is not absent.
  void reject_unseen(const std::string& path, const std::error_code& error) {
    reject(path, std::string(kUnseenInput), error.message());
  }

  void reject(const std::string& path, std::string reason, std::string remedy) {
    list_.rejects.push_back({Reject::Kind::kRejected, {path, 0}, std::move(reason), std::move(remedy)});
  }

  std::optional<Format> format_;
  fs::path leave_out_;
  const std::set<std::string>* only_;
  InputList list_;
};

}  // namespace

InputList list_inputs(const std::vector<std::string>& inputs, std::optional<Format> format,
                      const fs::path& leave_out, const std::set<std::string>* only) {
  Lister lister(format, leave_out, only);
  for (const std::string& input : inputs) lister.add(input);
  return lister.take();
}

std::vector<std::string> input_names_in(const std::string& list) {
  const bool nul = list.find('\0') != std::string::npos;
  std::vector<std::string> names;
  std::istringstream lines(list);
  for (std::string name; std::getline(lines, name, nul ? '\0' : '\n');) {
    if (!nul && name.ends_with('\r')) name.pop_back();
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

}  // namespace dateline::indexer
