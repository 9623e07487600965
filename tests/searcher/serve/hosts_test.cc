#include "searcher/serve/hosts.h"

#include <gtest/gtest.h>

namespace dateline::serve {
namespace {

TEST(AllowedHosts, AreLoopbackWithThePortAndWhatWasNamed) {
  const AllowedHosts hosts(8000, {"Archive.example.org"});
  for (const std::string_view host : {"localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000",
                                      "archive.example.org", "archive.EXAMPLE.org:8000"}) {
    EXPECT_TRUE(hosts.allows(host)) << host;
  }
  for (const std::string_view host :
       {"", "localhost", "localhost:80", "localhost:8000.evil.example", "evil.example:8000",
        "127.0.0.1.evil.example:8000", "localhost:8000 ", "127.0.0.2:8000", "::1:8000",
        "archive.example.org:81", "xlocalhost:8000", "localhost:08000"}) {
    EXPECT_FALSE(hosts.allows(host)) << host;
  }
}

TEST(AllowedHosts, MayLeaveOutThePortOfHttp) {
  EXPECT_TRUE(AllowedHosts(80, {}).allows("localhost"));
  EXPECT_TRUE(AllowedHosts(80, {}).allows("localhost:80"));
}

}  // namespace
}  // namespace dateline::serve
