#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/date_mark.h"
#include "indexer/readers/html/main_text.h"

namespace dateline::html {

/// Where the article of a page begins and ends, and what a place in the page has to do with it.
class ArticlePlace {
 public:
  /// `title` is the headline. The tree must outlive this.
  ArticlePlace(const BlockTree& tree, const std::vector<Verdict>& verdicts, std::string_view title);

  struct Judgement {
    DateMark::Standing standing;
    std::string place;         ///< "between headline and text", "in <footer>" …
    bool before_text = false;  ///< of kUnexplained: above the text of a page without a headline
  };
  /// Of a date in `element`, in or before `block`; `hints` are names of inline elements around it. `is_read`
  /// tells that people read it, as part of a sentence perhaps; <meta> is not read.
  Judgement judge(std::uint32_t element, std::uint32_t block, std::string_view hints = {},
                  bool is_read = true) const;

  std::optional<std::uint32_t> headline() const { return headline_; }
  /// First block of the main text; the number of blocks when there is none.
  std::uint32_t text_begin() const { return first_; }

 private:
  bool holds(const Element& element, std::uint32_t block) const {
    return element.first_block <= block && block < element.end_block;
  }
  bool holds_text(const Element& element) const {
    return first_ < last_ && element.first_block <= first_ && element.end_block >= last_;
  }
  void find_scope();
  /// Why a date inside this element is of something else; empty when it need not be.
  std::string foreign(const Element& element, std::uint32_t block) const;

  const BlockTree& tree_;
  const std::vector<Verdict>& verdicts_;
  std::optional<std::uint32_t> headline_;  // block
  std::uint32_t first_ = 0;                // of the text
  std::uint32_t last_ = 0;                 // past it
  std::optional<std::uint32_t> scope_;     // the <article> or item of microdata that holds the text
};

}  // namespace dateline::html
