#include "indexer/sources/supplements.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "indexer/commit/add_to_index.h"
#include "indexer/inspect.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

using Lines = std::vector<std::string>;
using testing::TemporaryFolder;

std::string date_of(const std::optional<dates::GivenDate>& date) {
  if (!date) return "-";
  dates::DateMention mention;
  mention.from = mention.to = date->day;
  mention.precision = date->precision;
  return dates::interval_text(mention);
}

/// "FILES | STEM | TITLE | ADDRESS | SOURCE | LANGUAGE | DATE | CAPTURED" of each entry.
Lines entries(const SupplementList& list) {
  Lines out;
  for (const Supplement& entry : list.entries) {
    std::string files;
    for (const std::string& file : entry.files) files += (files.empty() ? "" : " ; ") + file;
    out.push_back(files + " | " + entry.stem + " | " + entry.title + " | " + entry.url + " | " +
                  entry.source + " | " + entry.language + " | " + date_of(entry.date) + " | " +
                  (entry.captured ? dates::to_iso(*entry.captured) : "-"));
  }
  return out;
}

TEST(MetadataTable, ReadsItsColumnsByName) {
  const auto list = parse_metadata_table(
      "\xEF\xBB\xBF"
      "File;Date;Source;Title;Language;Address;Captured;shelf\r\n"
      "a.txt;1995-01-01;Rodong Sinmun;\"Greenhouses; more of them\";ko;http://h/1;2001-05-02;3\r\n"
      "b.txt;1995;;;;;;\r\n"
      "c.txt;Juche 84.2.16;;;;;;\r\n",
      "m.csv", false);
  ASSERT_TRUE(list);
  EXPECT_EQ(
      entries(*list),
      (Lines{
          "a.txt |  | Greenhouses; more of them | http://h/1 | Rodong Sinmun | ko | 1995-01-01 | 2001-05-02",
          "b.txt |  |  |  |  |  | 1995 | -", "c.txt |  |  |  |  |  | 1995-02-16 | -"}));
  EXPECT_EQ(list->entries[0].from, "m.csv:2");
  EXPECT_EQ(list->entries[0].extra.size(), 1U);
  EXPECT_EQ(list->rejects.size(), 0U);
}

TEST(MetadataTable, IsOneOnlyWithAColumnOfFiles) {
  EXPECT_FALSE(parse_metadata_table("filename,date\na.txt,1995\n", "m.csv", false));
  EXPECT_TRUE(parse_metadata_table("filename,date\na.txt,1995\n", "m.csv", true)) << "the user named it";
  EXPECT_FALSE(parse_metadata_table("title,date\na,1995\n", "m.csv", true));
  EXPECT_FALSE(parse_metadata_table("", "m.csv", true));
  EXPECT_TRUE(parse_metadata_table("file,title,text\na.txt,A,Long.\n", "m.csv", false)->has_texts);
}

TEST(MetadataTable, TellsOfRowsThatItCannotUse) {
  const auto list =
      parse_metadata_table("file,date\n,1995\na.txt,soon\nb.txt,1995,more\n\nc.txt,1996\n", "m.csv", false);
  ASSERT_TRUE(list);
  Lines told;
  for (const Reject& reject : list->rejects) told.push_back(place(reject.origin) + " " + reject.reason);
  EXPECT_EQ(
      told,
      (Lines{"m.csv:2 the row of the metadata table names no file",
             "m.csv:3 the date 'soon' of the metadata table cannot be read",
             "m.csv:4 the row of the metadata table has more fields than its header, and is left out"}));
  EXPECT_EQ(entries(*list), (Lines{"a.txt |  |  |  |  |  | - | -", "c.txt |  |  |  |  |  | 1996 | -"}));
}

TEST(References, OfBibtexAsProgramsWriteIt) {
  EXPECT_EQ(
      entries(parse_bibtex(R"(% Zotero
@misc{noauthor_new_2019,
	title = {New {Greenhouses} on the Plain \& the Caf{\'e}},
	url = {http://www.kcna.kp/a\_b?x=1},
	language = {en},
	urldate = {2020-03-04},
	date = {2019-05-07},
	file = {Full Text:files/12/greenhouses.pdf:application/pdf;Snapshot:files/13/a.html:text/html},
	note = {From the shelf.}
}
@comment{x}
@article(old, title = "The {"}Old{"} Days", journal = "Rodong Sinmun", year = 1997, month = jul # "~9",
  file = {:C\:/papers/old.pdf:PDF})
@article{jabref, title = {J}, year = {1997}, month = {#jul#}}
@article{broken, title = {Never closed)",
                           "z.bib")),
      (Lines{
          "files/12/greenhouses.pdf ; files/13/a.html | noauthor_new_2019 | New Greenhouses on the Plain & the Café | "
          "http://www.kcna.kp/a_b?x=1 |  | en | 2019-05-07 | 2020-03-04",
          "C:/papers/old.pdf | old | The \"Old\" Days |  | Rodong Sinmun |  | 1997-07-09 | -",
          " | jabref | J |  |  |  | 1997-07 | -", " | broken | Never closed |  |  |  | - | -"}));
}

TEST(References, OfRisAsProgramsWriteIt) {
  EXPECT_EQ(
      entries(parse_ris(
          "TY  - NEWS\r\nTI  - A Long\r\n Title\r\nT2  - Pyongyang Times\r\nDA  - 2019/05/07/\r\nPY  - "
          "2019\r\nUR  - http://h/1\r\nL1  - files/12/a.pdf\r\nY2  - 2020/03/04/\r\nLA  - en\r\nN1  - "
          "Shelf 3\r\nER  - \r\n\r\nTY  - WEB\nT1  - B\nPY  - 1997///\n",
          "z.ris")),
      (Lines{"files/12/a.pdf |  | A Long Title | http://h/1 | Pyongyang Times | en | 2019-05-07 | 2020-03-04",
             " |  | B |  |  |  | 1997 | -"}));
}

TEST(References, OfCslJsonAsProgramsWriteIt) {
  EXPECT_EQ(entries(parse_csl_json(R"([{"id":"http://zotero.org/items/AB","title":"A","URL":"http://h/1",
      "container-title":"KCNA","issued":{"date-parts":[["2019",5,7]]},"accessed":{"date-parts":[[2020,3,4]]}},
      {"id":"b","issued":{"raw":"May 7, 2019"},"attachments":[{"path":"/x/storage/K/b.pdf"},{"title":"link"}]},
      {"id":7,"issued":{"date-parts":[[2019,5]]}}, 8])",
                                   "z.json")),
            (Lines{" | http://zotero.org/items/AB | A | http://h/1 | KCNA |  | 2019-05-07 | 2020-03-04",
                   "/x/storage/K/b.pdf | b |  |  |  |  | 2019-05-07 | -", " | 7 |  |  |  |  | 2019-05 | -"}));
  EXPECT_EQ(parse_csl_json("[{", "z.json").rejects.size(), 1U);
}

std::string read_path(const std::string& pattern, const std::string& path) {
  const auto parsed = PathDate::parse(pattern);
  if (!parsed) return parsed.error().what;
  const auto read = parsed->read(path);
  return read ? date_of(read->date) + " " + read->printed : "-";
}

TEST(PathDates, AreReadByGroups) {
  EXPECT_EQ(read_path(R"(path:(\d{4})-(\d\d))", "x/2019-05/a.txt"), "2019-05 2019-05");
  EXPECT_EQ(read_path(R"(path:(\d{4}))", "2024/speeches/1995.txt"), "1995 1995") << "the last one is nearest";
  EXPECT_EQ(read_path(R"(path:(\d{4}))", "1995/0001234.txt"), "1995 1995") << "no year is no date";
  EXPECT_EQ(read_path(R"(path:(\d{8}))", "r/20190507_1.html"), "2019-05-07 20190507");
  EXPECT_EQ(read_path(R"(path:(\d+)/(\d+)/(\d+)/)", "2019/5/7/a"), "2019-05-07 2019/5/7/");
  EXPECT_EQ(read_path(R"(path:(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4}))", "07.05.2019.txt"),
            "2019-05-07 07.05.2019");
  EXPECT_EQ(read_path(R"(path:juche(?P<juche>\d+))", "juche108/a.txt"), "2019 juche108");
  EXPECT_EQ(read_path(R"(path:(\d{4})-(\d\d)-(\d\d))", "2019-02-30.txt"), "-");
  EXPECT_EQ(read_path(R"(path:(\d{4}))", "a.zip!b/1995.txt"), "1995 1995");
  EXPECT_EQ(read_path("path:()", "2019"), "-") << "nothing is matched again and again";
}

TEST(PathDates, SayWhatIsWrongWithThePattern) {
  EXPECT_EQ(read_path("1995", ""), "--date-from does not understand '1995'");
  EXPECT_EQ(read_path("path:19", ""), "the pattern of --date-from has 0 groups; it needs year, month, day");
  EXPECT_EQ(read_path("path:(", ""), "the pattern of --date-from is no regular expression: missing ): (");
  EXPECT_EQ(read_path("path:(?P<week>1)", ""),
            "--date-from knows no group 'week'; groups are year, month, day, juche");
}

/// A build of inputs with lists.
struct Ran {
  Lines articles;  ///< "FILE | TITLE | SOURCE | DAY BY CONFIDENCE FLAGS"
  Lines told;
  InputList inputs;
};

Ran run(const std::vector<std::string>& inputs, const std::filesystem::path& folder,
        const SupplementOptions& options = {}) {
  Ran out;
  out.inputs = list_inputs(inputs, std::nullopt);
  const Status taken = take_supplements(out.inputs, options);
  if (!taken) {
    out.told.push_back(taken.error().what);
    return out;
  }
  std::istringstream nothing;
  const auto supplements = out.inputs.supplements;
  const auto source = make_file_source(out.inputs, nothing);
  const Inspection inspection = inspect(*source, {}, supplements);
  for (const InspectedRecord& record : inspection.records) {
    const Article& article = record.dated.article;
    std::string line = std::filesystem::path(article.origin.path).lexically_relative(folder).string() +
                       " | " + article.title + " | " + article.source.name + " | " +
                       dates::publication_text(article.publication) + " " + article.publication.by + " " +
                       std::string(dates::name(article.publication.confidence));
    for (const std::string& flag : article.publication.flags) line += " " + flag;
    out.articles.push_back(line);
  }
  for (const Reject& reject : inspection.rejects) out.told.push_back(reject.reason);
  return out;
}

constexpr std::string_view kText = "New Greenhouses\n\nThe greenhouses were built on the plain.\n";

TEST(Supplements, OfATableBesideTheFilesFillWhatTheyLack) {
  const TemporaryFolder folder;
  folder.write("speeches/2001.txt", kText);
  folder.write("speeches/2002.txt", std::string(kText) + "\n(Juche91.1.1.)\n");
  folder.write("speeches/2003.txt", std::string(kText) + "\n(Juche92.1.1.)\n");
  folder.write("other/2001.txt", kText);
  folder.write("speeches/metadata.csv",
               "file,date,source,captured\n2001.txt,2001-01-01,Rodong Sinmun,2005-02-03\n"
               "2002.txt,2002-01-01,,\n./2003.txt,2004-01-01,,\n");
  const Ran ran = run({folder.path().string()}, folder.path());
  EXPECT_EQ(ran.articles,
            (Lines{"other/2001.txt | New Greenhouses |  |   none",
                   "speeches/2001.txt | New Greenhouses | Rodong Sinmun | 2001-01-01 metadata medium",
                   "speeches/2002.txt | New Greenhouses |  | 2002-01-01 stamp high",
                   "speeches/2003.txt | New Greenhouses |  | 2003-01-01 stamp medium METADATA_MISMATCH"}));
  EXPECT_EQ(ran.told, Lines{});
  EXPECT_EQ(ran.inputs.skipped, (SkipCounts{{"list that describes files", 1}}));
  ASSERT_EQ(ran.inputs.lists.size(), 1U);
  EXPECT_TRUE(ran.inputs.lists[0].ends_with("speeches/metadata.csv describes 3 of 4 files"))
      << ran.inputs.lists[0];
  // A file that is named alone has the table beside it too.
  const Ran alone = run({(folder / "speeches/2001.txt").string()}, folder.path());
  EXPECT_EQ(alone.articles, Lines{ran.articles[1]});
  ASSERT_EQ(alone.inputs.lists.size(), 1U);
  EXPECT_TRUE(alone.inputs.lists[0].ends_with("metadata.csv describes 1 of 1 file")) << alone.inputs.lists[0];
}

TEST(Supplements, OfATableThatDescribesNothingBesideItAreCapturesAsBefore) {
  for (const auto& [table, why] : std::initializer_list<std::pair<std::string, std::string>>{
           {"title,date\nBridges,2001-01-01\n", "it has no column 'file'"},
           {"file,title,date\nabsent.txt,Bridges,2001-01-01\n", "its column 'file' names no file beside it"},
           {"file,title,text\na.txt,Bridges,They were built.\n", "it holds texts itself"}}) {
    const TemporaryFolder folder;
    folder.write("a.txt", kText);
    folder.write("metadata.csv", table);
    const Ran ran = run({folder.path().string()}, folder.path());
    EXPECT_EQ(ran.articles.size(), 2U) << table;
    EXPECT_TRUE(ran.articles.back().find("| Bridges |") != std::string::npos) << table;
    ASSERT_EQ(ran.inputs.lists.size(), 1U);
    EXPECT_TRUE(ran.inputs.lists[0].ends_with("metadata.csv is read as captures: " + why))
        << ran.inputs.lists[0];
    EXPECT_EQ(ran.inputs.skipped, SkipCounts{});
  }
}

TEST(Supplements, OfAListThatTheUserNamesMayNameFilesByAnyEnd) {
  const TemporaryFolder folder;
  folder.write("in/a/신년사.txt", kText);
  folder.write("in/b/2002.txt", kText);
  folder.write("in/c/2002.txt", kText);
  folder.write("in/d/last.txt", kText);
  const std::string list =
      folder
          .write("lists/dates.csv",
                 "path,date\n"
                 "C:\\old\\\u1109\u1175\u11AB\u1102\u1167\u11AB\u1109\u1161.txt,2001-01-01\n"
                 "b/2002.txt,2002-01-01\n"
                 "2002.txt,2003-01-01\n"
                 "gone.txt,2004-01-01\n"
                 "last.txt,2005\nd/last.txt,2006\n")
          .string();
  const Ran ran = run({(folder / "in").string()}, folder.path(), {{list}, ""});
  EXPECT_EQ(ran.articles, (Lines{"in/a/신년사.txt | New Greenhouses |  | 2001-01-01 metadata medium",
                                 "in/b/2002.txt | New Greenhouses |  | 2002-01-01 metadata medium",
                                 "in/c/2002.txt | New Greenhouses |  |   none",
                                 "in/d/last.txt | New Greenhouses |  | 2005 metadata medium"}));
  ASSERT_EQ(ran.told.size(), 2U);
  EXPECT_TRUE(ran.told[0].ends_with("d/last.txt is described twice"));
  EXPECT_EQ(ran.told[1], "the list describes 2 files that are not there, as 2002.txt");
  ASSERT_EQ(ran.inputs.lists.size(), 1U);
  EXPECT_TRUE(ran.inputs.lists[0].ends_with("dates.csv describes 3 of 4 files")) << ran.inputs.lists[0];
  EXPECT_EQ(run({(folder / "in").string()}, folder.path(), {{"/absent"}, ""}).told,
            Lines{"the list /absent of --metadata cannot be read"});
  const std::string other = folder.write("lists/other.csv", "name,date\nx,2001\n").string();
  EXPECT_EQ(run({(folder / "in").string()}, folder.path(), {{other}, ""}).told,
            Lines{"the list " + other + " of --metadata has no column 'file'"});
}

TEST(Supplements, OfALibraryDescribeItsAttachedFiles) {
  const TemporaryFolder folder;
  folder.write("Korea/files/12/page.txt", kText);
  folder.write(
      "Korea/files/13/snapshot.html",
      "<html><!-- saved from url=(0022)http://h.example/a.html --><body><h1>Bridges</h1><p>The bridges over "
      "the river were opened today, and many people came to see them.</p></body></html>");
  folder.write("Korea/files/14/key2019.txt", kText);
  folder.write("Korea/Korea.bib",
               "@misc{a, title={Listed}, date={2019-05-07}, file={Text:files/12/page.txt:text/plain}}\n"
               "@misc{b, date={2019-05-08}, url={http://h.example/a.html}}\n");
  folder.write("Korea/more.json",
               R"([{"id":"key2019","issued":{"date-parts":[[2019,5,9]]},"note":"Shelf"}])");
  folder.write("Korea/none.ris", "TY  - NEWS\nTI  - Elsewhere\nER  - \n");
  const Ran ran = run({folder.path().string()}, folder.path());
  EXPECT_EQ(ran.articles,
            (Lines{"Korea/files/12/page.txt | New Greenhouses |  | 2019-05-07 metadata medium",
                   "Korea/files/13/snapshot.html | Bridges | h.example | 2019-05-08 metadata medium",
                   "Korea/files/14/key2019.txt | New Greenhouses |  | 2019-05-09 metadata medium"}));
  EXPECT_EQ(ran.told, Lines{"a RIS list of references is not read"}) << "it describes nothing here";
  EXPECT_EQ(ran.inputs.skipped, (SkipCounts{{"list that describes files", 2}}));
  ASSERT_EQ(ran.inputs.lists.size(), 2U);
  for (const std::string& list : ran.inputs.lists) {
    EXPECT_NE(list.find(" of 4 files"), std::string::npos)
        << "lists are no captures, one that is none is: " << list;
  }
}

TEST(Supplements, OfALibraryDescribePagesByTheirAddress) {
  const TemporaryFolder folder;
  folder.write(
      "page.html",
      "<html><head><link rel=canonical href='http://www.h.example/a.html'></head><body><h1>Bridges</h1><p>The "
      "bridges over the river were opened today, and many people came to see them.</p></body></html>");
  folder.write("z.ris",
               "TY  - NEWS\nTI  - Bridges\nDA  - 2019/05/07/\nUR  - https://h.example/a.html\nER  - \n");
  const Ran ran = run({folder.path().string()}, folder.path());
  EXPECT_EQ(ran.articles, Lines{"page.html | Bridges | h.example | 2019-05-07 metadata medium"});
  EXPECT_TRUE(ran.inputs.lists[0].ends_with("z.ris describes 0 of 1 file, and pages of 1 address"))
      << ran.inputs.lists[0];
}

TEST(Supplements, OfAPathDateEveryArticleOfTheFile) {
  const TemporaryFolder folder;
  folder.write("2019-05/a.txt", kText);
  folder.write(
      "2019-06/list.jsonl",
      "{\"title\":\"A\",\"text\":\"One.\"}\n{\"title\":\"B\",\"text\":\"Two.\",\"date\":\"2019-06-03\"}\n"
      "{\"title\":\"C\",\"text\":\"Three.\",\"date\":\"2019-05-03\"}\n");
  const Ran ran = run({folder.path().string()}, folder.path(), {{}, R"(path:(\d{4})-(\d\d))"});
  EXPECT_EQ(ran.articles, (Lines{"2019-05/a.txt | New Greenhouses |  | 2019-05 path medium",
                                 "2019-06/list.jsonl | A |  | 2019-06 path medium",
                                 "2019-06/list.jsonl | B |  | 2019-06-03 field medium",
                                 "2019-06/list.jsonl | C |  | 2019-05-03 field medium PATH_MISMATCH"}));
}

TEST(Supplements, ThatHaveChangedAreReadAgain) {
  const TemporaryFolder folder;
  const std::string captures = (folder / "in").string();
  folder.write("in/2001.txt", kText);
  folder.write("in/2002.txt", std::string(kText) + "Another one.\n");
  folder.write("in/metadata.csv", "file,date\n2001.txt,2001-01-01\n");
  BuildOptions options;
  options.inputs = {captures};
  options.index = folder / "a.idx";
  options.threads = 1;
  std::istringstream nothing;
  ASSERT_TRUE(build_index(options, nothing));
  const auto same = add_to_index(options, nothing);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->files_read, 0U);
  folder.write("in/metadata.csv", "file,date\n2001.txt,2001-01-02\n");
  const auto changed = add_to_index(options, nothing);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->files_read, 1U);
  EXPECT_EQ(changed->build.articles, 2U) << "the article with the old day is gone";
  options.supplements.date_from = R"(path:(\d{4}))";
  const auto by_path = add_to_index(options, nothing);
  ASSERT_TRUE(by_path);
  EXPECT_EQ(by_path->files_read, 2U);
  EXPECT_EQ(by_path->build.undated, 0U);
}

TEST(Supplements, DateTheNewYearAddressesThatDoNotSayTheirYear) {
  const auto addresses = testing::shared_file("data/korean/new_year");
  DATELINE_NEED_SHARED(addresses);
  BuildOptions options;
  options.inputs = {addresses.string()};
  options.dry_run = true;
  std::istringstream nothing;
  const auto before = build_index(options, nothing);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->undated, 10U);
  options.supplements.date_from = R"(path:(\d{4})\.txt)";
  const auto after = build_index(options, nothing);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->undated, 0U);
  EXPECT_EQ(after->warnings, before->warnings + 1) << "1987.txt is stamped 1986-12-30";
}

}  // namespace
}  // namespace dateline::indexer
