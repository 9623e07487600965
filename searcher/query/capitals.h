#pragma once

#include <string_view>

namespace dateline::query {

/// How the operators of a query in capitals alone are read: many headlines are written so.
struct Capitals {
  bool all = false;        ///< no small letter, and a word in capitals beside AND, OR and NOT
  bool operators = false;  ///< AND, OR or NOT stands among the words
  bool are_words = false;  ///< AND, OR and NOT are words
};

/// A text of four words or more, that begins with an operator, or with a word like "the" in it, is a
/// headline. Shorter ones may ask for acronyms ("DPRK OR ROK"), of which none has more than four letters
/// where NOT stands between.
Capitals capitals_of(std::string_view query);

}  // namespace dateline::query
