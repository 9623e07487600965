#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates/document.h"
#include "common/index/index_reader.h"
#include "common/index/terms.h"
#include "searcher/notes/notes.h"
#include "searcher/search/snippet.h"

namespace dateline::search {

/// Another article with the same text.
struct ArticleCopy {
  std::uint32_t docid = 0;
  Article head;  ///< without its body
};

/// An article with everything that the index knows of it.
struct ShownArticle {
  Article article;
  Snippet body;
  std::vector<dates::Evidence> evidence;  ///< for the day of publication, in the order in which it is weighed
  std::vector<ArticleCopy> copies;        ///< the oldest first, kMaxCopies at most
  std::uint64_t copies_in_all = 0;
  notes::ArticleNotes notes;        ///< of the reader
  std::optional<dates::Day> added;  ///< into the index; not always known
};
inline constexpr std::size_t kMaxCopies = 100;

/// The docid of the article with that id (16 hexadecimal digits), key or address, of several with that key
/// the one with the lowest id; nullopt when there is none. May throw index errors.
std::optional<index::Docid> find_article(const index::IndexReader& reader, std::string_view id);

/// The terms of the articles that a person may mean by an id, key or address: the most likely first. Pure.
std::vector<std::string> terms_of_article(std::string_view id);
/// The id that is meant where no article of the index has it: an id, or that of an address. Pure.
std::optional<ArticleId> id_of_article(std::string_view id);

/// What speaks about the day of publication, weighed again from what is stored: of a header or a field of the
/// collection only the one that decided is known, and how it was printed is not.
std::vector<dates::Evidence> evidence_of(const Article& article);

/// Fills in the copies of `docid`. Cost: O(articles of the index). Stored articles that cannot be read are an
/// error.
Status add_copies(const index::IndexReader& reader, std::uint32_t docid, ShownArticle& shown);

}  // namespace dateline::search
