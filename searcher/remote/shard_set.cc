#include "searcher/remote/shard_set.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

#include "common/index/xapian_wall.h"
#include "common/start_thread.h"

namespace dateline::remote {
namespace {

std::vector<Status> run_at_once(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::vector<Status> out(count);
  const auto one = [&](std::size_t i) {
    if (const Status done = index::guard([&] { work(i); }); !done) out[i] = done;
  };
  std::vector<std::thread> threads;
  std::size_t here = 1;
  while (here < count && start_thread(threads, [&one, here] { one(here); })) ++here;
  if (count > 0) one(0);
  for (std::size_t i = here; i < count; ++i) one(i);
  for (std::thread& thread : threads) thread.join();
  return out;
}

/// Shards of one build belong together: tells which are missing, and which are given twice or are of another
/// build than the rest.
Status check_parts(const std::vector<Shard>& shards, std::vector<std::string>& missing) {
  std::map<std::uint64_t, std::vector<const Shard*>> sets;
  for (const Shard& shard : shards) {
    if (shard.part.set != 0) sets[shard.part.set].push_back(&shard);
    for (const Shard& other : shards) {
      if (&other >= &shard) break;
      if (other.uuid != shard.uuid) continue;
      return fail(ErrorKind::kUsage, fmt::format("{} and {} are the same shard", other.name, shard.name),
                  "name each once; copies of one stand in one address, with commas between");
    }
  }
  for (const auto& [set, parts] : sets) {
    std::vector<bool> there(parts.front()->part.count);
    for (const Shard* shard : parts) {
      if (shard->part.count != there.size() || there[shard->part.number - 1]) {
        return fail(
            ErrorKind::kIndex,
            fmt::format("the shard {} is number {} of {}, and so is another one of another generation",
                        shard->name, shard->part.number, shard->part.count),
            "serve shards of the same build");
      }
      there[shard->part.number - 1] = true;
    }
    std::vector<std::size_t> absent;
    for (std::size_t i = 0; i < there.size(); ++i) {
      if (!there[i]) absent.push_back(i + 1);
    }
    if (absent.empty()) continue;
    // Where another build is more complete, these are what is left of an older or newer one.
    const bool is_other =
        sets.size() > 1 &&
        std::any_of(sets.begin(), sets.end(), [&there, here = parts.size()](const auto& other) {
          return other.second.front()->part.count == there.size() && other.second.size() > here;
        });
    if (is_other) {
      std::vector<std::string> names;
      for (const Shard* shard : parts) names.push_back(shard->name);
      return fail(ErrorKind::kIndex,
                  fmt::format("{} {} of another generation than the other shards", fmt::join(names, ", "),
                              names.size() > 1 ? "are" : "is"),
                  "serve shards of the same build");
    }
    for (const std::size_t number : absent) {
      missing.push_back(fmt::format("shard {} of {}, to which {} belongs, is not given", number, there.size(),
                                    parts.front()->name));
    }
  }
  return {};
}

}  // namespace

Result<ShardSet> ShardSet::open(const ShardsWanted& wanted, const Failed& without) {
  std::vector<std::string> names;
  for (const std::string& name : wanted.names) {
    if (!without.contains(name) && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }
  std::vector<Result<Shard>> opened(names.size(), fail(ErrorKind::kIndex, "not opened"));
  (void)run_at_once(names.size(), [&](std::size_t i) { opened[i] = open_shard(names[i], wanted.limits); });
  ShardSet out;
  std::vector<std::string> missing;
  for (const auto& [name, why] : without) missing.push_back(why);
  std::string hint;
  for (Result<Shard>& shard : opened) {
    if (shard) {
      out.shards_.push_back(std::move(*shard));
    } else if (shard.error().kind == ErrorKind::kUsage) {
      return fail(shard.error());
    } else {
      missing.push_back(shard.error().what);
      if (hint.empty()) hint = shard.error().hint;
    }
  }
  // The ones that cannot be had are counted among those of their build.
  std::vector<std::string> absent;
  if (const Status parts = check_parts(out.shards_, absent); !parts) return fail(parts.error());
  if (missing.empty()) {
    missing = std::move(absent);
  } else {
    for (std::size_t i = missing.size(); i < absent.size(); ++i)
      missing.emplace_back("one more shard of the same build is not given");
  }
  if (!missing.empty() && (!wanted.partial || out.shards_.empty())) {
    return fail(ErrorKind::kIndex, fmt::format("{}", fmt::join(missing, "; ")),
                out.shards_.empty() ? hint
                                    : (hint.empty() ? "" : hint + "; ") +
                                          std::string("--partial answers from the other shards"));
  }
  out.answered_ = {.asked = out.shards_.size() + missing.size(), .missing = std::move(missing)};
  for (const Shard& shard : out.shards_) {
    out.counts_ += shard.counts;
    out.revision_ += fmt::format("{}g{}", out.revision_.empty() ? "" : "+", shard.generation);
  }
  return out;
}

void ShardSet::open_lines(const TimeLimits& limits) {
  (void)run_at_once(shards_.size(), [&](std::size_t i) { remote::open_lines(shards_[i], limits); });
  beside_.reset();
  if (std::all_of(shards_.begin(), shards_.end(), [](const Shard& shard) { return !shard.more.empty(); })) {
    beside_.emplace();
    for (const Shard& shard : shards_) beside_->add_database(shard.more.front());
  }
}

std::vector<Status> ShardSet::run(const std::vector<Errand>& errands) const {
  std::map<std::pair<std::size_t, std::size_t>, std::vector<const Errand*>> by_line;
  for (const Errand& errand : errands)
    by_line[{errand.shard, errand.line % (shards_[errand.shard].more.size() + 1)}].push_back(&errand);
  std::vector<const decltype(by_line)::value_type*> lines;
  for (const auto& line : by_line) lines.push_back(&line);
  const std::vector<Status> done = run_at_once(lines.size(), [&](std::size_t i) {
    const auto& [place, of_line] = *lines[i];
    const Shard& shard = shards_[place.first];
    for (const Errand* errand : of_line)
      errand->work(place.second == 0 ? shard.database : shard.more[place.second - 1]);
  });
  std::vector<Status> out(shards_.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!done[i]) out[lines[i]->first.first] = done[i];
  }
  return out;
}

std::vector<Status> ShardSet::at_once(const std::function<void(std::size_t)>& work) const {
  return run_at_once(shards_.size(), work);
}

}  // namespace dateline::remote
