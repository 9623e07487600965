#include "indexer/readers/html/main_text.h"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>

#include "common/dates/list_headings.h"
#include "indexer/readers/html/hints.h"
#include "indexer/readers/html/page_measures.h"
#include "indexer/readers/html/rights_notice.h"
#include "indexer/readers/html/tag_set.h"
#include "indexer/readers/html/tool_line.h"

namespace dateline::html {
namespace {

// None of these is fine tuning: halving or doubling any one of them changes F1 on real pages by less than
// 0.007.
constexpr double kCaptionShare = 0.3;       // a "caption" with more of the page's prose is none
constexpr double kPictureShare = 0.1;       // a "photo" box
constexpr double kHeaderShare = 0.2;        // a <header>
constexpr double kBoilerplateShare = 0.4;   // a "sidebar" …
constexpr double kVisitorShare = 0.75;      // comments may be most of a page
constexpr double kCompany = 500.0;          // mass of prose at which a paragraph does not stand alone
constexpr double kStoryMass = 200.0;        // mass of prose that makes an article
constexpr std::uint32_t kRepeatMass = 240;  // shorter paragraphs may well be said twice
constexpr std::uint64_t kThinStory = 120;   // mass of a main text that asks for a second opinion
constexpr std::uint32_t kTeaserText = 160;  // longest text of a teaser

class Judge {
 public:
  Judge(const BlockTree& tree, bool trust_names)
      : elements_(tree.elements),
        blocks_(tree.blocks),
        tree_(tree),
        trust_names_(trust_names),
        marks_(tree.elements.size(), Verdict::kBody),
        of_others_(tree.blocks.size()) {}

  std::vector<Verdict> judge(std::string_view title) {
    std::vector<Verdict> verdicts(blocks_.size(), Verdict::kOutside);
    if (blocks_.empty()) return verdicts;
    read_all_hints();
    mark_boilerplate();
    if (trust_names_) mark_lists_of_others(title);
    const PageMeasures measures(tree_, alive());
    const std::size_t best = first_story(container(measures), measures);
    mark_teasers(best, measures);
    const Element& chosen = elements_[best];
    for (std::size_t i = chosen.first_block; i < chosen.end_block; ++i)
      verdicts[i] = of_others_[i] ? Verdict::kBoilerplate : verdict(blocks_[i], title);
    mark_repeated(verdicts);
    trim(verdicts, chosen);
    return verdicts;
  }

 private:
  void read_all_hints() {
    hints_.reserve(elements_.size());
    for (const Element& element : elements_) {
      hints_.push_back(trust_names_ ? read_hints(element.hints) : Hint{});
      // The classes of <html> and <body> speak of the kind of page, not of a part of it.
      if (element.tag == GUMBO_TAG_HTML || element.tag == GUMBO_TAG_BODY) hints_.back() = Hint{};
    }
  }

  void mark_boilerplate() {
    static const TagSet kBoilerplateTags{GUMBO_TAG_NAV, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE, GUMBO_TAG_MENU,
                                         GUMBO_TAG_FIELDSET};
    static const TagSet kCaptionTags{GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_CAPTION};
    const PageMeasures measures(tree_, std::vector<bool>(blocks_.size(), true));
    const double all = std::max(1.0, measures.prose(elements_[0]));
    for (std::size_t i = 1; i < elements_.size(); ++i) {
      const Element& element = elements_[i];
      const Hint& hint = hints_[i];
      marks_[i] = marks_[element.parent];
      if (marks_[i] != Verdict::kBody) continue;
      const double share = measures.prose(element) / all;
      const bool caption = hint.caption || kCaptionTags.has(element.tag);
      const bool boilerplate = kBoilerplateTags.has(element.tag) || (hint.boilerplate && !hint.content);
      if (caption) {
        if (share < kCaptionShare) marks_[i] = Verdict::kCaption;
      } else if (hint.picture && share < kPictureShare) {
        marks_[i] = Verdict::kCaption;
      } else if (boilerplate) {
        if (share < (hint.visitors ? kVisitorShare : kBoilerplateShare)) marks_[i] = Verdict::kBoilerplate;
      } else if (element.tag == GUMBO_TAG_HEADER && share < kHeaderShare) {
        marks_[i] = Verdict::kBoilerplate;
      }
    }
  }

  std::vector<bool> alive() const {
    std::vector<bool> alive(blocks_.size());
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      alive[i] = marks_[blocks_[i].element] == Verdict::kBody && !of_others_[i];
    return alive;
  }

  /// What stands below a heading such as "More news" is of other articles, be it plain prose: to the end of
  /// the element that the heading begins, else to the next heading of its rank, or as far as the links go.
  void mark_lists_of_others(std::string_view title) {
    bool story_begun = false;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      const bool headline = elements_[block.element].tag == GUMBO_TAG_H1 || block.text == title;
      if (story_begun && !headline && !of_others_[i] && dates::is_list_heading(block.text)) {
        const std::size_t end = end_of_list(i, title);
        std::fill(of_others_.begin() + static_cast<std::ptrdiff_t>(i),
                  of_others_.begin() + static_cast<std::ptrdiff_t>(end), true);
      }
      story_begun = story_begun || headline || block.prose;
    }
  }

  /// Past the last block of the list that the heading opens; the heading itself when it opens none.
  std::size_t end_of_list(std::size_t heading, std::string_view title) const {
    std::size_t own = blocks_[heading].element;  // the outermost element that holds the heading alone
    const auto alone = [&](std::size_t e) { return elements_[e].end_block - elements_[e].first_block == 1; };
    while (own != 0 && alone(elements_[own].parent)) own = elements_[own].parent;
    const Element& around = elements_[alone(own) ? elements_[own].parent : own];
    std::size_t end = around.end_block;
    if (around.first_block != heading) {
      const bool links = heading + 1 < end && link_share(blocks_[heading + 1]) > 0.5;
      for (std::size_t i = heading + 1; i < end; ++i) {
        const bool goes_on = links ? link_share(blocks_[i]) > 0.5 : !ends_list(i, blocks_[heading]);
        if (!goes_on) end = i;
      }
    }
    for (std::size_t i = heading + 1; i < end; ++i) {  // "Latest news" as the name of a section
      if (elements_[blocks_[i].element].tag == GUMBO_TAG_H1 || blocks_[i].text == title) return heading;
    }
    return end;
  }

  bool ends_list(std::size_t block, const Block& heading) const {
    const auto rank = [&](const Block& b) {
      const GumboTag tag = elements_[b.element].tag;
      const bool named = tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
      return named ? static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) : 6;
    };
    const Block& b = blocks_[block];
    return b.kind == BlockKind::kHeading && rank(b) <= rank(heading) && link_share(b) < 0.5 &&
           !dates::is_list_heading(b.text);
  }

  /// What a block adds to the element around it: prose speaks for it, links and scraps speak against it.
  double value(std::size_t i, const PageMeasures& measures) const {
    const Block& block = blocks_[i];
    if (marks_[block.element] != Verdict::kBody || of_others_[i]) return -5.0 - block.link_mass / 4.0;
    const double share = link_share(block);
    if (block.prose && share < 0.5) {
      const Element& own = elements_[block.element];
      const double around = std::min(measures.prose(elements_[own.parent]), 4.0 * block.mass);
      const double company = std::max(measures.prose(own), around);
      return (block.mass - block.link_mass) *
             std::min(1.0, company / kCompany);  // a lone line may be a teaser
    }
    const bool part_of_text = block.kind != BlockKind::kText && block.kind != BlockKind::kParagraph;
    if (part_of_text && share < 0.3) return 0.0;
    return share < 0.2 ? -3.0 : -10.0 - 0.3 * block.link_mass;
  }

  /// The element with the greatest sum of values; paragraphs and lists are parts, never the whole.
  std::size_t container(const PageMeasures& measures) const {
    static const TagSet kParts{GUMBO_TAG_P,  GUMBO_TAG_H1, GUMBO_TAG_H2,        GUMBO_TAG_H3,
                               GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,        GUMBO_TAG_LI,
                               GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_BLOCKQUOTE};
    std::vector<double> sums(blocks_.size() + 1, 0.0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) sums[i + 1] = sums[i] + value(i, measures);
    const auto total = [&](std::size_t i) {
      return sums[elements_[i].end_block] - sums[elements_[i].first_block];
    };
    std::size_t best = 0;
    double best_value = std::numeric_limits<double>::lowest();
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      if (marks_[i] != Verdict::kBody || kParts.has(elements_[i].tag)) continue;
      const double here = total(i) * (hints_[i].content ? 1.1 : 1.0);
      if (here < best_value) continue;  // of equals the innermost
      best_value = here;
      best = i;
    }
    for (std::size_t i = best; i != 0; i = elements_[i].parent) {
      if (hints_[i].content && total(i) > 0.6 * best_value) best = i;
    }
    return best;
  }

  /// On a page with several stories one after the other, the first with a headline is the page's own.
  std::size_t first_story(std::size_t best, const PageMeasures& measures) const {
    if (elements_[best].tag == GUMBO_TAG_ARTICLE) return best;
    std::size_t story = best;
    double in_articles = 0.0;
    for (const std::size_t i : articles_in(best)) {
      in_articles += measures.prose(elements_[i]);
      if (story == best && measures.prose(elements_[i]) >= kStoryMass && has_headline(i)) story = i;
    }
    return in_articles > 0.8 * measures.prose(elements_[best]) ? story : best;
  }

  bool has_headline(std::size_t element) const {
    return std::any_of(elements_.begin() + static_cast<std::ptrdiff_t>(element),
                       elements_.begin() + static_cast<std::ptrdiff_t>(elements_[element].end_element),
                       [](const Element& e) { return e.tag == GUMBO_TAG_H1; });
  }

  /// The outermost <article> elements below `around` that are not marked.
  std::vector<std::size_t> articles_in(std::size_t around) const {
    std::vector<std::size_t> found;
    for (std::size_t i = around + 1; i < elements_[around].end_element;) {
      const bool article = elements_[i].tag == GUMBO_TAG_ARTICLE && marks_[i] == Verdict::kBody;
      if (article) found.push_back(i);
      i = article ? elements_[i].end_element : i + 1;
    }
    return found;
  }

  /// Inside the chosen element: cards of other stories, and lists of short texts with links.
  void mark_teasers(std::size_t best, const PageMeasures& measures) {
    const double own = measures.prose(elements_[best]);
    double in_articles = 0.0;
    for (const std::size_t i : articles_in(best)) in_articles += measures.prose(elements_[i]);
    const bool made_of_articles = in_articles > 0.7 * own;
    for (std::size_t i = best + 1; i < elements_[best].end_element; ++i) {
      const Element& element = elements_[i];
      if (marks_[i] != Verdict::kBody) continue;
      const bool card =
          element.tag == GUMBO_TAG_ARTICLE && !made_of_articles && measures.prose(element) < 0.5 * own;
      if (card || is_teaser_list(element, own, measures)) {
        for (std::size_t k = i; k < element.end_element; ++k) marks_[k] = Verdict::kBoilerplate;
      }
    }
  }

  bool is_teaser_list(const Element& element, double own, const PageMeasures& measures) const {
    const double count = element.end_block - element.first_block;
    if (count < 4 || element.tag == GUMBO_TAG_P || measures.prose(element) >= 0.3 * own) return false;
    if (measures.linky(element) < 0.34 * count || measures.links(element) < 0.25 * measures.mass(element))
      return false;
    return std::all_of(blocks_.begin() + element.first_block, blocks_.begin() + element.end_block,
                       [](const Block& block) { return block.mass - block.link_mass < kTeaserText; });
  }

  Verdict verdict(const Block& block, std::string_view title) const {
    const Verdict mark = marks_[block.element];
    if (mark != Verdict::kBody) return mark;
    if (block.kind == BlockKind::kHeading && block.text == title) return Verdict::kTitle;
    const double share = link_share(block);
    if (share > 0.8 || (share > 0.5 && !block.prose)) return Verdict::kLinks;
    return block.text.starts_with("©") ? Verdict::kCaption : Verdict::kBody;
  }

  /// Pages for several sizes of screen print some paragraphs twice.
  void mark_repeated(std::vector<Verdict>& verdicts) const {
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (verdicts[i] != Verdict::kBody || !blocks_[i].prose || blocks_[i].mass < kRepeatMass) continue;
      if (blocks_[i].kind == BlockKind::kListItem || blocks_[i].kind == BlockKind::kCell) continue;
      if (!seen.insert(blocks_[i].text).second) verdicts[i] = Verdict::kRepeated;
    }
  }

  void trim(std::vector<Verdict>& verdicts, const Element& chosen) const {
    for (std::size_t i = chosen.first_block; i < chosen.end_block; ++i) {  // date and byline before the text
      if (verdicts[i] != Verdict::kBody) continue;
      const Block& block = blocks_[i];
      const bool headline = elements_[block.element].tag == GUMBO_TAG_H1;
      const bool text = block.prose || block.mass >= 60 || block.kind == BlockKind::kListItem ||
                        block.kind == BlockKind::kHeading;
      if (!headline && text) break;
      verdicts[i] = headline ? Verdict::kTitle : Verdict::kOutside;
    }
    for (std::size_t i = chosen.end_block; i > chosen.first_block; --i) {  // a heading with nothing below it
      if (verdicts[i - 1] != Verdict::kBody) continue;
      if (blocks_[i - 1].kind != BlockKind::kHeading) break;
      verdicts[i - 1] = Verdict::kOutside;
    }
  }

  const std::vector<Element>& elements_;
  const std::vector<Block>& blocks_;
  const BlockTree& tree_;
  bool trust_names_;
  std::vector<Hint> hints_;
  std::vector<Verdict> marks_;   // of elements
  std::vector<bool> of_others_;  // of blocks: in a list of other articles
};

std::uint64_t body_mass(const BlockTree& tree, const std::vector<Verdict>& verdicts) {
  std::uint64_t mass = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    mass += verdicts[i] == Verdict::kBody ? tree.blocks[i].mass : 0;
  return mass;
}

}  // namespace

std::vector<Verdict> judge_blocks(const BlockTree& tree, std::string_view title) {
  std::vector<Verdict> verdicts = Judge(tree, true).judge(title);
  if (body_mass(tree, verdicts) < kThinStory) {
    // Hardly anything left: the names may mean something else here. Ask the measures alone.
    std::vector<Verdict> unnamed = Judge(tree, false).judge(title);
    if (body_mass(tree, unnamed) > 5 * body_mass(tree, verdicts)) verdicts = std::move(unnamed);
  }
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    const std::string_view text = tree.blocks[i].text;
    if (verdicts[i] == Verdict::kBody && (is_rights_notice(text) || is_tool_line(text)))
      verdicts[i] = Verdict::kBoilerplate;
  }
  return verdicts;
}

}  // namespace dateline::html
