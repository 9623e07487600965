// dateline-pdf-text MEMORY_MIB CPU_SECONDS: prints the words of the PDF on standard input with their places,
// in the form that indexer/readers/pdf/pdf_words.h describes. dateline-index starts it for each PDF, so that
// a crash or an attack of a PDF ends here.

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <unicode/utf16.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>

#include "common/utf8.h"
#include "indexer/pdf_text/sandbox.h"

namespace {

constexpr int kMaxPages = 5000;

/// UTF-16 as UTF-8, a lone surrogate as U+FFFD. The library's own conversion opens iconv for each word.
std::string utf8(const poppler::ustring& text) {
  std::string out;
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    UChar32 c = 0;
    U16_NEXT(text.data(), i, size, c);
    dateline::append_code_point(out, U_IS_SURROGATE(c) ? 0xFFFD : c);
  }
  return out;
}

/// " 12.5"; printf takes a quarter of the whole time for it.
void append_tenths(std::string& out, double value) {
  constexpr double kMost = 1e9;
  const auto tenths = static_cast<long>(std::clamp(value, -kMost, kMost) * 10 + (value < 0 ? -0.5 : 0.5));
  const unsigned long magnitude = static_cast<unsigned long>(std::labs(tenths));
  out += tenths < 0 ? " -" : " ";
  out += std::to_string(magnitude / 10);
  out += '.';
  out += static_cast<char>('0' + magnitude % 10);
}

/// One line, as the form of the output asks.
std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

void print_info(const poppler::document& document) {
  const auto print = [](const char* name, const std::string& value) {
    if (!value.empty()) std::printf("I %s %s\n", name, one_line(value).c_str());
  };
  print("Title", utf8(document.get_title()));
  print("Creator", utf8(document.get_creator()));
  print("Producer", utf8(document.get_producer()));
  // As ISO 8601; the library gives moments in UTC.
  const auto print_day = [&](const char* name, std::time_t moment) {
    std::tm parts{};
    std::array<char, 32> text{};
    if (moment > 0 && ::gmtime_r(&moment, &parts) != nullptr &&
        std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts) > 0)
      print(name, text.data());
  };
  print_day("CreationDate", document.get_creation_date_t());
  print_day("ModDate", document.get_modification_date_t());
}

void print_page(const poppler::page& page) {
  const poppler::rectf sheet = page.page_rect();
  std::string out = "P";
  append_tenths(out, sheet.width());
  append_tenths(out, sheet.height());
  out += '\n';
  for (const poppler::text_box& box : page.text_list(poppler::page::text_list_include_font)) {
    const poppler::rectf place = box.bbox();
    out += 'W';
    for (const double value : {place.left(), place.top(), place.right(), place.bottom(), box.get_font_size()})
      append_tenths(out, value);
    out += box.has_space_after() ? " 1 " : " 0 ";
    const std::string text = one_line(utf8(box.text()));
    out += text;
    out += '\n';
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

/// Exit code.
int print_words() {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  std::string bytes;
  std::array<char, 64 * 1024> block;
  for (ssize_t n = 0; (n = ::read(STDIN_FILENO, block.data(), block.size())) > 0;)
    bytes.append(block.data(), static_cast<std::size_t>(n));
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (document == nullptr) {
    std::puts("F damaged");
    return 0;
  }
  if (document->is_locked()) {
    std::puts("F locked");
    return 0;
  }
  print_info(*document);
  const int pages = document->pages();
  for (int i = 0; i < std::min(pages, kMaxPages); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page != nullptr) print_page(*page);
  }
  std::printf("E %d\n", std::max(0, pages - kMaxPages));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("dateline-pdf-text is started by dateline-index\n", stderr);
    return 2;
  }
  const std::string sandbox =
      dateline::pdf::enter_sandbox(std::strtoul(argv[1], nullptr, 10), std::strtoul(argv[2], nullptr, 10));
  std::printf("S %s\n", sandbox.c_str());
  int code = 0;
  try {
    code = print_words();
  } catch (const std::bad_alloc&) {
    code = 3;
  }
  std::fflush(stdout);
  ::_exit(code);  // nothing of the library's is worth tidying up
}
