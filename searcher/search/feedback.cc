#include "searcher/search/feedback.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "common/text/language.h"
#include "common/text/ranking_recipe.h"
#include "searcher/search/scored_plan.h"
#include "searcher/search/telling.h"

namespace dateline::search {
namespace {

using Op = query::PlanNode::Op;

constexpr std::size_t kWords = 20;
/// An article that has so much of a question, by the weight of its words, is likely the one it was about.
constexpr double kKnownItem = 0.6;
/// How much more the best article says than the others: its score over theirs, to this power.
constexpr double kTrust = 8;
/// Of a word that only one article has, nothing is known.
constexpr std::size_t kMinArticles = 2;
/// An article of more words speaks of too many things, and its words are many to read.
constexpr std::uint32_t kLongArticle = 20000;

/// The words of the query alone, without what is paid for two or all of them together.
query::Plan words_of(const query::Plan& plan) {
  query::Plan out;
  out.root = plan.root;
  for (const query::Boost& boost : plan.boosts) {
    if (boost.node.op == Op::kTerm || boost.node.op == Op::kSynonym) out.boosts.push_back(boost);
  }
  return out;
}

}  // namespace

struct Feedback::Word {
  std::string stem;  ///< as in a plan: "Zvisit"
  double weight = 0;
};

bool Feedback::is_known_item(const query::Plan& plan, std::span<const Scored> best) {
  const std::vector<Leaf> leaves = score_plan(words_of(plan), terms_, sets_, postings_).leaves;
  double all = 0;
  for (const Leaf& leaf : leaves) all += leaf.factor * leaf.idf;
  return std::any_of(best.begin(), best.end(), [&](const Scored& article) {
    double has = 0;
    for (const Leaf& leaf : leaves) {
      if (leaf.postings->wdf(article.docid) > 0) has += leaf.factor * leaf.idf;
    }
    return has >= kKnownItem * all;
  });
}

double Feedback::idf(const std::vector<std::string>& forms) const {
  double articles = 0;
  for (const std::string& form : forms) articles += static_cast<double>(terms_.document_frequency(form));
  return std::max(0.0, std::log((static_cast<double>(terms_.articles()) + 1) / std::max(1.0, articles)));
}

/// The words that several of the articles have, by what they would add to the scores of these as words of the
/// query; at most kWords.
std::vector<Feedback::Word> Feedback::shared_words(const text::Weighting& weighting,
                                                   std::span<const Scored> best) {
  struct Candidate {
    std::string stem;
    std::vector<std::string> forms;  ///< words that have the stem
    double count = 0;                ///< saturated as in BM25, over all articles
    std::size_t articles = 0;
  };
  std::unordered_map<std::string, Candidate> candidates;
  const double average = terms_.mean_length();
  for (const Scored& article : best) {
    const std::uint32_t length = terms_.length(article.docid);
    if (length > kLongArticle) continue;
    const double trust = std::pow(article.score / best.front().score, kTrust);
    const double flat = weighting.k1 * (1 - weighting.b + weighting.b * length / average);
    const auto language = text::Language::from_code(
        columns_.value(index::Facet::kLanguage, columns_.ordinal(index::Facet::kLanguage, article.docid)));
    std::unordered_map<std::string, double> wdfs;  // by stem
    terms_.each_term(article.docid, "a", [&](const std::string& term, std::uint32_t wdf) {
      if (is_cjk(term) || !is_telling(term)) return true;
      std::string stem = std::string(text::kStemPrefix).append(analyzer_.stem(term, language));
      std::vector<std::string>& forms = candidates[stem].forms;
      if (std::find(forms.begin(), forms.end(), term) == forms.end()) forms.push_back(term);
      wdfs[std::move(stem)] += wdf;
      return true;
    });
    for (const auto& [stem, wdf] : wdfs) {
      Candidate& candidate = candidates[stem];
      candidate.count += trust * wdf / (wdf + flat);
      ++candidate.articles;
    }
  }
  std::vector<Candidate> order;
  for (auto& [stem, candidate] : candidates) {
    if (candidate.articles < kMinArticles) continue;
    order.push_back(std::move(candidate));
    order.back().stem = stem;
  }
  std::sort(order.begin(), order.end(), [](const Candidate& a, const Candidate& b) {
    return a.count != b.count ? a.count > b.count : a.stem < b.stem;
  });
  std::vector<Word> words;
  const double most = std::log(static_cast<double>(terms_.articles()) + 1);
  for (Candidate& candidate : order) {
    if (words.size() == kWords && candidate.count * most <= words.back().weight) break;
    Word word{std::move(candidate.stem), candidate.count * idf(candidate.forms)};
    const auto place = std::upper_bound(words.begin(), words.end(), word,
                                        [](const Word& a, const Word& b) { return a.weight > b.weight; });
    words.insert(place, std::move(word));
    if (words.size() > kWords) words.pop_back();
  }
  std::erase_if(words, [](const Word& word) { return word.weight <= 0; });
  return words;
}

std::vector<query::Boost> Feedback::words(const query::Plan& plan, std::span<const Scored> best) {
  if (plan.feedback <= 0 || best.size() < kMinArticles || best.front().score <= 0) return {};
  if (is_known_item(plan, best)) return {};
  std::vector<Word> words = shared_words(plan.weighting, best);
  double all = 0;
  for (const Word& word : words) all += word.weight;
  std::vector<query::Boost> out;
  for (Word& word : words) {
    out.push_back({{.op = Op::kTerm, .term = std::move(word.stem)}, plan.feedback * word.weight / all, true});
  }
  return out;
}

}  // namespace dateline::search
