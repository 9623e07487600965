#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dateline {

/// Values by name, within a number of bytes: where they would take more, those that were used longest ago go.
/// A value that goes lives on as long as somebody holds it. Not thread-safe.
template <class Value>
class LruCache {
 public:
  using Shared = std::shared_ptr<const Value>;

  explicit LruCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Null when there is none of that name.
  Shared find(std::string_view name) {
    const auto known = by_name_.find(name);
    if (known == by_name_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->value;
  }

  /// `bytes` is what the value takes. One that takes more than a quarter of all is not kept, nor a second one
  /// of the same name.
  void keep(std::string name, Shared value, std::size_t bytes) {
    if (bytes > max_bytes_ / 4 || by_name_.contains(name)) return;
    entries_.push_front({std::move(name), std::move(value), bytes});
    by_name_.emplace(entries_.front().name, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > max_bytes_) {
      bytes_ -= entries_.back().bytes;
      by_name_.erase(entries_.back().name);
      entries_.pop_back();
    }
  }

  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string name;
    Shared value;
    std::size_t bytes = 0;
  };

  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  ///< the one used last is the first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator>
      by_name_;  ///< names lie in `entries_`
};

}  // namespace dateline
