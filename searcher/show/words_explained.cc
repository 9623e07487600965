#include "searcher/show/words_explained.h"

#include <array>

namespace dateline::show {
namespace {

constexpr auto kWords = std::to_array<ExplainedWord>({
    {"/M",
     "For a million words printed in the same time. articles/M counts articles, places/M places where the "
     "words stand. It compensates for years in which more was printed or captured."},
    {"confidence",
     "How sure the day of publication is: high, medium, low or none. :show N tells the evidence."},
    {"copies",
     "Other articles with the same or nearly the same text, under other addresses or days. Hits show "
     "one of them; totals count each; \"different texts\" counts them once. :set copies on shows all."},
    {"DP",
     "Deviation of proportions: 0 when something is spread over the years like all words, 1 when it stands "
     "in as few of them as it can."},
    {"f1, f2 …",
     "Numbers of the counts below an answer. +f1 leaves only the articles that the first one counts, "
     "-f1 takes the choice back."},
    {"gap", "A time from which nothing was captured. That nothing is found there means nothing."},
    {"group:", "A field that finds an article and its copies by the id of one of them."},
    {"LL",
     "Log-likelihood of Rayson and Garside: how surely a word is more frequent here than elsewhere. By "
     "chance alone it is above 3.84 once in 20 words, above 10.83 once in 1,000, above 15.13 once in "
     "10,000."},
    {"places",
     "Where the words of the query stand. An article that says a word ten times is one article and ten "
     "places."},
    {"relaxed",
     "No article had all words of the query, so those with most of them are shown. A line above the "
     "hits says so; quotation marks, AND or + ask for all."},
    {"share", "Articles found among all articles of the same time that pass the filters."},
    {"silence", "Days from which there are articles, none of them about the subject."},
    {"stamp", "The date that a publisher prints on its own article, as (Juche112.9.14.)."},
    {"times", "How many times as frequent a word is here as elsewhere."},
    {"twin", "The same announcement in another language or from another source."},
});

}  // namespace

std::span<const ExplainedWord> explained_words() { return kWords; }

}  // namespace dateline::show
