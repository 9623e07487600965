#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "common/result.h"

namespace dateline::indexer {

/// Keeps byte strings in a file without a name until the end of a run: what an article looked like when it
/// came may be asked for once a newer text of it has come. Thread-safe.
class TextSpool {
 public:
  struct Place {
    std::uint64_t offset = 0;
    std::uint32_t bytes = 0;  ///< 0: nothing
  };

  TextSpool() = default;
  ~TextSpool();
  TextSpool(const TextSpool&) = delete;
  TextSpool& operator=(const TextSpool&) = delete;

  /// The folder in which the file is made when the first string comes. Before any other call.
  void use(std::filesystem::path folder) { folder_ = std::move(folder); }
  Result<Place> put(std::string_view bytes);
  /// After flush().
  Result<std::string> get(Place place) const;
  Status flush();

 private:
  Status open();
  Status write(std::string_view bytes);

  std::filesystem::path folder_;
  std::mutex mutex_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  std::string buffer_;
};

}  // namespace dateline::indexer
