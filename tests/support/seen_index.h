#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/index/xapian_wall.h"

namespace dateline::testing {

/// What a reader sees of an index, without docids and segments: an article a line, then the articles of each
/// term with frequency and positions, then the groups. Articles go by their id. Of an index that cannot be
/// read, why.
inline std::string seen_index(const std::filesystem::path& idx) {
  const auto reader = index::IndexReader::open(idx);
  if (!reader) return "cannot be opened: " + reader.error().what;
  std::set<std::string> lines;
  std::string unread;
  const auto read = index::guard([&] {
    const index::Columns& columns = reader->columns();
    const index::Terms& terms = reader->terms();
    std::map<index::Docid, std::string> ids;
    std::map<std::uint32_t, std::set<std::string>> groups;
    for (const index::Docid docid : terms.docids("")) {
      const auto article = reader->article(docid);
      if (!article) {
        unread = "an article cannot be read: " + article.error().what;
        return;
      }
      ids[docid] = to_string(article->id);
      std::ostringstream line;
      line << ids[docid] << '|' << article->title << '|' << article->body << '|' << article->origin.path
           << '|' << article->origin.record << '|' << article->captures << '|'
           << (article->first_captured ? dates::to_iso(*article->first_captured) : "") << '|'
           << (article->captured ? dates::to_iso(*article->captured) : "");
      for (std::size_t i = 0; i < index::kFacetCount; ++i) {
        const auto facet = static_cast<index::Facet>(i);
        line << '|' << columns.value(facet, columns.ordinal(facet, docid));
        if (facet != index::Facet::kFlag) continue;
        for (const std::uint32_t flag : columns.flags(docid)) line << ',' << columns.value(facet, flag);
      }
      for (const auto number :
           {index::NumberColumn::kPublished, index::NumberColumn::kPublishedTo, index::NumberColumn::kWords})
        line << '|' << columns.number(number, docid);
      line << '|' << columns.group_name(docid);
      lines.insert(line.str());
      groups[columns.number(index::NumberColumn::kGroup, docid)].insert(ids[docid]);
    }
    for (auto term = terms.dictionary(); !term.at_end(); term.next()) {
      const index::Postings postings = terms.postings(term.term());
      std::map<std::string, std::string> articles;
      for (std::size_t i = 0; i < postings.docids.size(); ++i) {
        std::string& text = articles[ids[postings.docids[i]]];
        text = std::to_string(postings.wdfs[i]);
        for (const std::uint32_t position : terms.positions(postings.docids[i], term.term()))
          text += "," + std::to_string(position);
      }
      if (articles.empty()) continue;
      std::string line = "term " + term.term();
      for (const auto& [id, text] : articles) line += " " + id + "x" + text;
      lines.insert(line);
    }
    for (const auto& [number, members] : groups) {
      std::string line = "group";
      for (const std::string& member : members) line += " " + member;
      lines.insert(line);
    }
  });
  if (!read) return "cannot be read: " + read.error().what;
  if (!unread.empty()) return unread;
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

}  // namespace dateline::testing
