#include <algorithm>
#include <utility>

#include "common/index/damaged.h"
#include "common/index/terms.h"
#include "common/index/terms_databases.h"
#include "common/index/xapian_wall.h"

namespace dateline::index {
namespace {

/// So many beginnings of terms are remembered with their terms, and so many terms one may have.
constexpr std::size_t kMaxKeptBeginnings = 300;
constexpr std::size_t kMaxKeptExpansion = 1000;

}  // namespace

/// Walks the terms of each part and joins them. A part is moved on only when its term has been reached, which
/// makes skipping cheap where most parts are small.
struct TermCursor::State {
  struct Walk {
    Xapian::TermIterator at;
    Xapian::TermIterator end;
    std::string term;
  };

  State(const Terms& of, const std::string& prefix) : terms(of) {
    const auto& parts = terms.databases().parts();
    walks.reserve(parts.size());
    for (const Terms::Databases::Part& part : parts) {
      walks.push_back({part.database.allterms_begin(prefix), part.database.allterms_end(prefix), {}});
      here.push_back(&walks.back());
    }
    find_next();
  }

  /// Those that were here have been moved on; what is here now? One that is still before all others stays,
  /// without a turn among them.
  void find_next() {
    std::erase_if(here, [](const Walk* walk) { return walk->at == walk->end; });
    for (Walk* walk : here) {
      std::string term = *walk->at;
      // A damaged table may lead back to terms that were passed, and round for ever.
      if (term <= walk->term) throw Failure(damaged("the terms of a segment do not ascend").value());
      walk->term = std::move(term);
    }
    if (here.size() == 1 && (ahead.empty() || here.front()->term < ahead.front()->term)) return;
    for (Walk* walk : here) {
      ahead.push_back(walk);
      std::push_heap(ahead.begin(), ahead.end(), later);
    }
    here.clear();
    while (!ahead.empty() && (here.empty() || ahead.front()->term == here.front()->term)) take_first();
  }
  void take_first() {
    std::pop_heap(ahead.begin(), ahead.end(), later);
    here.push_back(ahead.back());
    ahead.pop_back();
  }
  static bool later(const Walk* a, const Walk* b) { return b->term < a->term; }

  Terms terms;
  std::vector<Walk> walks;
  std::vector<Walk*> here;   ///< all that stand at the current term
  std::vector<Walk*> ahead;  ///< a heap, the lowest term first
};

TermCursor::TermCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
TermCursor::TermCursor(TermCursor&&) noexcept = default;
TermCursor& TermCursor::operator=(TermCursor&&) noexcept = default;
TermCursor::~TermCursor() = default;

bool TermCursor::at_end() const { return state_->here.empty(); }
const std::string& TermCursor::term() const { return state_->here.front()->term; }

std::uint64_t TermCursor::max_document_frequency() const {
  std::uint64_t sum = 0;
  for (const State::Walk* walk : state_->here) sum += walk->at.get_termfreq();
  return sum;
}

bool TermCursor::is_living() const { return state_->terms.left_out().empty() || state_->terms.has(term()); }

std::uint64_t TermCursor::document_frequency() const {
  return state_->terms.left_out().empty() ? max_document_frequency()
                                          : state_->terms.document_frequency(term());
}

void TermCursor::next() {
  for (State::Walk* walk : state_->here) ++walk->at;
  state_->find_next();
}

void TermCursor::skip_to(const std::string& term) {
  if (at_end() || this->term() >= term) return;
  while (!state_->ahead.empty() && state_->ahead.front()->term < term) state_->take_first();
  for (State::Walk* walk : state_->here) walk->at.skip_to(term);
  state_->find_next();
}

TermCursor Terms::dictionary(const std::string& prefix) const {
  return TermCursor(std::make_unique<TermCursor::State>(*this, prefix));
}

bool Terms::has_prefix(const std::string& prefix) const {
  auto at = dictionary(prefix);
  while (!at.at_end() && !at.is_living()) at.next();
  return !at.at_end();
}

std::optional<std::vector<std::string>> Terms::with_prefix(const std::string& prefix,
                                                           std::size_t limit) const {
  if (const auto known = databases_->expansions_.find(prefix); known != databases_->expansions_.end()) {
    if (known->second.size() > limit) return std::nullopt;
    return known->second;
  }
  std::vector<std::string> out;
  for (auto at = dictionary(prefix); !at.at_end(); at.next()) {
    if (!at.is_living()) continue;
    if (out.size() == limit) return std::nullopt;
    out.push_back(at.term());
  }
  if (out.size() <= kMaxKeptExpansion)
    with_room(databases_->expansions_, kMaxKeptBeginnings).emplace(prefix, out);
  return out;
}

}  // namespace dateline::index
