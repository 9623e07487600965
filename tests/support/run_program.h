#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace dateline::testing {

struct Ran {
  int code = -1;  ///< exit code, or -1 when a signal ended it
  std::string out;
  std::string err;
};

/// Runs a program to its end, with `input` on its standard input and no terminal.
inline Ran run(const std::string& program, const std::vector<std::string>& arguments,
               const std::string& input = "") {
  const TemporaryFolder folder;
  const auto quoted = [](const std::string& word) {
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
  };
  folder.write("in", input);
  std::string command = "env -u DATELINE_INDEX DATELINE_CONFIG= " + quoted(program);
  for (const std::string& argument : arguments) command += " " + quoted(argument);
  command += " <" + quoted((folder.path() / "in").string()) + " >" +
             quoted((folder.path() / "out").string()) + " 2>" + quoted((folder.path() / "err").string());
  const int status = std::system(command.c_str());
  Ran ran;
  if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
  ran.out = read_whole(folder.path() / "out");
  ran.err = read_whole(folder.path() / "err");
  return ran;
}

}  // namespace dateline::testing
