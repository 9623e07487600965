#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace dateline::testing {

/// The members of one line of the KCNA collection that the dates need.
struct KcnaArticle {
  std::string id;
  std::string date;
  std::string url;
  std::string body;
};

/// Calls `use` for every article of a zstd-compressed JSON Lines file until it returns false. Returns how
/// many lines could not be read.
std::size_t for_each_article(const std::filesystem::path& file,
                             const std::function<bool(const KcnaArticle&)>& use);

}  // namespace dateline::testing
