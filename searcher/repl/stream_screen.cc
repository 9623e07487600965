#include "searcher/repl/screen.h"

namespace dateline::search {
namespace {

constexpr std::size_t kColumns = 80;

class StreamScreen final : public Screen {
 public:
  StreamScreen(std::ostream& out, std::ostream& err) : out_(out), err_(err) {}
  void show(std::string_view text, Paging) override { out_ << text; }
  void tell(std::string_view text) override {
    out_.flush();  // both may lead to one file
    err_ << text << std::flush;
  }
  std::size_t columns() const override { return kColumns; }
  std::size_t columns_of_texts() const override { return 0; }

 private:
  std::ostream& out_;
  std::ostream& err_;
};

}  // namespace

std::unique_ptr<Screen> make_stream_screen(std::ostream& out, std::ostream& err) {
  return std::make_unique<StreamScreen>(out, err);
}

}  // namespace dateline::search
