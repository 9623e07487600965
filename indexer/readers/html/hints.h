#pragma once

#include <string_view>

namespace dateline::html {

/// What the class, id and role of an element say about it, read word by word: "ArticleBody__related-links" is
/// article, body, related, links.
struct Hint {
  bool boilerplate = false;  ///< a menu, teaser list, advertisement, form, byline …
  bool visitors = false;     ///< comments or related stories: boilerplate even where it is most of the page
  bool caption = false;      ///< caption or credit of a picture
  bool picture = false;      ///< a picture with what belongs to it
  bool content = false;      ///< the body of an article
  bool elsewhere = false;    ///< other stories, comments, events, a clock: a date in it is not the article's
  bool dated = false;        ///< it says that it holds the day of an article ("newsdate", "article-date")
};

/// Linear in the text; case does not matter.
Hint read_hints(std::string_view hints);

/// True for classes that hide text from the eye. Whole names only: "hidden", but not "hidden-xs".
bool hides(std::string_view classes);

}  // namespace dateline::html
