#include "indexer/readers/html/read_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "common/byte_order_mark.h"
#include "indexer/readers/html/article_place.h"
#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/date_marks.h"
#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/main_text.h"
#include "indexer/readers/html/markup_filter.h"
#include "indexer/readers/html/page_head.h"
#include "indexer/readers/html/page_measures.h"
#include "indexer/readers/html/page_title.h"

namespace dateline {
namespace {

using html::Block;
using html::BlockTree;
using html::Verdict;

/// With less text than this on the page itself, the article in its metadata is the better source.
constexpr std::size_t kThinBody = 300;  // bytes

template <class Keep>
std::string join(const BlockTree& tree, Keep keep) {
  std::string text;
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    if (!keep(i)) continue;
    if (!text.empty()) text += "\n\n";
    text += tree.blocks[i].text;
  }
  return text;
}

std::string body_of(const BlockTree& tree, const std::vector<Verdict>& verdicts,
                    const std::string& described) {
  std::string body = join(tree, [&](std::size_t i) { return verdicts[i] == Verdict::kBody; });
  if (body.size() < kThinBody && described.size() > 2 * body.size() && described.size() > kThinBody)
    return described;
  if (!body.empty()) return body;
  // A page of scraps: all that is said outside its menus is better than nothing.
  body = join(tree, [&](std::size_t i) { return html::link_share(tree.blocks[i]) < 0.5; });
  return body.empty() ? join(tree, [](std::size_t) { return true; }) : body;
}

/// It stands above the article, in a block that is no main text.
std::string aggregator_header(const BlockTree& tree) {
  constexpr std::size_t kLongest = 200;
  for (const Block& block : tree.blocks) {
    if (block.text.starts_with("Date: ") && block.text.size() <= kLongest &&
        block.text.find("| Source: ") != std::string::npos) {
      return block.text;
    }
  }
  return {};
}

}  // namespace

Result<HtmlPage> read_html(std::string_view page, const HtmlLimits& limits, std::string_view address) {
  page = without_byte_order_mark(page);
  if (page.size() > limits.bytes) {
    return fail(ErrorKind::kInput,
                fmt::format("page of {} bytes is larger than {}", page.size(), limits.bytes),
                "split it, or save the article alone");
  }
  const html::MarkupLimits markup_limits;
  const html::FilteredMarkup markup = html::filter_markup(page, markup_limits);
  if (markup.exceeds(markup_limits)) {
    return fail(ErrorKind::kInput,
                fmt::format("page has {} tags and {} attributes, more than {} or {}", markup.tags,
                            markup.attributes, markup_limits.tags, markup_limits.all_attributes));
  }
  const html::GumboTree parsed = html::parse_markup(markup.html);
  if (parsed == nullptr) return fail(ErrorKind::kInput, "page cannot be parsed as HTML");

  html::Metadata metadata = html::read_metadata(*parsed->document, address);
  HtmlPage read;
  read.title = html::page_title(metadata);
  const BlockTree tree = html::build_block_tree(*parsed->root);
  read.mass = html::mass_of(tree.blocks);
  const std::vector<Verdict> verdicts = html::judge_blocks(tree, read.title);
  read.body = body_of(tree, verdicts, metadata.json_ld.article_body);
  const html::ArticlePlace place(tree, verdicts, read.title);
  html::PageHead head = html::read_page_head(tree, verdicts, place);
  read.capture_line = std::move(head.capture);
  read.stamp = std::move(head.stamp);
  read.stamp_day = head.stamp_day;
  read.stamp_above = head.stamp_above;
  if (html::is_publisher(read.title) && !head.heading.empty()) read.title = std::move(head.heading);
  if (read.body.empty() && read.title.empty()) return fail(ErrorKind::kInput, "page has no text");
  read.aggregator_header = aggregator_header(tree);
  read.canonical_url = std::move(metadata.canonical_url);
  read.site_name = std::move(metadata.site_name);
  read.language = std::move(metadata.language);
  read.saved_url = std::move(metadata.saved_url);
  read.marks = std::move(metadata.marks);
  std::ranges::move(html::read_date_marks(tree, place, read.title), std::back_inserter(read.marks));
  read.captured = std::move(metadata.captured);
  read.dated_links = html::read_dated_links(*parsed->root);
  return read;
}

}  // namespace dateline
