#include "indexer/readers/html/markup_filter.h"

#include <gumbo.h>

#include <algorithm>
#include <bitset>
#include <vector>

#include "indexer/readers/html/saved_page.h"
#include "indexer/readers/html/tag_set.h"

namespace dateline::html {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool ends_name(char c) { return is_blank(c) || c == '/' || c == '>'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

/// Elements of which neither the text nor the structure is wanted.
const TagSet& unseen() {
  static const TagSet kTags{GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_IFRAME,  GUMBO_TAG_NOFRAMES,
                            GUMBO_TAG_NOEMBED,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_SVG,     GUMBO_TAG_SELECT,
                            GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_DATALIST};
  return kTags;
}

/// Elements whose content is text up to their end tag, and all of the rest of the page when that is missing.
const TagSet& raw_text() {
  static const TagSet kTags{GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,    GUMBO_TAG_IFRAME, GUMBO_TAG_NOFRAMES,
                            GUMBO_TAG_NOEMBED, GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,  GUMBO_TAG_XMP};
  return kTags;
}

/// Tags that never reach the parser; the text between them does.
const TagSet& erased() {
  static const TagSet kTags{GUMBO_TAG_MATH,   GUMBO_TAG_FRAMESET, GUMBO_TAG_FRAME,    GUMBO_TAG_ISINDEX,
                            GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP, GUMBO_TAG_PLAINTEXT};
  return kTags;
}

/// Elements without content, and those that the parser closes by itself or keeps at most one of: their number
/// adds nothing to the depth.
const TagSet& never_deep() {
  static const TagSet kTags{
      GUMBO_TAG_AREA,  GUMBO_TAG_BASE,  GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_BR,
      GUMBO_TAG_COL,   GUMBO_TAG_EMBED, GUMBO_TAG_HR,       GUMBO_TAG_IMG,     GUMBO_TAG_IMAGE,
      GUMBO_TAG_INPUT, GUMBO_TAG_LINK,  GUMBO_TAG_META,     GUMBO_TAG_PARAM,   GUMBO_TAG_SOURCE,
      GUMBO_TAG_TRACK, GUMBO_TAG_WBR,   GUMBO_TAG_HTML,     GUMBO_TAG_HEAD,    GUMBO_TAG_BODY,
      GUMBO_TAG_FORM,  GUMBO_TAG_P,     GUMBO_TAG_TR,       GUMBO_TAG_TD,      GUMBO_TAG_TH,
      GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT,    GUMBO_TAG_COLGROUP};
  return kTags;
}

const TagSet& formatting() {
  static const TagSet kTags{GUMBO_TAG_B,      GUMBO_TAG_BIG,    GUMBO_TAG_CODE, GUMBO_TAG_EM,
                            GUMBO_TAG_FONT,   GUMBO_TAG_I,      GUMBO_TAG_S,    GUMBO_TAG_SMALL,
                            GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_NOBR, GUMBO_TAG_TT,
                            GUMBO_TAG_U};
  return kTags;
}

bool is_inline(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_UNKNOWN, GUMBO_TAG_A,   GUMBO_TAG_ABBR, GUMBO_TAG_CITE, GUMBO_TAG_SPAN,
                            GUMBO_TAG_LABEL,   GUMBO_TAG_SUB, GUMBO_TAG_SUP,  GUMBO_TAG_TIME, GUMBO_TAG_Q};
  return kTags.has(tag) || formatting().has(tag);
}

bool is_item(GumboTag tag) { return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT; }

bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

/// Elements whose end tag closes whatever is open inside them. All others close only inline elements.
bool closes_all_inside(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_ADDRESS,    GUMBO_TAG_APPLET,  GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,
                            GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BUTTON,  GUMBO_TAG_CENTER,  GUMBO_TAG_DETAILS,
                            GUMBO_TAG_DIR,        GUMBO_TAG_DIV,     GUMBO_TAG_DL,      GUMBO_TAG_FIELDSET,
                            GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,  GUMBO_TAG_HEADER,
                            GUMBO_TAG_HGROUP,     GUMBO_TAG_MARQUEE, GUMBO_TAG_MENU,    GUMBO_TAG_NAV,
                            GUMBO_TAG_OBJECT,     GUMBO_TAG_OL,      GUMBO_TAG_PRE,     GUMBO_TAG_SECTION,
                            GUMBO_TAG_TABLE,      GUMBO_TAG_UL};
  return kTags.has(tag) || is_heading(tag) || is_item(tag);
}

/// Elements past which an end tag does not reach.
bool is_barrier(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_TABLE,   GUMBO_TAG_CAPTION, GUMBO_TAG_APPLET,
                            GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT,  GUMBO_TAG_BUTTON};
  return kTags.has(tag);
}

class Filter {
 public:
  Filter(std::string_view html, const MarkupLimits& limits) : html_(html), limits_(limits) {
    out_.html.reserve(html.size());
  }

  FilteredMarkup run() {
    for (std::size_t open = html_.find('<'); open != kNone; open = html_.find('<', at_)) {
      at_ = open + 1;
      const char next = at_ < html_.size() ? html_[at_] : ' ';
      if (next == '!' || next == '?') {
        declaration(open);
      } else if (is_letter(next)) {
        start_tag(open);
      } else if (next == '/' && at_ + 1 < html_.size() && is_letter(html_[at_ + 1])) {
        end_tag(open);
      }
    }
    out_.html += html_.substr(copied_);
    return std::move(out_);
  }

 private:
  struct Open {
    GumboTag tag;
    std::string_view name;
    bool dropped;  // the parser was not told of it
  };

  void declaration(std::size_t open) {
    if (!html_.substr(at_).starts_with("!--")) return skip_past(">", at_);
    const std::size_t start = at_ + 3;
    const std::string_view text = html_.substr(start);
    if (text.starts_with(">") || text.starts_with("->")) {
      skip_past(">", start);
    } else {
      skip_comment(start);
    }
    if (SavedPage::concerns(html_.substr(open, at_ - open))) {
      ++out_.tags;
    } else {
      erase(open, at_);
    }
  }

  /// Past "-->" or "--!>", whichever comes first.
  void skip_comment(std::size_t from) {
    for (std::size_t dashes = html_.find("--", from); dashes != kNone;
         dashes = html_.find("--", dashes + 1)) {
      const std::string_view rest = html_.substr(dashes + 2);
      if (rest.starts_with(">") || rest.starts_with("!>")) return skip_past(">", dashes + 2);
    }
    at_ = html_.size();
  }

  void skip_past(std::string_view mark, std::size_t from) {
    const std::size_t found = html_.find(mark, from);
    at_ = found == kNone ? html_.size() : found + mark.size();
  }

  std::string_view read_name() {
    const std::size_t start = at_;
    while (at_ < html_.size() && !ends_name(html_[at_])) ++at_;
    return html_.substr(start, at_ - start);
  }

  void skip_blanks() {
    while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
  }

  /// Moves past the '>' of a tag. Returns where the attributes beyond the limit begin, or kNone.
  std::size_t skip_attributes() {
    std::size_t count = 0;
    std::size_t cut = kNone;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_blank(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      if (++count == limits_.attributes + 1) cut = at_;
      if (cut == kNone) ++out_.attributes;
      ++at_;  // a name may begin with '='
      while (at_ < html_.size() && !ends_name(html_[at_]) && html_[at_] != '=') ++at_;
      skip_blanks();
      if (at_ >= html_.size() || html_[at_] != '=') continue;
      ++at_;
      skip_blanks();
      if (at_ >= html_.size() || html_[at_] == '>') continue;
      const char quote = html_[at_];
      if (quote == '"' || quote == '\'') {
        skip_past(std::string_view(&quote, 1), at_ + 1);
      } else {
        while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>') ++at_;
      }
    }
    if (at_ < html_.size()) ++at_;
    return cut;
  }

  void start_tag(std::size_t open) {
    const std::string_view name = read_name();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned int>(name.size()));
    const std::size_t cut = skip_attributes();
    if (erased().has(tag)) return erase(open, at_);
    if (unseen().has(tag)) return unseen_element(open, name, tag);
    if (cut != kNone) erase(cut, at_ - 1);
    if (raw_text().has(tag)) {
      ++out_.tags;
      return skip_content(name, tag);
    }
    if (is_item(tag)) close_item_before(tag);
    if (!never_deep().has(tag) && !push(tag, name)) {
      erase(open, at_);
      if (!is_inline(tag)) out_.html += ' ';  // the words on either side stay apart
      return;
    }
    ++out_.tags;
  }

  void unseen_element(std::size_t open, std::string_view name, GumboTag tag) {
    const std::string_view opening = html_.substr(open, at_ - open);
    skip_content(name, tag);
    if (tag == GUMBO_TAG_SCRIPT && opening.find("ld+json") != kNone) {
      ++out_.tags;
      return;
    }
    erase(open, at_);
    out_.html += ' ';
  }

  /// Moves past the end tag. Without one, raw text takes all of the page; other elements are only their tag.
  void skip_content(std::string_view name, GumboTag tag) {
    const auto index = static_cast<std::size_t>(tag);
    const std::size_t end = endless_.test(index) ? kNone : find_end_tag(name, tag);
    if (end != kNone) {
      at_ = end;
      read_name();
      skip_attributes();
      return;
    }
    endless_.set(index);  // there is none further on either: do not look again
    if (raw_text().has(tag)) at_ = html_.size();
  }

  /// Where the name of the end tag stands, or kNone.
  std::size_t find_end_tag(std::string_view name, GumboTag tag) const {
    bool commented = false;  // <script><!-- … <script> … </script> … --></script>: the inner pair is text
    bool inner = false;
    // A hyphen matters within a comment alone, and looking for one character is many times as fast.
    const auto next = [&](std::size_t from) {
      return commented ? html_.find_first_of("<-", from) : html_.find('<', from);
    };
    for (std::size_t i = next(at_); i != kNone; i = next(i + 1)) {
      const std::string_view rest = html_.substr(i);
      if (rest[0] == '-') {
        if (rest.starts_with("-->")) commented = inner = false;
        continue;
      }
      if (tag == GUMBO_TAG_SCRIPT && rest.starts_with("<!--")) commented = true;
      if (commented && starts_tag(rest.substr(1), name)) inner = true;
      if (!rest.starts_with("</") || !starts_tag(rest.substr(2), name)) continue;
      if (!inner) return i + 2;
      inner = false;
    }
    return kNone;
  }

  static bool starts_tag(std::string_view text, std::string_view name) {
    return text.size() > name.size() && same_name(text.substr(0, name.size()), name) &&
           ends_name(text[name.size()]);
  }

  /// False when the element would lie beyond a limit. Formatting that a block closes implicitly stays in
  /// force for the parser, so only its own end tag takes it off the count.
  bool push(GumboTag tag, std::string_view name) {
    std::size_t& now = formatting().has(tag) ? formatting_ : is_inline(tag) ? inlines_ : blocks_;
    const std::size_t limit = formatting().has(tag) ? limits_.formatting
                              : is_inline(tag)      ? limits_.inlines
                                                    : limits_.blocks;
    const bool dropped = now >= limit;
    if (!dropped) ++now;
    open_.push_back({tag, name, dropped});
    return !dropped;
  }

  /// Open elements further out than this are not looked at, so that no tag costs more than a constant.
  std::size_t horizon() const { return open_.size() - std::min<std::size_t>(open_.size(), 512); }

  /// A new item closes the one before it, unless something stands open between them.
  void close_item_before(GumboTag tag) {
    for (std::size_t i = open_.size(); i > horizon(); --i) {
      const Open& candidate = open_[i - 1];
      if (candidate.dropped) continue;
      const bool other_list = (candidate.tag == GUMBO_TAG_LI) != (tag == GUMBO_TAG_LI);
      if (is_item(candidate.tag) && !other_list) return close_down_to(i - 1);
      if (!is_inline(candidate.tag) && candidate.tag != GUMBO_TAG_DIV && candidate.tag != GUMBO_TAG_ADDRESS)
        return;
    }
  }

  void end_tag(std::size_t open) {
    ++at_;
    const std::string_view name = read_name();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned int>(name.size()));
    skip_attributes();
    if (erased().has(tag) || unseen().has(tag)) return erase(open, at_);
    if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_BR) ++out_.tags;  // without a start tag they make an element
    if (never_deep().has(tag)) return;
    for (std::size_t i = open_.size(); i > horizon(); --i) {
      const Open& candidate = open_[i - 1];
      const bool list = candidate.tag == GUMBO_TAG_UL || candidate.tag == GUMBO_TAG_OL;
      if (tag == GUMBO_TAG_LI && list) return;
      const bool same = is_heading(tag) ? is_heading(candidate.tag) : candidate.tag == tag;
      if (same && (tag != GUMBO_TAG_UNKNOWN || same_name(candidate.name, name))) {
        if (candidate.dropped) {
          open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i - 1));
          return erase(open, at_);
        }
        if (formatting().has(tag)) --formatting_;
        return close_down_to(i - 1);
      }
      if (candidate.dropped) continue;
      if (is_barrier(candidate.tag) || (!closes_all_inside(tag) && !is_inline(candidate.tag))) return;
    }
  }

  void close_down_to(std::size_t size) {
    for (std::size_t i = open_.size(); i > size; --i) {
      const Open& closed = open_[i - 1];
      if (closed.dropped || formatting().has(closed.tag)) continue;
      --(is_inline(closed.tag) ? inlines_ : blocks_);
    }
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(size), open_.end());
  }

  void erase(std::size_t from, std::size_t to) {
    from = std::max(from, copied_);
    if (from >= to) return;
    out_.html += html_.substr(copied_, from - copied_);
    copied_ = to;
  }

  std::string_view html_;
  MarkupLimits limits_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;  // up to here the page is in out_ or erased
  std::vector<Open> open_;
  std::size_t blocks_ = 0;
  std::size_t inlines_ = 0;
  std::size_t formatting_ = 0;
  std::bitset<GUMBO_TAG_LAST + 1> endless_;
  FilteredMarkup out_;
};

}  // namespace

FilteredMarkup filter_markup(std::string_view html, const MarkupLimits& limits) {
  return Filter(html, limits).run();
}

}  // namespace dateline::html
