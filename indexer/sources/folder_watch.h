#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace dateline::indexer {

/// True when a program has the file open for writing. Where that cannot be told (a file of somebody else,
/// some network file systems) it counts as finished.
bool is_being_written(const std::string& path);

/// Tells what is written in folders, as the system says it (inotify). Not thread-safe.
class FolderWatch {
 public:
  /// What is below the folders is watched too, but for hidden folders, links to folders and `leave_out`. A
  /// Usage error when one is no folder, a System error when the system does not let it be watched.
  static Result<FolderWatch> begin(const std::vector<std::string>& folders,
                                   const std::filesystem::path& leave_out);
  FolderWatch(FolderWatch&& other) noexcept;
  FolderWatch& operator=(FolderWatch&&) = delete;
  ~FolderWatch();

  struct News {
    std::set<std::string>
        files;            ///< written, or moved or linked here, as list_inputs names them; some may be gone
    bool is_all = false;  ///< more has happened than the system could tell: look at everything
  };
  /// Waits until a file is there, and then until nothing more comes for a moment, at most about two seconds.
  /// No news when `stop` is set. An Input error when all folders are gone.
  Result<News> wait(const std::atomic<bool>& stop);

 private:
  FolderWatch(int descriptor, std::vector<std::string> folders, std::filesystem::path leave_out)
      : descriptor_(descriptor), folders_(std::move(folders)), leave_out_(std::move(leave_out)) {}

  Status watch_tree(const std::string& folder, std::set<std::string>* files);
  void forget_tree(const std::string& folder);
  Result<bool> read_events(News& news);
  Status take(int watch, std::uint32_t what, std::string_view name, News& news);

  int descriptor_;
  std::vector<std::string> folders_;
  std::filesystem::path leave_out_;
  std::map<int, std::string> paths_;  ///< of what is watched
};

}  // namespace dateline::indexer
