#include "bench/track/ask_both.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "bench/corpus/random.h"
#include "bench/support/child.h"
#include "bench/track/piped_shell.h"

namespace dateline::bench {
namespace {

constexpr double kNanosecondsInMicrosecond = 1e3;

/// The articles that a query finds; -1 when the program does not understand it.
Result<std::int64_t> count_articles(const Side& side, const std::string& query) {
  const auto run = run_child(
      {side.searcher().string(), "query", query, "-i", side.index.string(), "-n", "1", "--format", "json"});
  if (!run) return fail(run.error());
  const auto json = nlohmann::json::parse(run->out, nullptr, false);
  if (!json.is_object() || !json.contains("total") || !json["total"].is_number_unsigned()) return -1;
  return json["total"].get<std::int64_t>();
}

/// Takes the files of an index out of memory, as far as the system grants it. Nothing has changed them for a
/// while, so that nothing has to be written first.
void forget_files(const std::filesystem::path& index) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(index)) {
    if (!entry.is_regular_file()) continue;
    const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
  }
}

/// Starts a program for one question. Its time is that of the wall when the disk is part of it.
Result<PipedShell::Answer> ask_process(const Side& side, const Question& question) {
  const bool cold = question.way == Way::kColdProcess;
  if (cold) forget_files(side.index);
  const auto run = run_child({side.searcher().string(), "query", question.line, "-i", side.index.string()});
  if (!run) return fail(run.error());
  PipedShell::Answer answer;
  answer.text = run->out;
  answer.wall_ns = static_cast<std::uint64_t>(run->seconds * 1e9);
  answer.cpu_ns = static_cast<std::uint64_t>((cold ? run->seconds : run->cpu_seconds) * 1e9);
  return answer;
}

/// One client of a side: a shell, and what it took.
class Client {
 public:
  static Result<Client> open(const Side& side) {
    auto shell = PipedShell::open(side.searcher(), side.index);
    if (!shell) return fail(shell.error());
    return Client(side, std::move(*shell));
  }

  /// Finds out which questions the shell knows, and warms up.
  Status try_all(std::span<const Question> questions, std::vector<Answered>& answered) {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto answer = lead_and_ask(questions[i]);
      if (!answer) return fail(answer.error());
      answered[i].known = !answer->refused();
    }
    return {};
  }

  /// Asks the questions from `first` to `last`, all of one class.
  Status ask(std::span<const Question> questions, std::vector<Answered>& answered, std::size_t first,
             std::size_t last) {
    // What a shell costs that is asked nothing: the least that was ever seen, for more is the machine's.
    const auto nothing = shell_.ask("");
    if (!nothing) return fail(nothing.error());
    idle_cpu_ns_ = std::min(idle_cpu_ns_, nothing->cpu_ns);
    idle_wall_ns_ = std::min(idle_wall_ns_, nothing->wall_ns);
    for (std::size_t i = first; i < last; ++i) {
      if (!answered[i].known) continue;
      const auto answer = lead_and_ask(questions[i]);
      if (!answer) return fail(answer.error());
      const auto without = [](std::uint64_t all, std::uint64_t idle) {
        return static_cast<double>(all - std::min(all, idle)) / kNanosecondsInMicrosecond;
      };
      answered[i].cpu_us.push_back(without(answer->cpu_ns, idle_cpu_ns_));
      answered[i].wall_us.push_back(without(answer->wall_ns, idle_wall_ns_));
    }
    return {};
  }

  std::uint64_t peak_bytes() const { return shell_.peak_bytes(); }

 private:
  Client(Side side, PipedShell shell) : side_(std::move(side)), shell_(std::move(shell)) {}

  Result<PipedShell::Answer> lead_and_ask(const Question& question) {
    if (question.way != Way::kShell) return ask_process(side_, question);
    if (question.settings != settings_) {
      const auto set = shell_.ask(question.settings);
      if (!set) return fail(set.error());
      settings_ = question.settings;
      if (set->refused()) return set;
    }
    for (const std::string& line : question.before) {
      const auto led = shell_.ask(line);
      if (!led || led->refused()) return led;
    }
    return shell_.ask(question.line);
  }

  Side side_;
  PipedShell shell_;
  std::string settings_;
  std::uint64_t idle_cpu_ns_ = UINT64_MAX;
  std::uint64_t idle_wall_ns_ = UINT64_MAX;
};

/// The clients of one side.
class Clients {
 public:
  static Result<Clients> open(const Side& side, int count, std::size_t questions) {
    Clients out;
    for (int i = 0; i < count; ++i) {
      auto client = Client::open(side);
      if (!client) return fail(client.error());
      out.clients_.push_back(std::move(*client));
    }
    out.answered_.assign(out.clients_.size(), std::vector<Answered>(questions));
    return out;
  }

  /// All at the same time.
  template <class Work>
  Status each(const Work& work) {
    std::vector<Status> outcomes(clients_.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < clients_.size(); ++i) {
        threads.emplace_back([&, i] { outcomes[i] = work(clients_[i], answered_[i]); });
      }
      outcomes[0] = work(clients_[0], answered_[0]);
    }
    for (const Status& outcome : outcomes) {
      if (!outcome) return outcome;
    }
    return {};
  }

  /// The samples of all clients as those of one.
  std::vector<Answered> take() {
    std::vector<Answered> out = std::move(answered_[0]);
    for (std::size_t client = 1; client < answered_.size(); ++client) {
      for (std::size_t i = 0; i < out.size(); ++i) {
        const Answered& more = answered_[client][i];
        out[i].cpu_us.insert(out[i].cpu_us.end(), more.cpu_us.begin(), more.cpu_us.end());
        out[i].wall_us.insert(out[i].wall_us.end(), more.wall_us.begin(), more.wall_us.end());
      }
    }
    return out;
  }

  std::uint64_t peak_bytes() const {
    std::uint64_t most = 0;
    for (const Client& client : clients_) most = std::max(most, client.peak_bytes());
    return most;
  }

 private:
  std::vector<Client> clients_;
  std::vector<std::vector<Answered>> answered_;
};

/// First and last + 1 of the questions of each class, which stand together.
std::vector<std::pair<std::size_t, std::size_t>> classes_of(std::span<const Question> questions) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (i == 0 || questions[i].query_class != questions[i - 1].query_class) out.emplace_back(i, i);
    out.back().second = i + 1;
  }
  return out;
}

template <class Value>
void shuffle(std::vector<Value>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.below(static_cast<std::uint32_t>(i))]);
  }
}

Status count_all(const Side& side, std::span<const Question> questions, std::vector<Answered>& answered) {
  std::map<std::string, std::int64_t> counts;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (questions[i].query.empty() || !answered[i].known) continue;
    const auto [found, fresh] = counts.try_emplace(questions[i].query, -1);
    if (fresh) {
      const auto count = count_articles(side, questions[i].query);
      if (!count) return fail(count.error());
      found->second = *count;
    }
    answered[i].articles = found->second;
  }
  return {};
}

}  // namespace

Result<AskedBoth> ask_both(const std::array<Side, 2>& sides, std::span<const Question> questions,
                           const AskOptions& options, const Progress& progress) {
  std::vector<Clients> clients;
  for (const Side& side : sides) {
    auto opened = Clients::open(side, options.clients, questions.size());
    if (!opened) return fail(opened.error());
    const Status tried =
        opened->each([&](Client& client, auto& answered) { return client.try_all(questions, answered); });
    if (!tried) return fail(tried.error());
    clients.push_back(std::move(*opened));
  }
  Random random(options.seed);
  auto order = classes_of(questions);
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    progress(fmt::format("round {} of {}", round + 1, options.rounds));
    shuffle(order, random);
    for (const auto& [first, last] : order) {
      const std::size_t begin = random.below(2);
      for (const std::size_t side : {begin, 1 - begin}) {
        const Status asked =
            clients[side].each([&, first = first, last = last](Client& client, auto& answered) {
              return client.ask(questions, answered, first, last);
            });
        if (!asked) return fail(asked.error());
      }
    }
  }
  AskedBoth out;
  for (std::size_t side = 0; side < sides.size(); ++side) {
    out.peak_bytes[side] = clients[side].peak_bytes();
    out.sides[side] = clients[side].take();
    const Status counted = count_all(sides[side], questions, out.sides[side]);
    if (!counted) return fail(counted.error());
  }
  return out;
}

}  // namespace dateline::bench
