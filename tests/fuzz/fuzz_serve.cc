// Any bytes as the target of a request: it is refused, or read and written back the same, and the page that
// answers it has our elements alone.

#include <cstdint>
#include <string_view>

#include "searcher/serve/site.h"
#include "tests/fuzz/open_engine.h"

using namespace dateline;
using fuzz::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static search::Engine& engine = fuzz::open_engine();
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
