// Speed of each reader alone, on one thread, from bytes in memory to pages: MB/s of what a collection takes,
// unpacked. The pages are counted and looked at before any clock runs.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/support/checked_run.h"
#include "indexer/readers/csv.h"
#include "indexer/readers/html_capture.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/text_capture.h"
#include "indexer/sources/batch_reader.h"

namespace dateline::indexer {
namespace {

constexpr int kArticles = 200;  // about as many as a batch has

/// Three paragraphs, about 1,500 bytes as news of an agency have them.
std::vector<std::string> paragraphs(int number) {
  std::vector<std::string> out;
  for (int p = 0; p < 3; ++p) {
    std::string text = p == 0 ? "Pyongyang, September 14 (KCNA) -- " : "";
    for (int s = 0; s < 4; ++s) {
      text += "The workers of plant number " + std::to_string(number * 7 + s + p * 100) +
              " set to work at once, said the director's report, \"and met the plan\" for the " +
              std::to_string(s + 1) + "th time. ";
    }
    text.back() = '\n';
    out.push_back(text);
  }
  return out;
}

std::string title(int number) { return "Plant Number " + std::to_string(number) + " Meets Its Plan"; }

std::string joined(int number, std::string_view between, std::string_view quote) {
  std::string out;
  for (const std::string& paragraph : paragraphs(number)) {
    for (const char c : paragraph) {
      if (c == '\n') {
        out += between;
      } else if (c == '"') {
        out += quote;
      } else {
        out += c;
      }
    }
  }
  return out;
}

std::string json_lines() {
  std::string out;
  for (int i = 0; i < kArticles; ++i) {
    out += "{\"id\":\"k" + std::to_string(i) +
           "\",\"source\":\"kcna.kp\",\"lang\":\"en\",\"date\":\"2023-09-14\",\"url\":\"http://example.org/" +
           std::to_string(i) + "\",\"title\":\"" + title(i) + "\",\"body\":\"" + joined(i, "\\n\\n", "\\\"") +
           "\"}\n";
  }
  return out;
}

std::string csv_rows() {
  std::string out;
  for (int i = 0; i < kArticles; ++i) {
    out += "k" + std::to_string(i) + ",kcna.kp,en,2023-09-14,http://example.org/" + std::to_string(i) + "," +
           title(i) + ",\"" + joined(i, "\n\n", "\"\"") + "\"\n";
  }
  return out;
}

std::string text_capture(int i) {
  return "September 05, 2025Sep 05, 2025\nKCNA KCNA.kp (En)\n\n" + title(i) +
         "\n\nDate: 14/09/2023 | Source: KCNA.kp (En) | Read original version at source\n\n" +
         joined(i, "\n\n", "\"") + "www.kcna.kp (Juche112.9.14.)\n\nMore From KCNA.kp (En)\n\n" +
         title(i + 1) + "\n\n" + title(i + 2) + "\n";
}

std::string page(int i) {
  std::string menu;
  for (int m = 0; m < 30; ++m)
    menu += "<li class=\"menu-item\"><a href=\"/s/" + std::to_string(m) + "\">Section</a></li>\n";
  return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title(i) +
         " - Agency</title><style>body{margin:0}</style></head><body><nav><ul>" + menu +
         "</ul></nav><div id=\"content\"><h1>" + title(i) + "</h1><p>" + joined(i, "</p>\n<p>", "&quot;") +
         "</p></div><footer>All rights reserved</footer></body></html>\n";
}

std::string warc() {
  std::string out;
  for (int i = 0; i < kArticles; ++i) {
    const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(i);
    out += "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/" + std::to_string(i) +
           "\r\nWARC-Date: 2023-09-14T10:00:00Z\r\nContent-Type: application/http; "
           "msgtype=response\r\nContent-Length: " +
           std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
  }
  return out;
}

/// Runs `read(sink)` once to check its pages, then against the clock.
template <class Read>
void run(benchmark::State& state, std::size_t bytes, Read read) {
  PageSink sink;
  read(sink);
  if (sink.pages.size() != kArticles || !sink.rejects.empty())
    return state.SkipWithError("pages are missing");
  for (int i = 0; i < kArticles; ++i) {
    const Page& page = sink.pages[static_cast<std::size_t>(i)];
    if (page.title != title(i) || page.body.size() < 1000) return state.SkipWithError("a page is wrong");
  }
  for ([[maybe_unused]] const auto _ : state) {
    PageSink timed;
    read(timed);
    benchmark::DoNotOptimize(timed.pages.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * kArticles);
}

void BM_JsonLines(benchmark::State& state) {
  const std::string lines = json_lines();
  JsonlReader reader{FieldMap{}};
  run(state, lines.size(), [&](PageSink& sink) { reader.read(lines, {"a.jsonl", 1}, sink); });
}
BENCHMARK(BM_JsonLines)->Unit(benchmark::kMillisecond);

void BM_Csv(benchmark::State& state) {
  const std::string rows = csv_rows();
  CsvReader reader{FieldMap{}};
  run(state, rows.size(), [&](PageSink& sink) {
    reader.read("id,source,lang,date,url,title,body\n", rows, {"a.csv", 2}, sink);
  });
}
BENCHMARK(BM_Csv)->Unit(benchmark::kMillisecond);

void run_captures(benchmark::State& state, std::string (*make)(int),
                  void (*read)(std::string_view, const Origin&, PageSink&, const CaptureContext&)) {
  std::vector<std::string> captures;
  std::size_t bytes = 0;
  for (int i = 0; i < kArticles; ++i) {
    captures.push_back(make(i));
    bytes += captures.back().size();
  }
  run(state, bytes, [&](PageSink& sink) {
    for (const std::string& capture : captures) read(capture, {"a", 0}, sink, {});
  });
}

void BM_TextCapture(benchmark::State& state) { run_captures(state, text_capture, read_text_capture); }
BENCHMARK(BM_TextCapture)->Unit(benchmark::kMillisecond);

void BM_Html(benchmark::State& state) {
  run_captures(state, page,
               [](std::string_view bytes, const Origin& origin, PageSink& sink,
                  const CaptureContext& context) { read_html_capture(bytes, origin, sink, context); });
}
BENCHMARK(BM_Html)->Unit(benchmark::kMillisecond);

/// From a stream to pages: what the cutting costs besides the HTML is the difference to BM_Html.
void run_stream(benchmark::State& state, const std::string& bytes, Format format) {
  run(state, bytes.size(), [&](PageSink& sink) {
    std::istringstream in(bytes);
    const auto source = make_file_source(list_inputs({"-"}, format), in);
    BatchReader reader{FieldMap{}};
    while (const auto batch = source->next()) reader.read(*batch, sink);
  });
}

void BM_Warc(benchmark::State& state) { run_stream(state, warc(), Format::kWarc); }
BENCHMARK(BM_Warc)->Unit(benchmark::kMillisecond);

void BM_JsonLinesFromStream(benchmark::State& state) { run_stream(state, json_lines(), Format::kJsonl); }
BENCHMARK(BM_JsonLinesFromStream)->Unit(benchmark::kMillisecond);

void BM_CsvFromStream(benchmark::State& state) {
  run_stream(state, "id,source,lang,date,url,title,body\n" + csv_rows(), Format::kCsv);
}
BENCHMARK(BM_CsvFromStream)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dateline::indexer

int main(int argc, char** argv) { return dateline::bench::run_checked(argc, argv); }
