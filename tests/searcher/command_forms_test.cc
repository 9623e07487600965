#include "searcher/command_forms.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <variant>

#include "searcher/options.h"

namespace dateline::search {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// The query that a command line is read as; "(a command)" for a command.
std::string query_of(const std::string& line) {
  const auto arguments = parse_arguments(words_of(line), "1");
  if (!arguments) return "(error) " + arguments.error().err;
  const auto* query = std::get_if<QueryArguments>(&*arguments);
  if (query == nullptr) return "(a command)";
  std::string out;
  for (const std::string& word : query->words) out += (out.empty() ? "" : " ") + word;
  return out;
}

TEST(CommandForms, TellCommandsFromWords) {
  struct Case {
    std::string line;
    std::string expected;
  };
  const std::string command = "(a command)";
  for (const Case& c : std::vector<Case>{
           {"issue 2013-12-13", command},
           {"issue 13 December 2013", command},
           {"issue juche112.9.14", command},
           {"issue 2013-12-13 --format json", command},
           {"issue of the day", "issue of the day"},
           {"issue", "issue"},
           {"issue 2013-02-30", "issue 2013-02-30"},
           {"show 51a7902b340b7e71", command},
           {"show kcna-000123", command},
           {"show dogs", "show dogs"},
           {"show 3 dogs", "show 3 dogs"},
           {"show", "show"},
           {"similar 51a7902b340b7e71 ferry", command},
           {"similar ferries 2013", "similar ferries 2013"},
           {"twins 51a7902b340b7e71", command},
           {"twins born in the city", "twins born in the city"},
           {"reference 51a7902b340b7e71 kcna-1", command},
           {"reference to the treaty", "reference to the treaty"},
           {"info", command},
           {"info flood", "info flood"},
           {"repl", command},
           {"batch queries.tsv", command},
           {"batch of missiles", "batch of missiles"},
           {"timeline flood", command},
           {"kwic flood", command},
           {"silences flood", command},
           {"export of rice", command},
           {"query issue 2013-12-13", "issue 2013-12-13"},
           {"query show 12ab", "show 12ab"},
           {"-- issue 2013-12-13", "issue 2013-12-13"},
           {"-i x.idx twins 51a7902b340b7e71", command},
           {"-i x.idx twins born", "twins born"},
           {"flood issue 2013-12-13", "flood issue 2013-12-13"},
       }) {
    EXPECT_EQ(query_of(c.line), c.expected) << c.line;
  }
}

TEST(CommandForms, SayHowToWriteTheCommandWhereWordsAreTaken) {
  const auto passed = [](const std::string& line) {
    const auto arguments = parse_arguments(words_of(line), "1");
    return arguments ? std::get<QueryArguments>(*arguments).passed_over : std::string();
  };
  EXPECT_EQ(passed("issue of the day"), "issue DAY");
  EXPECT_EQ(passed("-i x.idx show dogs"), "show ID");
  EXPECT_EQ(passed("query issue of the day"), "");
  EXPECT_EQ(passed("-- issue of the day"), "");
  EXPECT_EQ(passed("flood"), "");
}

TEST(CommandForms, AreThoseOfAllCommands) {
  const auto help = parse_arguments({"--help"}, "1");
  ASSERT_FALSE(help);
  std::set<std::string> listed;
  std::istringstream lines(help.error().out.substr(help.error().out.find("\nCommands:")));
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  ")) {
    if (line[2] != ' ') listed.insert(line.substr(2, line.find(' ', 2) - 2));
  }
  std::set<std::string> known;
  for (const CommandForm& form : all_command_forms()) known.emplace(form.name);
  EXPECT_EQ(known, listed);
}

TEST(CommandForms, OfferTheHelpOfEachCommand) {
  for (const CommandForm& form : all_command_forms()) {
    const auto help = parse_arguments({std::string(form.name), "--help"}, "1");
    ASSERT_FALSE(help) << form.name;
    EXPECT_EQ(help.error().code, ExitCode::kDone);
    EXPECT_NE(help.error().out.find(form.name), std::string::npos) << help.error().out;
  }
}

}  // namespace
}  // namespace dateline::search
