#pragma once

#include <string>
#include <vector>

namespace dateline::bench {

/// A table in Markdown, its columns padded so that it can be read as it is. The first column is text, the
/// others are numbers and stand to the right.
class Table {
 public:
  explicit Table(std::vector<std::string> head);
  /// As many cells as the head has.
  void add(std::vector<std::string> cells);
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// "0.123 ms", "12.3 ms", "1.23 s": three digits that count.
std::string time_text(double microseconds);

/// "12.3 kB", "1.23 GB" (powers of a thousand).
std::string bytes_text(double bytes);

/// "12,345".
std::string count_text(double number);

}  // namespace dateline::bench
