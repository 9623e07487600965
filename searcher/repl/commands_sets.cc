// Commands that keep sets of articles and put them together.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

Outcome save(Session& session, std::string_view rest) {
  if (session.trail().empty()) return session.error("there is no answer to save", "type a query first");
  if (rest.empty()) return session.error("write :save NAME", "the set can then be used by this name");
  if (session.engine().shards() != nullptr) return session.error(not_of_shards("a set of articles"));
  if (const Status saved = session.sets().save(rest, session.trail().here()); !saved) {
    return session.error(saved.error());
  }
  const std::uint64_t total = session.answer()->total;
  session.tell(
      fmt::format("Saved {} {} as {}.\n", show::grouped(total), total == 1 ? "article" : "articles", rest));
  return Outcome::kDone;
}

Outcome sets(Session& session, std::string_view) {
  if (session.sets().all().empty())
    return session.error("there are no sets yet", ":save NAME keeps an answer");
  std::size_t widest = 0;
  for (const auto& [name, set] : session.sets().all()) widest = std::max(widest, name.size());
  std::string out;
  for (const auto& [name, set] : session.sets().all()) {
    const auto found = session.finder().articles(set);
    if (!found) return session.error(found.error());
    const std::string line =
        fmt::format("  {:<{}} {:>9}  {}", name, widest, show::grouped((*found)->articles.size()),
                    show::printable(set->text));
    const std::size_t columns = session.style().width;
    out += (columns == 0 ? line : show::fit(line, columns)) + "\n";
  }
  session.show(out);
  return Outcome::kDone;
}

Outcome use(Session& session, std::string_view rest) {
  Result<SetRef> set = session.sets().read(rest);
  if (!set) return session.error(set.error());
  Place place;
  place.base = std::move(*set);
  return session.go(std::move(place));
}

Outcome forget(Session& session, std::string_view rest) {
  if (!session.sets().forget(rest)) {
    return session.error(fmt::format("there is no set '{}'", show::printable(rest)), ":sets lists them");
  }
  return Outcome::kDone;
}

constexpr std::array<Command, 4> kCommands{{
    {"save", ":save NAME", "keep the answer as a set",
     "A set is kept until the session ends, as the question and not as a list of articles: after the index "
     "was "
     "renewed it holds what the question finds then.",
     Argument::kSet, save},
    {"sets", ":sets", "the sets and how many articles they hold", "", Argument::kNone, sets},
    {"use", ":use SET [and|or|minus SET]...", "the articles of sets",
     "Goes from left to right: a or b minus c is what is in a or b but not in c. The "
     "articles "
     "come newest last or first as :set sort says; :narrow looks among them.",
     Argument::kSet, use},
    {"forget", ":forget NAME", "drop a set", "", Argument::kSet, forget},
}};

}  // namespace

std::span<const Command> set_commands() { return kCommands; }

}  // namespace dateline::search
