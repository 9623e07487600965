#pragma once

#include <cstdint>

namespace dateline::index {

/// Number of an article in what is open: an index, or several that are read as one (those of the second
/// follow those of the first, and so on). From 1; 0 is none. It means nothing in another revision of the
/// index. An alias and no type of its own, because columns, posting lists and sets of articles are arrays of
/// these numbers.
using Docid = std::uint32_t;

/// Number of a group of equal or nearly equal texts: the docid of its first article; 0 is none.
using GroupNumber = std::uint32_t;

/// Docids from `first` to `last`, both included.
struct DocidRange {
  Docid first = 1;
  Docid last = 0;
  bool operator==(const DocidRange&) const = default;
};

}  // namespace dateline::index
