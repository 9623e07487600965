#include "searcher/serve/post_guard.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace dateline::serve {
namespace {

constexpr std::string_view kToken = "0123456789abcdef0123456789abcdef";
constexpr const char* kForm = "application/x-www-form-urlencoded";

unsigned status(const PostHeaders& headers, const std::string& body, std::string_view token = kToken) {
  const CheckedForm form = check_form(headers, body, token);
  return form.refusal ? form.refusal->status : 200;
}

TEST(PostGuard, TakesFormsOfItsOwnPagesAlone) {
  const std::string good = "token=" + std::string(kToken) + "&id=1&value=a+b%0Ac";
  const struct {
    const char* name;
    PostHeaders headers;
    unsigned status;
  } cases[] = {
      {"a new browser", {"localhost:8000", "http://localhost:8000", "same-origin", kForm}, 200},
      {"a new browser without an origin", {"localhost:8000", "", "same-origin", kForm}, 200},
      {"a new browser that hides its origin", {"localhost:8000", "null", "same-origin", kForm}, 200},
      {"an old browser", {"localhost:8000", "http://LOCALHOST:8000", "", kForm}, 200},
      {"with a charset",
       {"localhost:8000", "", "same-origin", "application/x-www-form-urlencoded; charset=utf-8"},
       200},
      {"no browser", {"localhost:8000", "", "", kForm}, 403},
      {"another site", {"localhost:8000", "https://evil.example", "cross-site", kForm}, 403},
      {"another port", {"localhost:8000", "http://localhost:9000", "same-site", kForm}, 403},
      {"an address typed", {"localhost:8000", "", "none", kForm}, 403},
      {"a sandboxed frame", {"localhost:8000", "null", "cross-site", kForm}, 403},
      {"an old browser, sandboxed", {"localhost:8000", "null", "", kForm}, 403},
      {"another name of this machine", {"localhost:8000", "http://127.0.0.1:8000", "", kForm}, 403},
      {"an origin that begins alike",
       {"localhost:8000", "http://localhost:8000.evil.example", "", kForm},
       403},
      {"two that contradict", {"localhost:8000", "https://evil.example", "same-origin", kForm}, 403},
      {"not over HTTP", {"localhost:8000", "https://localhost:8000", "", kForm}, 403},
      {"plain text", {"localhost:8000", "", "same-origin", "text/plain"}, 415},
      {"no type", {"localhost:8000", "", "same-origin", ""}, 415},
      {"a file", {"localhost:8000", "", "same-origin", "multipart/form-data; boundary=x"}, 415},
  };
  for (const auto& one : cases) EXPECT_EQ(status(one.headers, good), one.status) << one.name;
}

TEST(PostGuard, NeedsTheTokenOfThisStart) {
  const PostHeaders headers{"localhost:8000", "", "same-origin", kForm};
  const std::string token(kToken);
  EXPECT_EQ(status(headers, "token=" + token), 200U);
  for (const std::string& bad :
       std::initializer_list<std::string>{"", "token=", "token=" + token.substr(1), "token=" + token + "0",
                                          "Token=" + token, "token=f" + token.substr(1)}) {
    EXPECT_EQ(status(headers, bad), 403U) << bad;
  }
  EXPECT_EQ(status(headers, "token=" + token, ""), 405U) << "a server without notes";
  EXPECT_EQ(status(headers, "token=%zz"), 400U);
  EXPECT_EQ(status(headers, "token=\xff"), 400U);
  EXPECT_EQ(status(headers, "a=" + std::string(kMaxFormBytes, 'x')), 413U);
}

TEST(PostGuard, GivesTheFieldsWithTheirLines) {
  const CheckedForm form = check_form({"localhost:8000", "", "same-origin", kForm},
                                      "id=7&token=" + std::string(kToken) + "&value=a+b%0D%0Ac%09d", kToken);
  ASSERT_FALSE(form.refusal);
  EXPECT_EQ(form.fields, (Parameters{{"id", "7"}, {"value", "a b\nc d"}}));
}

TEST(PostGuard, TokensAreLongAndNeverTheSame) {
  EXPECT_EQ(random_token().size(), 32U);
  EXPECT_NE(random_token(), random_token());
}

}  // namespace
}  // namespace dateline::serve
