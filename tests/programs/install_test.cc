#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::run;
using testing::TemporaryFolder;

Ran shell(const std::string& command) { return run("/bin/sh", {"-c", command}); }

bool has_program(const std::string& name) { return shell("command -v " + name).code == 0; }

/// The project installed into a folder of its own.
class Installed : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has_program("cmake")) GTEST_SKIP() << "no cmake";
    const Ran ran = shell("cmake --install '" DATELINE_BUILD_DIR "' --prefix '" + prefix().string() + "'");
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  fs::path prefix() const { return folder_.path() / "usr"; }
  std::string program(const std::string& name) const { return (prefix() / "bin" / name).string(); }

  std::set<std::string> files(const std::string& under) const {
    std::set<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(prefix() / under)) {
      if (entry.is_regular_file()) out.insert(fs::relative(entry.path(), prefix() / under).string());
    }
    return out;
  }

  TemporaryFolder folder_;
};

using Names = std::set<std::string>;

TEST_F(Installed, EachFileHasItsPlace) {
  EXPECT_EQ(files("bin"), (Names{"dateline-index", "dateline-search"}));
  Names pages{"man1/dateline-index.1", "man1/dateline-search.1"};
  if (has_program("lowdown"))
    pages.merge(Names{"man7/dateline-query.7", "man7/dateline-dates.7", "man5/dateline-index.5",
                      "man5/dateline.conf.5"});
  EXPECT_EQ(files("share/man"), pages);
  EXPECT_EQ(files("share/bash-completion/completions"), (Names{"dateline-index", "dateline-search"}));
  EXPECT_EQ(files("share/zsh/vendor-completions"), (Names{"_dateline-index", "_dateline-search"}));
  EXPECT_EQ(files("share/fish/vendor_completions.d"), (Names{"dateline-index.fish", "dateline-search.fish"}));
  const Names documents = files("share/doc/dateline");
  for (const std::string name : {"README.md", "CHANGELOG.md", "LICENSE", "docs/query-language.md"})
    EXPECT_TRUE(documents.contains(name)) << name;
  EXPECT_EQ(files(".").contains("include"), false);
}

TEST_F(Installed, ManualPagesHaveNoMistakes) {
  for (const std::string& page : files("share/man")) {
    const std::string path = (prefix() / "share/man" / page).string();
    if (has_program("mandoc")) {
      const Ran ran = shell("mandoc -T lint -W warning '" + path + "'");
      EXPECT_EQ(ran.code, 0) << page << ": " << ran.out << ran.err;
    } else {
      std::cout << "skipped: no mandoc\n";
    }
    if (!has_program("man")) {
      std::cout << "skipped: no man\n";
      continue;
    }
    // A table whose cell is one long word cannot be broken; that is not wrong.
    const Ran ran = shell("LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z '" + path +
                          "' 2>&1 >/dev/null | grep -v \"can't break line\"");
    EXPECT_EQ(ran.out, "") << page;
    const Ran name = shell("lexgrog '" + path + "'");
    EXPECT_EQ(name.code, 0) << page << ": " << name.out << name.err;
  }
}

/// What was installed works where it is, and a PDF too, whose reader lies in another folder then.
TEST_F(Installed, ProgramsIndexAndSearch) {
  const std::string index = (folder_.path() / "a.idx").string();
  const std::string samples = (prefix() / "share/doc/dateline/examples/captures").string();
  const Ran built = run(program("dateline-index"), {"build", samples, "-i", index});
  EXPECT_EQ(built.code, 0) << built.err;
  const Ran found = run(program("dateline-search"), {"embankment", "-i", index});
  EXPECT_EQ(found.code, 0) << found.err;
  if (fs::exists(prefix() / "libexec/dateline/dateline-pdf-text")) {
    folder_.write("broken.pdf", "%PDF-1.4\nno more\n");
    const Ran pdf = run(program("dateline-index"), {"inspect", (folder_.path() / "broken.pdf").string()});
    EXPECT_EQ(pdf.err.find("is missing"), std::string::npos) << pdf.err;
    EXPECT_NE(pdf.code, 5) << pdf.err;
  }
}

/// Each library that a program needs has a licence that is known (packaging/licences.tsv).
TEST(Licences, OfEveryLibraryAreKnown) {
  if (!has_program("python3") || !has_program("readelf")) GTEST_SKIP() << "no python3 or no readelf";
  const Ran ran =
      shell("python3 '" DATELINE_SOURCE_DIR "/packaging/sbom.py' '" DATELINE_BUILD_DIR "/bin' 0.0");
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const std::string name :
       {"\"SPDX-2.3\"", "\"SPDXRef-dateline-index\"", "\"xapian-core\"", "\"GPL-3.0-or-later\""})
    EXPECT_NE(ran.out.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace dateline
