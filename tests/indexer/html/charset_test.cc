#include "indexer/readers/html/charset.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline::html {
namespace {

struct Case {
  const char* name;
  std::string bytes;
  const char* expected;
};

TEST(DeclaredCharset, IsReadFromTheHeadOfThePage) {
  const Case cases[] = {
      {"nothing declared", "<html><head><title>Orchard</title>", ""},
      {"byte order mark", "\xEF\xBB\xBF<html><meta charset=euc-kr>", "utf-8"},
      {"UTF-16 mark", std::string("\xFF\xFE<\0h\0", 6), "utf-16le"},
      {"meta charset", "<meta charset=\"EUC-KR\">", "euc-kr"},
      {"meta charset without quotes", "<META CHARSET=windows-1251 >", "windows-1251"},
      {"content type", "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\">",
       "shift_jis"},
      {"quoted inside content", "<meta content='text/html; charset=\"gb18030\"'>", "gb18030"},
      {"XML declaration", "<?xml version=\"1.0\" encoding='ISO-8859-1'?><html>", "iso-8859-1"},
      {"spaces around the sign", "<meta charset = utf-8>", "utf-8"},
      {"a comment declares nothing", "<!-- <meta charset=big5> --><meta charset=utf-8>", "utf-8"},
      {"an attribute of another name", "<meta data-charset-of=big5>", ""},
      {"too far down", std::string(5000, ' ') + "<meta charset=euc-kr>", ""},
      {"a name of no sane length", "<meta charset=" + std::string(100, 'x') + ">", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(declared_charset(c.bytes), c.expected) << c.name;
}

TEST(CharsetOfContentType, IsItsParameter) {
  EXPECT_EQ(charset_of_content_type("text/html; charset=EUC-KR"), "euc-kr");
  EXPECT_EQ(charset_of_content_type("text/html"), "");
}

}  // namespace
}  // namespace dateline::html
