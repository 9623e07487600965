#include "indexer/readers/html/markup_guard.h"

#include <gumbo.h>

#include <algorithm>
#include <vector>

#include "indexer/readers/html/tag_set.h"

namespace dateline::html {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](char x, char y) { return (is_letter(x) ? x | 0x20 : x) == (is_letter(y) ? y | 0x20 : y); });
}

/// Elements without content, and those that the parser closes by itself or keeps at most one of: their number
/// adds nothing to the depth.
bool never_deep(GumboTag tag) {
  static const TagSet kTags{
      GUMBO_TAG_AREA,   GUMBO_TAG_BASE,  GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND,  GUMBO_TAG_BR,
      GUMBO_TAG_COL,    GUMBO_TAG_EMBED, GUMBO_TAG_FRAME,    GUMBO_TAG_HR,       GUMBO_TAG_IMG,
      GUMBO_TAG_IMAGE,  GUMBO_TAG_INPUT, GUMBO_TAG_LINK,     GUMBO_TAG_META,     GUMBO_TAG_PARAM,
      GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR,      GUMBO_TAG_HTML,     GUMBO_TAG_HEAD,
      GUMBO_TAG_BODY,   GUMBO_TAG_FORM,  GUMBO_TAG_P,        GUMBO_TAG_LI,       GUMBO_TAG_DT,
      GUMBO_TAG_DD,     GUMBO_TAG_TR,    GUMBO_TAG_TD,       GUMBO_TAG_TH,       GUMBO_TAG_TBODY,
      GUMBO_TAG_THEAD,  GUMBO_TAG_TFOOT, GUMBO_TAG_OPTION,   GUMBO_TAG_OPTGROUP, GUMBO_TAG_COLGROUP};
  return kTags.has(tag);
}

bool is_formatting(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_B,     GUMBO_TAG_BIG,    GUMBO_TAG_CODE,   GUMBO_TAG_EM,
                            GUMBO_TAG_FONT,  GUMBO_TAG_I,      GUMBO_TAG_NOBR,   GUMBO_TAG_S,
                            GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT,
                            GUMBO_TAG_U};
  return kTags.has(tag);
}

bool is_inline(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_UNKNOWN, GUMBO_TAG_A,   GUMBO_TAG_ABBR, GUMBO_TAG_CITE, GUMBO_TAG_SPAN,
                            GUMBO_TAG_LABEL,   GUMBO_TAG_SUB, GUMBO_TAG_SUP,  GUMBO_TAG_TIME, GUMBO_TAG_Q};
  return kTags.has(tag) || is_formatting(tag);
}

/// Elements past which an end tag does not reach.
bool is_barrier(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_TABLE,  GUMBO_TAG_CAPTION,  GUMBO_TAG_APPLET, GUMBO_TAG_MARQUEE,
                            GUMBO_TAG_OBJECT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,    GUMBO_TAG_MATH,
                            GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT};
  return kTags.has(tag);
}

/// Elements whose content is text up to their end tag.
bool is_raw_text(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
                            GUMBO_TAG_XMP,    GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES};
  return kTags.has(tag);
}

class Guard {
 public:
  Guard(std::string_view html, const MarkupLimits& limits) : html_(html), limits_(limits) {}

  GuardedMarkup run() {
    while (true) {
      const std::size_t open = html_.find('<', at_);
      if (open == std::string_view::npos || open + 1 >= html_.size()) break;
      at_ = open + 1;
      const char next = html_[at_];
      if (next == '!' || next == '?') {
        skip_declaration();
      } else if (next == '/') {
        if (at_ + 1 < html_.size() && is_letter(html_[at_ + 1])) end_tag(open);
      } else if (is_letter(next)) {
        start_tag(open);
      }
    }
    if (!changed_) return {tags_, std::nullopt};
    out_ += html_.substr(copied_);
    return {tags_, std::move(out_)};
  }

 private:
  struct Open {
    GumboTag tag;
    std::string_view name;
    bool dropped;
  };

  void skip_declaration() {
    if (!html_.substr(at_).starts_with("!--")) return skip_past('>', at_);
    const std::size_t start = at_ + 3;
    if (html_.substr(start).starts_with(">")) return skip_past('>', start);
    if (html_.substr(start).starts_with("->")) return skip_past('>', start);
    // "--!>" ends a comment too; whichever comes first.
    const std::size_t end = html_.find("--", start);
    for (std::size_t dashes = end; dashes != std::string_view::npos; dashes = html_.find("--", dashes + 1)) {
      const std::string_view rest = html_.substr(dashes + 2, 2);
      if (rest.starts_with(">") || rest == "!>") {
        at_ = dashes + 2;
        return;
      }
    }
    at_ = html_.size();
  }

  void skip_past(char mark, std::size_t from) {
    const std::size_t found = html_.find(mark, from);
    at_ = found == std::string_view::npos ? html_.size() : found + 1;
  }

  std::string_view read_name() {
    const std::size_t start = at_;
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '/' && html_[at_] != '>') ++at_;
    return html_.substr(start, at_ - start);
  }

  /// Moves past the '>' of a tag. Returns where the attributes beyond the limit begin, or the end.
  std::size_t skip_attributes() {
    std::size_t count = 0;
    std::size_t cut = std::string_view::npos;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_blank(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      if (++count == limits_.attributes + 1) cut = at_;
      ++at_;  // a name may begin with '='
      while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' &&
             html_[at_] != '=')
        ++at_;
      while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
      if (at_ >= html_.size() || html_[at_] != '=') continue;
      ++at_;
      while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
      if (at_ >= html_.size() || html_[at_] == '>') continue;
      const char quote = html_[at_];
      if (quote == '"' || quote == '\'') {
        skip_past(quote, at_ + 1);
      } else {
        while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>') ++at_;
      }
    }
    if (at_ < html_.size()) ++at_;
    return cut;
  }

  void start_tag(std::size_t open) {
    ++tags_;
    const std::string_view name = read_name();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned int>(name.size()));
    const std::size_t cut = skip_attributes();
    if (cut != std::string_view::npos) erase(cut, at_ - 1);
    if (never_deep(tag)) return;
    if (is_raw_text(tag) && foreign_ == 0) return skip_raw_text(name);

    const bool formatting = is_formatting(tag);
    std::size_t& open_now = formatting ? open_formatting_ : is_inline(tag) ? open_inlines_ : open_blocks_;
    const std::size_t limit = formatting       ? limits_.formatting
                              : is_inline(tag) ? limits_.inlines
                                               : limits_.blocks;
    const bool dropped = open_now >= limit;
    if (dropped) {
      erase(open, at_);
      if (!is_inline(tag)) out_ += ' ';  // the words on either side stay apart
    } else {
      ++open_now;
      if (is_foreign(tag)) ++foreign_;
    }
    open_.push_back({tag, name, dropped});
  }

  /// Inside <svg>, <math> and <select> even <style> and <title> hold markup.
  static bool is_foreign(GumboTag tag) {
    return tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH || tag == GUMBO_TAG_SELECT ||
           tag == GUMBO_TAG_FRAMESET;
  }

  void skip_raw_text(std::string_view name) {
    for (std::size_t end = html_.find("</", at_); end != std::string_view::npos;
         end = html_.find("</", end + 2)) {
      const std::string_view rest = html_.substr(end + 2);
      const bool closed =
          rest.size() > name.size() && same_name(rest.substr(0, name.size()), name) &&
          (is_blank(rest[name.size()]) || rest[name.size()] == '/' || rest[name.size()] == '>');
      if (!closed) continue;
      at_ = end + 2 + name.size();
      return skip_past('>', at_);
    }
    at_ = html_.size();
  }

  void end_tag(std::size_t open) {
    ++at_;
    const std::string_view name = read_name();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned int>(name.size()));
    skip_attributes();
    if (never_deep(tag)) return;
    static constexpr std::size_t kFar = 512;  // an end tag whose start lies deeper is not looked for
    const std::size_t floor = open_.size() > kFar ? open_.size() - kFar : 0;
    for (std::size_t i = open_.size(); i > floor; --i) {
      const Open& candidate = open_[i - 1];
      if (candidate.tag == tag && (tag != GUMBO_TAG_UNKNOWN || same_name(candidate.name, name))) {
        if (candidate.dropped) erase(open, at_);
        return close_down_to(i - 1);
      }
      if (candidate.dropped) continue;  // the parser does not know of it
      if (is_barrier(candidate.tag) || (is_inline(tag) && !is_inline(candidate.tag))) return;
    }
  }

  void close_down_to(std::size_t size) {
    // The end tag of a dropped element closes nothing that the parser holds open.
    const bool dropped = open_[size].dropped;
    for (std::size_t i = open_.size(); i > size; --i) {
      const Open& closed = open_[i - 1];
      if (dropped && !closed.dropped) continue;
      if (closed.dropped) continue;
      --(is_formatting(closed.tag) ? open_formatting_ : is_inline(closed.tag) ? open_inlines_ : open_blocks_);
      if (is_foreign(closed.tag)) --foreign_;
    }
    if (!dropped) return open_.resize(size, Open{});
    const auto first = open_.begin() + static_cast<std::ptrdiff_t>(size);
    open_.erase(std::remove_if(first, open_.end(), [](const Open& o) { return o.dropped; }), open_.end());
  }

  void erase(std::size_t from, std::size_t to) {
    from = std::max(from, copied_);
    if (from >= to) return;
    out_ += html_.substr(copied_, from - copied_);
    copied_ = to;
    changed_ = true;
  }

  std::string_view html_;
  MarkupLimits limits_;
  std::size_t at_ = 0;
  std::size_t tags_ = 0;
  std::vector<Open> open_;
  std::size_t open_blocks_ = 0;
  std::size_t open_inlines_ = 0;
  std::size_t open_formatting_ = 0;
  std::size_t foreign_ = 0;
  std::string out_;
  std::size_t copied_ = 0;
  bool changed_ = false;
};

}  // namespace

GuardedMarkup guard_markup(std::string_view html, const MarkupLimits& limits) {
  return Guard(html, limits).run();
}

}  // namespace dateline::html
