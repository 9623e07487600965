#include "bench/record/environment.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <string_view>
#include <thread>

#include "bench/support/child.h"

namespace dateline::bench {
namespace {

std::string first_line(const char* file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::string processor_name() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

std::string git(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"git", "-C", DATELINE_SOURCE_DIR};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const Result<ChildRun> run = run_child(words);
  if (!run || run->exit_code != 0) return {};
  return run->out.substr(0, run->out.find('\n'));
}

}  // namespace

Environment look_around() {
  Environment out;
  out.date = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                         fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
  out.commit = git({"rev-parse", "--short=12", "HEAD"});
  out.changed = !git({"status", "--porcelain", "--untracked-files=no"}).empty();
  out.compiler = DATELINE_COMPILER;
  out.flags = DATELINE_FLAGS;
  out.build_type = DATELINE_BUILD_TYPE;
  out.processor = processor_name();
  out.processors = std::thread::hardware_concurrency();
  out.memory_bytes =
      static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  out.governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  if (out.governor.empty()) out.governor = "unknown";
  utsname system{};
  if (uname(&system) == 0) out.system = fmt::format("{} {}", system.sysname, system.release);
  return out;
}

std::string machine_name(const Environment& environment) {
  // "Intel(R) Xeon(R) Processor" says no more than "intel-xeon".
  constexpr std::array<std::string_view, 4> kEmptyWords{"r", "tm", "cpu", "processor"};
  std::string name;
  std::string word;
  const auto end_word = [&] {
    bool empty = word.empty();
    for (const std::string_view candidate : kEmptyWords) empty = empty || word == candidate;
    if (!empty) name += word + '-';
    word.clear();
  };
  for (const char c : environment.processor) {
    if (c == '@') break;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else {
      end_word();
    }
  }
  end_word();
  return fmt::format("{}x{}", name, environment.processors);
}

}  // namespace dateline::bench
