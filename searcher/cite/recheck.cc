#include "searcher/cite/recheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <unordered_map>
#include <utility>

#include "common/counted.h"
#include "common/dates/publication.h"
#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "common/ledger/compared_form.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

std::optional<std::uint64_t> number_of(std::string_view hex) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  if (error != std::errc{} || end != hex.data() + hex.size()) return std::nullopt;
  return number;
}

class Reasons {
 public:
  Reasons(Engine& engine, const Histories& histories, const Recheck& recheck)
      : engine_(engine), histories_(histories), recheck_(recheck) {
    for (const ledger::Ledger& ledger : histories.ledgers()) then_.push_back(generation_then(ledger));
  }

  SearchResult<Difference> gone(const CitedArticle& then) {
    Difference out{then.id, {}, Reason::kNotKnown, {}};
    const auto known = histories_.find(engine_, then.id);
    if (!known) return tl::unexpected(known.error());
    if (!*known || !(*known)->article) {
      out.reason = *known && (*known)->history.withdrawn ? Reason::kWithdrawn : Reason::kNotInIndex;
      if (*known && (*known)->history.purged) out.detail = "its texts were deleted for good";
      return out;
    }
    compare(then, **known, out);
    if (out.reason == Reason::kNotKnown) read_otherwise(out);
    return out;
  }

  SearchResult<Difference> found(const CitedArticle& now) {
    Difference out{now.id, {}, Reason::kNotKnown, {}};
    const auto known = histories_.find(engine_, now.id);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return out;
    if ((*known)->article) out.title = (*known)->article->title;
    const auto text = number_of(now.text);
    bool there = false;
    bool had_text = false;
    for (std::size_t l = 0; l < histories_.ledgers().size(); ++l) {
      const ledger::Ledger& ledger = histories_.ledgers()[l];
      for (const std::uint64_t id : (*known)->ids) {
        bool here = false;
        for (const ledger::Ledger::Entry& entry : ledger.entries(id)) {
          if (ledger.head(entry).generation > then_[l]) break;
          const ledger::Record& record = entry.record;
          if (record.event == ledger::Event::kWithdrawn) here = false;
          if (!ledger::is_sighting(record.event)) continue;
          here = true;
          had_text = had_text || record.text == text;
        }
        there = there || here;
      }
    }
    if (histories_.empty()) {
      read_otherwise(out);
    } else if (!there) {
      out.reason = Reason::kAdded;
    } else if (!had_text) {
      out.reason = Reason::kEdited;
    } else {
      read_otherwise(out);
    }
    return out;
  }

  SearchResult<Difference> changed(const CitedArticle& then) {
    Difference out{then.id, {}, Reason::kNotKnown, {}};
    const auto known = histories_.find(engine_, then.id);
    if (!known) return tl::unexpected(known.error());
    if (*known && (*known)->article) compare(then, **known, out);
    return out;
  }

 private:
  void compare(const CitedArticle& then, const ArticleHistory& now, Difference& out) const {
    out.title = now.article->title;
    const std::uint64_t text = ledger::version_hash(*now.article);
    const auto text_then = number_of(then.text);
    const bool day_known = now.article->publication.confidence != dates::Confidence::kNone;
    const std::string day = day_known ? dates::publication_text(now.article->publication) : std::string();
    if (text_then && text != *text_then) {
      out.reason = Reason::kEdited;
      for (const ledger::Edit& edit : now.history.edits) {
        if (now.history.versions[edit.older].text != *text_then ||
            now.history.versions[edit.newer].text != text)
          continue;
        if (!edit.known) break;
        out.reason = edit.kinds.is_edit() ? Reason::kEdited : Reason::kSetOtherwise;
        out.detail = ledger::text_of(edit.kinds);
      }
      return;
    }
    if (day != then.published) {
      out.reason = Reason::kDayRevised;
      out.detail = fmt::format("{} to {}", then.published.empty() ? "unknown" : then.published,
                               day.empty() ? "unknown" : day);
    }
  }

  void read_otherwise(Difference& out) const {
    if (!recheck_.conditions.empty()) out.reason = Reason::kReadOtherwise;
  }

  /// The generation of an index that was cited: the last one that held the same, else the last one before the
  /// time of the citation; 0: none.
  std::uint64_t generation_then(const ledger::Ledger& ledger) const {
    std::uint64_t same = 0;
    std::uint64_t before = 0;
    for (const ledger::LedgerFile& file : ledger.files()) {
      for (const ledger::LedgerHead& head : file.heads() | std::views::reverse) {
        if (head.root && to_string(*head.root) == recheck_.before.root) same = head.generation;
        if (head.written <= time_of_citation()) before = head.generation;
      }
    }
    return same != 0 ? same : before;
  }

  /// Seconds since 1970.
  std::int64_t time_of_citation() const {
    const std::string& time = recheck_.before.time;
    const auto day = dates::parse_iso_day(std::string_view(time).substr(0, 10));
    if (!day || time.size() < 19) return 0;
    const auto two = [&](std::size_t at) { return (time[at] - '0') * 10 + (time[at + 1] - '0'); };
    return std::int64_t{day->time_since_epoch().count()} * 86400 + two(11) * 3600 + two(14) * 60 + two(17);
  }

  Engine& engine_;
  const Histories& histories_;
  const Recheck& recheck_;
  std::vector<std::uint64_t> then_;  ///< by ledger
};

}  // namespace

std::string_view name(Reason reason) {
  constexpr std::array<std::string_view, 8> kNames{"added since",    "not in this index", "withdrawn",
                                                   "edited",         "set otherwise",     "day revised",
                                                   "read otherwise", "not known"};
  return kNames[static_cast<std::size_t>(reason)];
}

SearchResult<Recheck> recheck(Engine& engine, const Histories& histories, const Citation& before,
                              std::shared_ptr<const std::vector<text::NameList>> names,
                              const CitationContext& context) {
  Recheck out;
  out.before = before;
  SearchRequest request = request_of(before);
  request.names = std::move(names);
  SearchResult<Citation> now = cite(engine, request, context);
  if (!now) return tl::unexpected(now.error());
  out.now = std::move(*now);
  out.same_index = out.now.root == before.root;
  const auto condition = [&](std::string_view what, const std::string& then, const std::string& is) {
    if (then == is) return;
    out.conditions.push_back(
        fmt::format("{} {}, now {}", what, then.empty() ? "none" : then, is.empty() ? "none" : is));
  };
  condition("program", before.program, out.now.program);
  condition("schema", std::to_string(before.schema), std::to_string(out.now.schema));
  condition("analysis", before.analyzer, out.now.analyzer);
  condition("list of names", before.lexicon, out.now.lexicon);
  condition("own spellings", before.names, out.now.names);
  if (before.canonical != out.now.canonical) out.conditions.emplace_back("the query is read otherwise");

  std::unordered_map<std::string_view, const CitedArticle*> then;
  for (const CitedArticle& article : before.articles) then.emplace(article.id, &article);
  std::unordered_map<std::string_view, const CitedArticle*> here;
  for (const CitedArticle& article : out.now.articles) here.emplace(article.id, &article);
  Reasons reasons(engine, histories, out);
  const auto add = [](std::vector<Difference>& to,
                      SearchResult<Difference> difference) -> SearchResult<void> {
    if (!difference) return tl::unexpected(difference.error());
    to.push_back(std::move(*difference));
    return {};
  };
  for (const CitedArticle& article : before.articles) {
    const auto found = here.find(article.id);
    SearchResult<void> added;
    if (found == here.end()) {
      added = add(out.gone, reasons.gone(article));
    } else if (!(*found->second == article)) {
      added = add(out.changed, reasons.changed(article));
    }
    if (!added) return tl::unexpected(added.error());
  }
  for (const CitedArticle& article : out.now.articles) {
    if (then.contains(article.id)) continue;
    if (const auto added = add(out.found, reasons.found(article)); !added)
      return tl::unexpected(added.error());
  }
  const bool same_set = out.gone.empty() && out.found.empty() && out.changed.empty();
  out.verdict = !same_set                                     ? Recheck::Verdict::kDiffers
                : before.order_digest != out.now.order_digest ? Recheck::Verdict::kOtherOrder
                                                              : Recheck::Verdict::kSame;
  return out;
}

namespace {

std::string_view verdict_text(Recheck::Verdict verdict) {
  switch (verdict) {
    case Recheck::Verdict::kSame:
      return "same";
    case Recheck::Verdict::kOtherOrder:
      return "same set in another order";
    case Recheck::Verdict::kDiffers:
      return "differs";
  }
  return {};
}

}  // namespace

std::string recheck_text(const Recheck& recheck) {
  std::string out = fmt::format(
      "{}: {} then, {} now; {}\n", verdict_text(recheck.verdict),
      counted(recheck.before.total, "article", "articles"), recheck.now.total,
      recheck.same_index ? "the index has the same contents"
                         : fmt::format("index {} then, {} now", recheck.before.token(), recheck.now.token()));
  for (const std::string& condition : recheck.conditions) out += condition + "\n";
  const auto list = [&out](std::string_view label, const std::vector<Difference>& differences) {
    if (differences.empty()) return;
    out += fmt::format("{} {}\n", label, differences.size());
    for (const Difference& difference : differences) {
      out += fmt::format("  {}  {}{}{}\n", difference.id, name(difference.reason),
                         difference.detail.empty() ? "" : " (" + difference.detail + ")",
                         difference.title.empty() ? "" : "  " + show::printable(difference.title));
    }
  };
  list("gone", recheck.gone);
  list("new", recheck.found);
  list("changed", recheck.changed);
  return out;
}

std::string recheck_json(const Recheck& recheck) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("verdict", verdict_text(recheck.verdict));
    json.member("same_index", recheck.same_index);
    json.member("total_before", recheck.before.total);
    json.member("total_now", recheck.now.total);
    json.member("root_before", recheck.before.root);
    json.member("root_now", recheck.now.root);
    json.array("conditions", recheck.conditions);
    const auto list = [&](std::string_view label, const std::vector<Difference>& differences) {
      json.array(label, differences, [&](const Difference& difference) {
        json.object([&] {
          json.member("id", difference.id);
          json.member("title", difference.title);
          json.member("reason", name(difference.reason));
          json.member("detail", difference.detail);
        });
      });
    };
    list("gone", recheck.gone);
    list("new", recheck.found);
    list("changed", recheck.changed);
  });
  return json.line();
}

}  // namespace dateline::search
