#include "indexer/readers/html/metadata.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/html/saved_page.h"

namespace dateline::html {
namespace {

constexpr std::size_t kMaxValue = 4096;  // bytes of a value worth keeping
constexpr std::size_t kMaxHeadlines = 16;

/// Names of <meta> elements that hold the day of publication, the most trustworthy first.
constexpr auto kPublishedNames = std::to_array<std::string_view>(
    {"article:published_time", "og:article:published_time", "datepublished", "publish-date", "publish_date",
     "publishdate", "pubdate", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date",
     "dcterms.created", "parsely-pub-date", "sailthru.date", "article.published",
     "cxenseparse:recs:publishtime", "date"});

std::string folded(std::string_view text) {
  std::string out(text.substr(0, kMaxValue));
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// White space collapsed, cut to a sane length at a code point.
std::string tidy(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
    if (out.size() > kMaxValue && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      out.pop_back();
      break;
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_address(std::string_view url) {
  const std::string start = folded(url.substr(0, 8));
  return url.size() <= kMaxValue && url.find(' ') == std::string_view::npos &&
         (start.starts_with("http://") || start == "https://");
}

std::string text_below(const GumboNode& root) {
  std::string text;
  walk(
      root,
      [&](const GumboNode& node) {
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) text += node.v.text.text;
        return node.type != GUMBO_NODE_COMMENT && text.size() < kMaxValue;
      },
      [&](const GumboNode& node) {
        if (is_element(node) && node.v.element.tag == GUMBO_TAG_BR) text += ' ';
      });
  return tidy(text);
}

class Reader {
 public:
  Metadata read(const GumboNode& root) {
    walk(
        root, [this](const GumboNode& node) { return visit(node); }, [](const GumboNode&) {});
    settle();
    return std::move(out_);
  }

 private:
  bool visit(const GumboNode& node) {
    if (node.type == GUMBO_NODE_COMMENT) {
      saved_.read_comment(node.v.text.text);
      return false;
    }
    if (!is_element(node)) return node.type == GUMBO_NODE_DOCUMENT;
    const GumboElement& element = node.v.element;
    const GumboTag tag = element.tag;
    if (tag == GUMBO_TAG_HTML) {
      take(out_.language, attribute(element, "lang"));
      take(out_.language, attribute(element, "xml:lang"));
    }
    if (tag == GUMBO_TAG_META) read_meta(element);
    if (tag == GUMBO_TAG_LINK && folded(attribute(element, "rel")) == "canonical") {
      take_address(attribute(element, "href"));
    }
    return tag != GUMBO_TAG_META && tag != GUMBO_TAG_LINK && visit_text(node, element);
  }

  bool visit_text(const GumboNode& node, const GumboElement& element) {
    if (element.tag == GUMBO_TAG_SVG) return false;  // has a <title> of its own
    if (element.tag == GUMBO_TAG_TITLE) {
      if (out_.document_title.empty()) out_.document_title = text_below(node);
      return false;
    }
    if (element.tag == GUMBO_TAG_H1 && out_.headlines.size() < kMaxHeadlines) {
      if (std::string text = text_below(node); !text.empty()) out_.headlines.push_back(std::move(text));
    }
    if (element.tag == GUMBO_TAG_TIME) read_time(element);
    if (element.tag == GUMBO_TAG_SCRIPT) {
      if (folded(attribute(element, "type")).starts_with("application/ld+json")) {
        for (unsigned int i = 0; i < element.children.length; ++i) {
          const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
          if (!is_element(child)) merge_json_ld(child.v.text.text, out_.json_ld);
        }
      }
      return false;
    }
    if (folded(attribute(element, "itemprop")) == "datepublished") {
      std::string_view value = attribute(element, "datetime");
      if (value.empty()) value = attribute(element, "content");
      note_date("itemprop datePublished", value);
    }
    return true;
  }

  void read_meta(const GumboElement& element) {
    std::string_view name = attribute(element, "property");
    if (name.empty()) name = attribute(element, "name");
    if (name.empty()) name = attribute(element, "itemprop");
    if (name.empty()) name = attribute(element, "http-equiv");
    const std::string_view content = attribute(element, "content");
    if (name.empty() || content.empty()) return;
    metas_.try_emplace(folded(name), content.substr(0, kMaxValue));
  }

  void read_time(const GumboElement& element) {
    const std::string_view value = attribute(element, "datetime");
    if (value.empty()) return;
    const bool says_so = gumbo_get_attribute(&element.attributes, "pubdate") != nullptr ||
                         folded(attribute(element, "class")).find("publish") != std::string::npos;
    if (says_so) return note_date("time published", value);
    const std::optional<dates::Day> day = parse_machine_day(value);
    if (!day) return;
    times_agree_ = times_agree_ && (!time_.day || time_.day == day);
    if (!time_.day) time_ = PageDate{tidy(value), day, "time"};
  }

  void note_date(std::string_view from, std::string_view value) {
    if (marked_.printed.empty() && !value.empty()) {
      marked_ = PageDate{tidy(value), parse_machine_day(value), std::string(from)};
    }
  }

  std::string meta(std::string_view name) const {
    const auto found = metas_.find(name);
    return found == metas_.end() ? std::string{} : tidy(found->second);
  }

  void take(std::string& member, std::string_view value) {
    if (member.empty()) member = tidy(value);
  }

  void take_address(std::string_view value) {
    const std::string address = tidy(value);
    if (out_.canonical_url.empty() && is_address(address)) out_.canonical_url = address;
  }

  void settle() {
    for (const char* name : {"og:title", "twitter:title", "dc.title"}) take(out_.social_title, meta(name));
    take_address(meta("og:url"));
    take_address(out_.json_ld.url);
    take_address(saved_.url());
    for (const char* name : {"content-language", "language", "og:locale"}) take(out_.language, meta(name));
    take(out_.language, out_.json_ld.language);
    out_.language = folded(out_.language.substr(0, out_.language.find(',')));
    std::ranges::replace(out_.language, '_', '-');
    take(out_.site_name, meta("og:site_name"));
    take(out_.site_name, out_.json_ld.publisher);
    take(out_.site_name, meta("application-name"));
    if (is_address(out_.site_name)) out_.site_name.clear();
    out_.captured = saved_.captured();
    settle_published();
  }

  void settle_published() {
    std::vector<PageDate> dates;
    // Some systems print the first day of their calendar where they know none.
    const auto add = [&](std::string from, const std::string& value) {
      if (!value.empty() && !value.starts_with("0001-"))
        dates.push_back({tidy(value), parse_machine_day(value), std::move(from)});
    };
    if (out_.json_ld.article) add("json-ld datePublished", out_.json_ld.date_published);
    for (const std::string_view name : kPublishedNames) add("meta " + std::string(name), meta(name));
    if (!marked_.printed.empty()) dates.push_back(marked_);
    if (!out_.json_ld.article) add("json-ld datePublished", out_.json_ld.date_published);
    // Times of other stories stand on the page too: one counts only when there is no other.
    if (time_.day && times_agree_) dates.push_back(time_);
    if (dates.empty()) return;
    const auto readable =
        std::ranges::find_if(dates, [](const PageDate& date) { return date.day.has_value(); });
    out_.published = readable == dates.end() ? dates.front() : *readable;
  }

  Metadata out_;
  std::map<std::string, std::string_view, std::less<>> metas_;  // the first of each name
  SavedPage saved_;
  PageDate marked_;
  PageDate time_;
  bool times_agree_ = true;
};

}  // namespace

Metadata read_metadata(const GumboNode& root) { return Reader{}.read(root); }

}  // namespace dateline::html
