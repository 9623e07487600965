#include "bench/drive/shell.h"

namespace dateline::bench {

/// As wide as a terminal; forgets what is shown and keeps the last error.
class Shell::NoScreen final : public search::Screen {
 public:
  void show(std::string_view, search::Paging) override {}
  void tell(std::string_view text) override { told_ = text; }
  std::size_t columns() const override { return kColumns; }
  std::size_t columns_of_texts() const override { return kColumns; }
  const std::string& told() const { return told_; }

 private:
  static constexpr std::size_t kColumns = 80;
  std::string told_;
};

Shell::Shell(search::Engine& engine)
    : screen_(std::make_unique<NoScreen>()),
      session_(engine, *screen_, [] { return std::uint64_t{0}; }, {.colour = true}) {}

Shell::~Shell() = default;

Result<std::uint64_t> Shell::ask(const std::string& line) {
  if (session_.execute(line) != search::Outcome::kDone || session_.answer() == nullptr) {
    return fail(ErrorKind::kInput, "the shell refuses '" + line + "': " + screen_->told());
  }
  return session_.answer()->total;
}

std::uint64_t Shell::complete(const std::string& line) {
  const search::Completion found = session_.complete(line);
  return found.candidates.size() + found.more;
}

}  // namespace dateline::bench
