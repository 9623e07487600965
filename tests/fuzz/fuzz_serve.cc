// Any bytes as the target of a request: it is refused, or read and written back the same, and the page that
// answers it has our elements alone.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "searcher/serve/site.h"

namespace {

using namespace dateline;

void check(bool holds) {
  if (!holds) std::abort();
}

search::Engine& open_engine() {
  const char* folder = std::getenv("DATELINE_FUZZ_INDEX");
  if (folder == nullptr) {
    std::fputs("set DATELINE_FUZZ_INDEX to a small index, for example of tests/samples/captures\n", stderr);
    std::exit(2);
  }
  static Result<search::Engine> engine = search::Engine::open(folder);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().what.c_str());
    std::exit(2);
  }
  return *engine;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static search::Engine& engine = open_engine();
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  const auto target = serve::parse_target(raw);
  if (!target) return 0;
  const std::string again = "/?" + serve::encoded(target->parameters);
  check(serve::parse_target(again)->parameters == target->parameters);
  const serve::HttpReply reply = serve::answer(engine, {target->path, target->parameters});
  check(reply.status == 200 || reply.status == 400 || reply.status == 404);
  if (!reply.type.starts_with("text/html")) return 0;
  std::size_t scripts = 0;
  for (std::size_t at = reply.body.find("<script"); at != std::string::npos;
       at = reply.body.find("<script", at + 1))
    ++scripts;
  check(scripts == 1);
  check(reply.body.find("<img") == std::string::npos && reply.body.find("<iframe") == std::string::npos);
  for (const char c : reply.body) check(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
  return 0;
}
