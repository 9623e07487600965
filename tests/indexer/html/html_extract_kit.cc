/// html_extract_kit FOLDER: reads every .html file of a folder and prints {"name": {"articleBody": …,
/// "title": …}} as JSON, for scoring against a truth. html_extract_kit --blocks FILE: what became of every
/// block of one page.
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/main_text.h"
#include "indexer/readers/html/markup_filter.h"
#include "indexer/readers/html/read_html.h"

namespace {

using nlohmann::json;

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

json page_as_json(const std::string& bytes) {
  const dateline::Result<dateline::HtmlPage> page = dateline::read_html(bytes);
  if (!page) return {{"articleBody", ""}, {"error", page.error().what}};
  json out = {{"articleBody", page->body},
              {"title", page->title},
              {"url", page->canonical_url},
              {"site", page->site_name},
              {"language", page->language}};
  if (const dateline::html::DateMark* mark = dateline::html::published_mark(page->marks)) {
    out["published"] = mark->date.printed;
    out["published_from"] = mark->date.from;
    if (mark->date.day) out["published_day"] = dateline::dates::to_iso(*mark->date.day);
  }
  return out;
}

void print_blocks(const std::string& bytes) {
  static constexpr const char* kNames[] = {"BODY",  "outside",  "boilerplate", "caption",
                                           "links", "repeated", "title"};
  const dateline::html::FilteredMarkup markup = dateline::html::filter_markup(bytes);
  const dateline::html::GumboTree parsed = dateline::html::parse_markup(markup.html);
  const dateline::html::BlockTree tree = dateline::html::build_block_tree(*parsed->root);
  const auto verdicts = dateline::html::judge_blocks(tree, "");
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    const dateline::html::Block& block = tree.blocks[i];
    const dateline::html::Element& element = tree.elements[block.element];
    std::cout << kNames[static_cast<int>(verdicts[i])] << '\t' << block.mass << '/' << block.link_mass << '\t'
              << gumbo_normalized_tagname(element.tag) << element.hints << '\t' << block.text.substr(0, 120)
              << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string first = argc > 1 ? argv[1] : "";
  if (argc == 3 && first == "--blocks") {
    print_blocks(contents(argv[2]));
    return 0;
  }
  if (argc != 2) {
    std::cerr << "usage: html_extract_kit FOLDER | --blocks FILE\n";
    return 2;
  }
  json pages = json::object();
  for (const auto& entry : std::filesystem::directory_iterator(first)) {
    if (entry.path().extension() == ".html")
      pages[entry.path().stem().string()] = page_as_json(contents(entry.path()));
  }
  std::cout << pages.dump(1, ' ', false, json::error_handler_t::replace) << '\n';
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 5;
}
