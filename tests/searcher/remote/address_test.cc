#include "searcher/remote/address.h"

#include <gtest/gtest.h>

namespace dateline::remote {
namespace {

TEST(ShardAddress, IsReadAndWrittenBack) {
  for (const char* text :
       {"tcp://localhost:7000", "tcp://10.0.0.7:65535", "ssh://archive.example.org/srv/a.idx",
        "ssh://kim@archive/srv/a.idx", "ssh://kim@archive:2222/srv/it's/a.idx"}) {
    const auto read = parse_addresses(text);
    ASSERT_TRUE(read) << text << ": " << read.error().what;
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(to_string(read->front()), text);
  }
}

TEST(ShardAddress, NamesCopiesOfAShard) {
  const auto read = parse_addresses("tcp://a:1,b:2,ssh://c/d");
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(to_string((*read)[1]), "tcp://b:2");
  EXPECT_EQ((*read)[2].kind, Address::Kind::kSsh);
}

TEST(ShardAddress, LetsNothingThroughThatIsMoreThanAName) {
  for (const char* text : {"tcp://",
                           "tcp://host",
                           "tcp://host:",
                           "tcp://host:0",
                           "tcp://host:70000",
                           "tcp://host:7x",
                           "tcp://-oProxyCommand=x:7000",
                           "tcp://a b:7000",
                           "tcp://a\n:7000",
                           "tcp://[::1]:7000",
                           "tcp://;id:1",
                           "ssh://host",
                           "ssh://host/",
                           "ssh:///path",
                           "ssh://-oProxyCommand=id/path",
                           "ssh://-l@host/path",
                           "ssh://a;b/path",
                           "ssh://$(id)/path",
                           "ssh://`id`/path",
                           "ssh://a'b/path",
                           "ssh://u:p@host/path",
                           "ssh://host:22x/path",
                           "ssh://host/a b",
                           "ssh://host/a\tb",
                           "ssh://host/a\x01"
                           "b",
                           "ssh://host/a\x7f",
                           "ssh://host/a\nb",
                           "http://host/",
                           "tcp://a:1,",
                           "tcp://a:1,http://b",
                           ",tcp://a:1"})
    EXPECT_FALSE(parse_addresses(text)) << text;
  EXPECT_FALSE(parse_addresses(std::string("ssh://host/a\0b", 14)));
}

TEST(ShardAddress, IsAnArgumentOfSshThatItsShellReadsAsOneWord) {
  const auto read = parse_addresses("ssh://kim@archive:2222/srv/it's/$(id)/a.idx");
  ASSERT_TRUE(read) << read.error().what;
  const std::string arguments = ssh_arguments(read->front(), 5);
  EXPECT_NE(arguments.find(" -p 2222 -l kim -- archive exec xapian-progsrv "), std::string::npos)
      << arguments;
  EXPECT_TRUE(arguments.ends_with(R"( '/srv/it'\''s/$(id)/a.idx')")) << arguments;
}

TEST(ShardAddress, IsToldFromAFolder) {
  EXPECT_TRUE(is_address("tcp://host:1"));
  EXPECT_TRUE(is_address("ssh://host/a"));
  EXPECT_FALSE(is_address("archive.idx"));
  EXPECT_FALSE(is_address("./tcp://host:1"));
}

}  // namespace
}  // namespace dateline::remote
