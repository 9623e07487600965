#include "searcher/query/parser.h"

#include <gtest/gtest.h>

namespace dateline::query {
namespace {
TEST(Parser, X) {
  for (std::string q : {"kim putin", "a b OR c d", "Kim Jong Un: \"We will...\" - part 2/3 (KCNA)", "near/5(a b) -c +the =visits visit* putni~2 title:talks title:\"a b\" title:(a OR b) source:kcna.kp source:(a OR \"b c\") lang:KO"}) {
    auto r = parse(q);
    if (r) { std::printf("%s\n%s", q.c_str(), dump(*r).c_str()); for (auto& n : r->notices) std::printf("! %s\n", n.text.c_str()); }
    else std::printf("%s", caret_text(r.error(), q).c_str());
  }
}
}
}
