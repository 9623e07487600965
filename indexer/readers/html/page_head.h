#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/readers/html/article_place.h"
#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/main_text.h"

namespace dateline::html {

/// What layouts of this domain print above the main text of an article.
struct PageHead {
  std::string capture;  ///< the day of capture as KCNA Watch prints it, twice in one line; empty without it
  std::string stamp;    ///< the line with the day of the article, as printed; empty when there is none
  std::optional<dates::Day> stamp_day;
  bool stamp_above = false;  ///< the line stands above the headline, where the day of viewing may stand too
  std::string heading;       ///< the last line that is a heading, by its element or by the name of its class
};

/// A line is the stamp when it holds one as of dates::Kind::kStamp, with no more behind it than the name of a
/// paper, or is a masthead (common/dates/masthead.h), and stands between a heading and the text, in no part
/// of the page that is of something else. Above all headings stand the clocks of sites, which show the day of
/// viewing: there a line counts when it names the paper, or an element around it says that it holds the day
/// of the article
/// ("newsdate"), and it stands beside no menu. The head of kcna.co.jp ("calendar>>September 21. 2018 Juche
/// 107") names itself and may stand anywhere above the text. Pure and thread-safe; linear in the page.
PageHead read_page_head(const BlockTree& tree, const std::vector<Verdict>& verdicts,
                        const ArticlePlace& place);

}  // namespace dateline::html
