#include "indexer/readers/html/metadata.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "common/index/archive_address.h"
#include "common/index/article_id.h"
#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/html/page_title.h"
#include "indexer/readers/html/saved_page.h"

namespace dateline::html {
namespace {

constexpr std::size_t kMaxValue = 4096;  // bytes of a value worth keeping
constexpr std::size_t kMaxHeadlines = 16;

/// Names of <meta> elements that hold the day of publication, the most trustworthy first.
constexpr auto kPublishedNames = std::to_array<std::string_view>({"article:published_time",
                                                                  "og:article:published_time",
                                                                  "datepublished",
                                                                  "publish-date",
                                                                  "publish_date",
                                                                  "publishdate",
                                                                  "pubdate",
                                                                  "publication_date",
                                                                  "dc.date.issued",
                                                                  "dcterms.issued",
                                                                  "dc.date",
                                                                  "dcterms.created",
                                                                  "parsely-pub-date",
                                                                  "sailthru.date",
                                                                  "article.published",
                                                                  "article:published",
                                                                  "cxenseparse:recs:publishtime",
                                                                  "citation_publication_date",
                                                                  "citation_online_date",
                                                                  "rnews:datepublished",
                                                                  "date_published",
                                                                  "published-date",
                                                                  "published_date",
                                                                  "published_time",
                                                                  "og:published_time",
                                                                  "og:pubdate",
                                                                  "bt:pubdate",
                                                                  "vr:published_time",
                                                                  "dc.date.published",
                                                                  "dc.date.publication",
                                                                  "article:publicationdate",
                                                                  "originalpublicationdate",
                                                                  "publish_time",
                                                                  "publisheddate",
                                                                  "schema:datepublished",
                                                                  "dc.date.created",
                                                                  "dc.created",
                                                                  "dcterms.date",
                                                                  "dc:date",
                                                                  "dc:created",
                                                                  "article.created",
                                                                  "article:post_date",
                                                                  "dateposted",
                                                                  "date_created",
                                                                  "datecreated",
                                                                  "created",
                                                                  "displaydate",
                                                                  "release_date",
                                                                  "citation_date",
                                                                  "date"});

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

/// An address as it is compared: of the original page, without scheme, "www.", fragment and slash at the end.
std::string comparable(std::string_view address) {
  const std::optional<index::ArchiveAddress> archived = index::archive_address(address);
  std::string out = index::canonical_url(archived ? std::string_view(archived->original) : address);
  out.resize(std::min(out.find('#'), out.size()));
  while (out.ends_with('/')) out.pop_back();
  return out;
}

/// Names that hold the day on which a page was made as well: they do not say "published".
bool says_published(std::string_view name) {
  return name.find("pub") != std::string_view::npos || name.find("issued") != std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view address) : address_(address) {}

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
    if (tag == GUMBO_TAG_META) read_meta(node);
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
    if (element.tag == GUMBO_TAG_SCRIPT) {
      if (folded(attribute(element, "type")).starts_with("application/ld+json")) {
        for (unsigned int i = 0; i < element.children.length; ++i) {
          const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
          if (!is_element(child)) read_json_ld(child.v.text.text, objects_);
        }
      }
      return false;
    }
    return true;
  }

  void read_meta(const GumboNode& node) {
    const GumboElement& element = node.v.element;
    std::string_view name = attribute(element, "property");
    if (name.empty()) name = attribute(element, "name");
    // In the text of the page an item's member speaks of that item: see date_marks.h.
    const bool in_head =
        node.parent != nullptr && is_element(*node.parent) && node.parent->v.element.tag == GUMBO_TAG_HEAD;
    if (name.empty() && in_head) name = attribute(element, "itemprop");
    if (name.empty()) {
      name = attribute(element, "http-equiv");
      if (folded(name) == "date") return;  // of the answer of a server
    }
    const std::string_view content = attribute(element, "content");
    if (name.empty() || content.empty()) return;
    metas_.try_emplace(folded(name), content.substr(0, kMaxValue));
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
    take(out_.site_name, meta("og:site_name"));
    take_address(meta("og:url"));
    out_.saved_url = saved_.url();
    settle_json_ld();
    take_address(out_.json_ld.url);
    take_address(saved_.url());
    for (const char* name : {"content-language", "language", "og:locale"}) take(out_.language, meta(name));
    take(out_.language, out_.json_ld.language);
    out_.language = folded(out_.language.substr(0, out_.language.find(',')));
    std::ranges::replace(out_.language, '_', '-');
    take(out_.site_name, out_.json_ld.publisher);
    take(out_.site_name, meta("application-name"));
    if (is_address(out_.site_name)) out_.site_name.clear();
    out_.captured = saved_.captured();
    add_meta_marks();
  }

  /// Titles that are headlines, and not the name of the site.
  std::vector<std::string_view> own_titles() const {
    std::vector<std::string_view> titles{out_.social_title, out_.document_title};
    titles.insert(titles.end(), out_.headlines.begin(), out_.headlines.end());
    std::erase_if(titles, [&](std::string_view title) {
      return title.empty() || is_publisher(title) ||
             (!out_.site_name.empty() && folded(title) == folded(out_.site_name));
    });
    return titles;
  }

  /// Whether an object speaks of this article. With nothing to compare, it does when it is the only article.
  DateMark::Standing standing_of(const JsonLd& object, std::string& why) const {
    const std::vector<std::string_view> titles = own_titles();
    const bool headline =
        std::ranges::any_of(titles, [&](std::string_view t) { return same_headline(t, object.headline); });
    std::vector<std::string> own;
    for (const std::string_view address :
         {address_, std::string_view(out_.canonical_url), std::string_view(out_.saved_url)}) {
      if (is_address(address)) own.push_back(comparable(address));
    }
    bool address = false;
    bool named = false;
    for (const std::string& printed : object.addresses) {
      if (!is_address(printed)) continue;
      named = true;
      address = address || std::ranges::find(own, comparable(printed)) != own.end();
    }
    why = headline ? "with the headline of the page" : "with the address of the page";
    if (headline || address) return DateMark::Standing::kOwn;
    if ((!object.headline.empty() && !titles.empty()) || (named && !own.empty() && object.headline.empty())) {
      why = "of another story, \"" + (object.headline.empty() ? object.url : object.headline) + "\"";
      return DateMark::Standing::kForeign;
    }
    if (object.listed) {
      why = "in a list";
      return DateMark::Standing::kForeign;
    }
    if (object.article && std::ranges::count(objects_, true, &JsonLd::article) > 1) {
      why = "one of several stories";
      return DateMark::Standing::kForeign;
    }
    why = "the only one of the page";
    return DateMark::Standing::kOwn;
  }

  void settle_json_ld() {
    const auto fill = [](std::string& member, const std::string& value) {
      if (member.empty()) member = value;
    };
    for (const bool articles : {true, false}) {  // an article knows better than a page
      for (const JsonLd& object : objects_) {
        if (object.article != articles) continue;
        std::string why;
        const DateMark::Standing standing = standing_of(object, why);
        if (!object.date_published.empty() && !object.date_published.starts_with("0001-")) {
          DateMark mark{{tidy(object.date_published), parse_machine_day(object.date_published),
                         "json-ld datePublished"},
                        standing,
                        true,
                        std::move(why)};
          (articles ? out_.marks : page_marks_).push_back(std::move(mark));
        }
        if (standing != DateMark::Standing::kOwn) continue;
        JsonLd& own = out_.json_ld;
        own.article = own.article || object.article;
        fill(own.headline, object.headline);
        fill(own.date_published, object.date_published);
        fill(own.url, object.url);
        fill(own.language, object.language);
        fill(own.publisher, object.publisher);
        fill(own.article_body, object.article_body);
      }
    }
  }

  /// Days of <meta>, then those of JSON-LD for the page as a whole.
  void add_meta_marks() {
    for (const std::string_view name : kPublishedNames) {
      const std::string value = meta(name);
      // Some systems print the first day of their calendar where they know none.
      if (value.empty() || value.starts_with("0001-")) continue;
      out_.marks.push_back({{value, parse_machine_day(value), "meta " + std::string(name)},
                            DateMark::Standing::kOwn,
                            says_published(name),
                            "in the head of the page"});
    }
    std::ranges::move(page_marks_, std::back_inserter(out_.marks));
  }

  std::string_view address_;
  Metadata out_;
  std::map<std::string, std::string_view, std::less<>> metas_;  // the first of each name
  std::vector<JsonLd> objects_;
  std::vector<DateMark> page_marks_;
  SavedPage saved_;
};

}  // namespace

Metadata read_metadata(const GumboNode& root, std::string_view address) { return Reader(address).read(root); }

}  // namespace dateline::html
