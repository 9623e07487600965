#pragma once

#include <gumbo.h>

#include <bitset>
#include <initializer_list>

namespace dateline::html {

/// A set of element names, asked in constant time.
class TagSet {
 public:
  TagSet(std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) bits_.set(static_cast<std::size_t>(tag));
  }
  bool has(GumboTag tag) const { return bits_.test(static_cast<std::size_t>(tag)); }

 private:
  std::bitset<GUMBO_TAG_LAST + 1> bits_;
};

}  // namespace dateline::html
