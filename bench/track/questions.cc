#include "bench/track/questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>

#include "bench/corpus/random.h"
#include "bench/queries/draw.h"
#include "bench/track/typed_words.h"

namespace dateline::bench {
namespace {

constexpr const char* kNoCounts = ":facets none";
/// The counts that a shell shows unless it is told otherwise.
constexpr const char* kUsualCounts = ":facets source year";

std::string query_of(const Asked& asked) {
  std::string query =
      asked.form == Asked::Form::kAny ? fmt::to_string(fmt::join(asked.words, " OR ")) : query_text(asked);
  if (!asked.filter_years.empty()) {
    query += fmt::format(" date:{}..{}", asked.filter_years.front(), asked.filter_years.back());
  }
  return query;
}

std::string settings_of(const Draft& draft) {
  if (draft.action == Action::kShell) return kUsualCounts;
  if (draft.asked.facets.empty()) return kNoCounts;
  std::string line = ":facets";
  for (const index::Facet facet : draft.asked.facets) line += fmt::format(" {}", index::name(facet));
  return line;
}

/// Of a draft of the suite. What a shell cannot be asked through a pipe is left out.
std::optional<Question> question_of(const Draft& draft) {
  Question question;
  question.query_class = draft.query_class;
  question.settings = settings_of(draft);
  question.query = question.line = query_of(draft.asked);
  const auto then = [&](const char* command) {
    question.before = {question.query};
    question.line = command;
  };
  if (draft.action == Action::kOpenAndSearch || draft.action == Action::kComplete) return std::nullopt;
  if (draft.action == Action::kTimeline) then(":timeline month");
  if (draft.action == Action::kKwic) then(":kwic");
  if (draft.asked.offset > 0) then(":page 21");
  return question;
}

/// What people type beside the words of the suite, by the number of records that have it.
class Typed {
 public:
  using Find = std::function<std::vector<std::string>(std::string_view)>;

  Typed(std::span<const Record> records, const Find& find) {
    std::map<std::string, std::size_t> counts;
    for (const Record& record : records) {
      std::vector<std::string> found = find(record.body);
      std::ranges::sort(found);
      found.erase(std::ranges::unique(found).begin(), found.end());
      for (std::string& text : found) ++counts[std::move(text)];
    }
    for (const auto& [text, count] : counts) {
      if (count >= 2) several_.push_back(text);
    }
  }

  std::vector<std::string> draw(std::size_t count, Random& random) {
    std::vector<std::string> drawn;
    while (drawn.size() < count && !several_.empty()) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(several_.size()));
      drawn.push_back(several_[at]);
      several_.erase(several_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return drawn;
  }

 private:
  std::vector<std::string> several_;
};

Question plain(const char* query_class, std::string query) {
  return {query_class, kNoCounts, {}, query, query, Way::kShell};
}

std::vector<Question> typed_questions(std::span<const Record> records, std::size_t count,
                                      std::uint64_t seed) {
  Random random(seed);
  std::vector<Question> questions;
  const std::vector<std::string> names = Typed(records, names_in).draw(count, random);
  for (const std::string& name : names) questions.push_back(plain("name", name));
  for (std::string name : names) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(tolower(c)); });
    std::ranges::replace(name, ' ', '-');
    // As it stands in other papers: kim jong-un.
    if (const std::size_t first = name.find('-'); first != std::string::npos) name[first] = ' ';
    questions.push_back(plain("name_otherwise", name));
  }
  for (const std::string& number : Typed(records, numbers_in).draw(count, random)) {
    questions.push_back(plain("number", number));
  }
  for (const std::string& word : Typed(records, cyrillic_in).draw(count, random)) {
    questions.push_back(plain("russian_word", word));
  }
  return questions;
}

/// What the first question costs that is asked.
std::vector<Question> process_questions(std::span<const Question> questions) {
  std::vector<Question> out;
  for (const auto& [query_class, way] :
       {std::pair{"process/warm", Way::kProcess}, std::pair{"process/cold", Way::kColdProcess}}) {
    for (const Question& question : questions) {
      if (question.query_class != "one_word/middle") continue;
      out.push_back({query_class, "", {}, question.query, question.query, way});
    }
  }
  return out;
}

/// What is done with a hit: reading it, and looking for others like it.
std::vector<Question> hit_questions(std::span<const Question> questions) {
  std::vector<Question> out;
  for (const auto& [query_class, line] :
       {std::pair{"show", "1"}, std::pair{"similar", ":similar 1"}, std::pair{"explain", ":explain"}}) {
    for (const Question& question : questions) {
      if (question.query_class != "one_word/middle") continue;
      out.push_back({query_class, kNoCounts, {question.query}, line, question.query, Way::kShell});
    }
  }
  return out;
}

}  // namespace

std::vector<Question> draw_questions(std::span<const Record> records, bool generated, std::size_t count,
                                     std::uint64_t seed) {
  DrawOptions options = generated ? options_for_generated(Vocabulary()) : DrawOptions();
  options.queries = count;
  options.seed = seed;
  std::vector<Question> questions;
  for (const Draft& draft : draw_queries(records, options)) {
    if (auto question = question_of(draft)) questions.push_back(std::move(*question));
  }
  for (const auto& more :
       {typed_questions(records, count, seed), hit_questions(questions), process_questions(questions)}) {
    questions.insert(questions.end(), more.begin(), more.end());
  }
  return questions;
}

std::vector<Question> of_class(std::vector<Question> questions, const std::string& query_class) {
  std::erase_if(questions, [&](const Question& question) {
    if (query_class.empty()) return false;
    return query_class.ends_with('/') ? !question.query_class.starts_with(query_class)
                                      : question.query_class != query_class;
  });
  return questions;
}

std::string hash(std::span<const Question> questions) {
  std::string text;
  for (const Question& question : questions) {
    text += fmt::format("{}\n{}\n{}\n{}\n", question.query_class, question.settings,
                        fmt::join(question.before, "\n"), question.line);
  }
  return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

}  // namespace dateline::bench
