#include "bench/track/against.h"

#include <fmt/format.h>

#include <algorithm>

#include "bench/record/table.h"
#include "bench/support/child.h"
#include "bench/track/instructions.h"
#include "bench/track/lasting_collection.h"
#include "bench/track/questions.h"
#include "indexer/readers/field_map.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kAdded = 500;
/// Of articles that are in no other collection.
constexpr std::uint64_t kSeedOfAdded = 101;
constexpr double kWorseSeconds = 1.10;
constexpr double kWorseBytes = 1.02;
constexpr double kWorseMemory = 1.15;

Distribution distribution_of(std::span<const Answered> answered) {
  std::vector<double> all;
  for (const Answered& of : answered) all.insert(all.end(), of.wall_us.begin(), of.wall_us.end());
  return distribution(std::move(all));
}

ClassAgainst counts_of(const std::string& name, std::array<std::span<const Answered>, 2> sides) {
  ClassAgainst out;
  out.name = name;
  for (std::size_t side = 0; side < sides.size(); ++side) {
    out.known[side] = std::ranges::any_of(sides[side], &Answered::known);
    out.wall_us[side] = distribution_of(sides[side]);
  }
  for (std::size_t i = 0; i < sides[0].size(); ++i) {
    const std::array<std::int64_t, 2> found{sides[0][i].articles, sides[1][i].articles};
    for (std::size_t side = 0; side < sides.size(); ++side) {
      out.articles[side] += std::max<std::int64_t>(found[side], 0);
    }
    if (std::ranges::min(found) < 0) continue;
    ++out.asked;
    out.differ += found[0] != found[1] ? 1 : 0;
  }
  return out;
}

/// Faster by the same rule that says slower, with the sides changed round.
bool is_faster(const ClassSamples& samples, const SlowdownOptions& options) {
  ClassSamples turned = samples;
  for (Stratum& stratum : turned.queries) std::swap(stratum.before, stratum.after);
  return find_slowdowns({&turned, 1}, 1, options).front().slower;
}

void add_cost(std::vector<FigureAgainst>& figures, const std::string& name, const IndexingCost& before,
              const IndexingCost& after) {
  const auto median = [](const std::vector<double>& values) { return distribution(values).p50; };
  FigureAgainst seconds{name + ", seconds of the processor", median(before.cpu_seconds),
                        median(after.cpu_seconds)};
  seconds.worse = std::ranges::min(after.cpu_seconds) > std::ranges::max(before.cpu_seconds) &&
                  seconds.ratio() > kWorseSeconds;
  figures.push_back(seconds);
  FigureAgainst memory{name + ", peak bytes of memory", static_cast<double>(before.peak_bytes),
                       static_cast<double>(after.peak_bytes)};
  memory.worse = memory.ratio() > kWorseMemory;
  figures.push_back(memory);
}

void add_figures(Against& against) {
  const auto& [before, after] = against.indexing;
  if (before.articles > 0 && after.articles > 0) {
    // Other articles are another answer, no slowness: said, not judged.
    against.figures.push_back(
        {"articles in the index", static_cast<double>(before.articles), static_cast<double>(after.articles)});
    against.figures.push_back(
        {"build, articles a second of the processor", before.articles_a_second(), after.articles_a_second()});
  }
  FigureAgainst bytes{"bytes of the index", static_cast<double>(before.bytes),
                      static_cast<double>(after.bytes)};
  bytes.worse = bytes.ratio() > kWorseBytes;
  against.figures.push_back(bytes);
  add_cost(against.figures, "build", before.build, after.build);
  if (before.add && after.add) add_cost(against.figures, "add", *before.add, *after.add);
  if (against.build_instructions[0] && against.build_instructions[1]) {
    FigureAgainst article{"build, instructions of an article", *against.build_instructions[0],
                          *against.build_instructions[1]};
    article.worse = article.ratio() > kMoreInstructions;
    against.figures.push_back(article);
  }
}

Result<Collection> collect(const AgainstOptions& options, const fs::path& scratch) {
  if (!options.corpus.empty()) return measure_collection(options.corpus);
  return write_lasting_collection(options.records, options.seed, scratch / "collection.jsonl");
}

Result<std::vector<Question>> draw(const Collection& collection, const AgainstOptions& options,
                                   std::size_t count) {
  const auto map = indexer::FieldMap::parse(options.map);
  if (!map) return fail(map.error());
  const auto records = read_records(collection.file, *map);
  if (!records) return fail(records.error());
  auto questions =
      of_class(draw_questions(*records, collection.generated, count, options.seed), options.query_class);
  if (questions.empty()) {
    return fail(ErrorKind::kUsage, "there are no questions of the class '" + options.query_class + "'",
                "a name of the table, or its beginning with '/': one_word/");
  }
  return questions;
}

Status count(Against& against, const std::array<fs::path, 2>& programs, const AgainstOptions& options,
             const fs::path& scratch, const Progress& progress) {
  Result<Instructions> counted;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    against.ground = ground_of(programs[i]);
    // The same programs would count the same.
    if (i == 0 || programs[i] != programs[0]) {
      counted = count_instructions(against.names[i], programs[i],
                                   options.counted_class.value_or(options.query_class), scratch, progress,
                                   options.kept_counts);
    }
    if (!counted) return fail(counted.error());
    const auto find = [&](const std::string& name) {
      const auto found = counted->find(name);
      return found == counted->end() ? std::nullopt : std::optional(found->second);
    };
    for (ClassAgainst& of : against.classes) {
      if (of.known[i]) of.instructions[i] = find(of.name);
    }
    against.build_instructions[i] = find(kBuildOfAnArticle);
  }
  return {};
}

std::string verdict_of(const ClassAgainst& of) {
  if (!of.known[0]) return "new";
  if (!of.known[1]) return "gone";
  std::string out = of.change.slower ? "SLOWER" : of.faster ? "faster" : "";
  if (of.more_instructions()) out += out.empty() ? "MORE" : ", MORE";
  return out;
}

std::string answers_of(const ClassAgainst& of) {
  if (!of.both() || of.asked == 0) return "";
  if (of.differ == 0) return fmt::format("{} equal", of.asked);
  return fmt::format("answers differ: {} of {}", of.differ, of.asked);
}

}  // namespace

std::optional<double> ClassAgainst::instruction_ratio() const {
  if (!instructions[0] || !instructions[1] || *instructions[0] <= 0) return std::nullopt;
  return *instructions[1] / *instructions[0];
}

bool ClassAgainst::more_instructions() const { return instruction_ratio().value_or(1) > kMoreInstructions; }

bool Against::worse() const {
  return std::ranges::any_of(figures, &FigureAgainst::worse) ||
         std::ranges::any_of(classes, [](const ClassAgainst& of) {
           return of.both() && (of.change.slower || of.more_instructions());
         });
}

std::vector<ClassAgainst> compare_classes(std::span<const Question> questions, const AskedBoth& asked,
                                          const SlowdownOptions& options) {
  std::vector<ClassAgainst> classes;
  std::vector<ClassSamples> samples;
  std::vector<std::size_t> compared;
  for (std::size_t first = 0, last = 0; first < questions.size(); first = last) {
    const std::string& name = questions[first].query_class;
    while (last < questions.size() && questions[last].query_class == name) ++last;
    std::array<std::span<const Answered>, 2> sides;
    for (std::size_t side = 0; side < sides.size(); ++side) {
      sides[side] = std::span(asked.sides[side]).subspan(first, last - first);
    }
    classes.push_back(counts_of(name, sides));
    if (!classes.back().both()) continue;
    compared.push_back(classes.size() - 1);
    samples.push_back({name, {}});
    for (std::size_t i = 0; i < last - first; ++i) {
      samples.back().queries.push_back({sides[0][i].cpu_us, sides[1][i].cpu_us});
    }
  }
  const std::vector<ClassChange> changes = find_slowdowns(samples, 1, options);
  for (std::size_t i = 0; i < compared.size(); ++i) {
    classes[compared[i]].change = changes[i];
    classes[compared[i]].faster = is_faster(samples[i], options);
  }
  return classes;
}

Result<Against> measure_against(const std::array<std::string, 2>& names,
                                const std::array<fs::path, 2>& programs, const AgainstOptions& options,
                                const fs::path& scratch, const Progress& progress) {
  Against against;
  against.names = names;
  against.rounds = options.rounds;
  progress("the collection");
  const auto collection = collect(options, scratch);
  if (!collection) return fail(collection.error());
  against.collection = *collection;
  const auto more = write_lasting_collection(kAdded, options.seed + kSeedOfAdded, scratch / "added.jsonl");
  if (!more) return fail(more.error());
  const auto questions = draw(*collection, options, options.questions);
  if (!questions) return fail(questions.error());
  against.questions_hash = hash(*questions);
  const std::array<Side, 2> sides{Side{names[0], programs[0], scratch / "before.idx"},
                                  Side{names[1], programs[1], scratch / "after.idx"}};
  const bool all = options.query_class.empty();
  // What is added has the usual members; where they are called otherwise, nothing is.
  const Indexed indexed{collection->file, all && options.map.empty() ? more->file : fs::path(), options.map};
  const auto built = index_both(sides, indexed, all ? options.repetitions : 1, progress);
  if (!built) return fail(built.error());
  against.indexing = *built;
  const auto asked = ask_both(sides, *questions, {options.rounds, options.seed, options.clients}, progress);
  if (!asked) return fail(asked.error());
  against.classes = compare_classes(*questions, *asked, options.slowdown);
  if (options.instructions && can_count_instructions()) {
    if (const Status counted = count(against, programs, options, scratch, progress); !counted) {
      return fail(counted.error());
    }
  }
  if (all) add_figures(against);
  FigureAgainst memory{"shell, peak bytes of memory", static_cast<double>(asked->peak_bytes[0]),
                       static_cast<double>(asked->peak_bytes[1])};
  memory.worse = memory.ratio() > kWorseMemory;
  against.figures.push_back(memory);
  return against;
}

std::string text_of(const Against& against) {
  std::string out = fmt::format("{} against {}: {}, {} rounds\n\n", against.names[1], against.names[0],
                                against.collection.name, against.rounds);
  Table table({"class", "before p50", "after p50", "after / before", "95 in 100 between", "p", "instructions",
               "answers", "verdict"});
  for (const ClassAgainst& of : against.classes) {
    const bool both = of.both();
    const auto ratio = of.instruction_ratio();
    table.add({of.name, of.known[0] ? time_text(of.wall_us[0].p50) : "",
               of.known[1] ? time_text(of.wall_us[1].p50) : "",
               both ? fmt::format("{:.3f}", of.change.ratio) : "",
               both ? fmt::format("{:.3f} and {:.3f}", of.change.low, of.change.high) : "",
               both ? fmt::format("{:.1e}", of.change.p) : "", ratio ? fmt::format("{:.3f}", *ratio) : "",
               answers_of(of), verdict_of(of)});
  }
  out += table.text() + '\n';
  Table figures({"indexing and memory", "before", "after", "after / before", "verdict"});
  for (const FigureAgainst& of : against.figures) {
    figures.add({of.name, fmt::format("{:.6g}", of.before), fmt::format("{:.6g}", of.after),
                 fmt::format("{:.3f}", of.ratio()), of.worse ? "WORSE" : ""});
  }
  out += figures.text() + '\n';
  out += against.worse() ? "Something is slower or takes more.\n" : "Nothing is slower.\n";
  return out;
}

}  // namespace dateline::bench
