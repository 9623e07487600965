#include "common/index/archive_address.h"

#include <gtest/gtest.h>

namespace dateline::index {
namespace {

std::string read(std::string_view url) {
  const std::optional<ArchiveAddress> found = archive_address(url);
  if (!found) return "none";
  return found->original + " " + (found->captured ? dates::to_iso(*found->captured) : "-");
}

TEST(ArchiveAddress, GivesThePageAndTheDayOfTheCopy) {
  struct Case {
    const char* url;
    const char* expected;
  };
  const Case cases[] = {
      {"https://web.archive.org/web/20140612081500/http://www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"http://web.archive.org/web/20140612081500id_/https://www.kcna.kp/a?b=/c",
       "https://www.kcna.kp/a?b=/c 2014-06-12"},
      {"https://web.archive.org/web/20140612081500if_/www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"https://web.archive.org/web/20140612081500/http:/www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"https://web.archive.org/web/20140612081500/http%3A%2F%2Fwww.kcna.kp/a",
       "http://www.kcna.kp/a 2014-06-12"},
      {"https://web.archive.org/web/2014/http://www.kcna.kp/", "http://www.kcna.kp/ -"},
      {"https://web.archive.org/web/*/http://www.kcna.kp/", "http://www.kcna.kp/ -"},
      {"https://archive.ph/20140612081500/http://www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"https://web.archive.org/web/20140612081500*/http://www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"http://www.webcitation.org/6abc?url=http://www.kcna.kp/a", "http://www.kcna.kp/a -"},
      {"http://www.webcitation.org/6abc", "none"},
      {"https://archive.is/newest/http://www.kcna.kp/a", "http://www.kcna.kp/a -"},
      {"https://archive.today/2014.06.12-081500/http://www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"https://wayback.archive-it.org/all/20140612081500/http://www.kcna.kp/a",
       "http://www.kcna.kp/a 2014-06-12"},
      {"http://archive.example/coll/20140612081500mp_/http://www.kcna.kp/a",
       "http://www.kcna.kp/a 2014-06-12"},
      {"https://archive.ph/20200101000000/https://web.archive.org/web/20140612081500/http://www.kcna.kp/a",
       "http://www.kcna.kp/a 2014-06-12"},
      {"https://web.archive.org/web/20149912081500/http://www.kcna.kp/a", "http://www.kcna.kp/a -"},
      {"http://www.kcna.kp/en/article/q/20140612081500.kcmsf", "none"},
      {"http://news.example/20140612081500/story/http.html", "none"},
      {"http://news.example/share?u=http://www.kcna.kp/20140612081500/http://x", "none"},
      {"https://archive.ph/AbCdE", "none"},
      {"web.archive.org/web/20140612081500/http://www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"//web.archive.org/web/20140612081500id_/www.kcna.kp/a", "http://www.kcna.kp/a 2014-06-12"},
      {"www.kcna.kp/web/20140612081500/a/b", "none"},
      {"https://archive.org/details/book", "none"},
      {"", "none"},
      {"web.archive.org/web/20140612081500/", "none"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.url), c.expected) << c.url;
}

}  // namespace
}  // namespace dateline::index
