#include "searcher/serve/html.h"

#include "searcher/show/markup.h"

namespace dateline::serve {

void Html::open(std::string_view name, Attributes attributes) {
  out_.append("<").append(name);
  for (const Attribute& attribute : attributes) {
    if (attribute.value.data() == nullptr) continue;
    out_.append(" ").append(attribute.name).append("=\"");
    show::append_markup_escaped(attribute.value, out_);
    out_ += '"';
  }
  out_ += '>';
}

void Html::close(std::string_view name) { out_.append("</").append(name).append(">"); }

void Html::text(std::string_view of) { show::append_markup_escaped(of, out_); }

void Html::passage(const search::Snippet& snippet) {
  if (snippet.cut_before) text("… ");
  for (const search::SnippetPart& part : snippet.parts) {
    if (part.hit) {
      element("mark", part.text);
    } else {
      text(part.text);
    }
  }
  if (snippet.cut_after) text(" …");
}

void Html::paragraphs(const search::Snippet& snippet, std::string_view language) {
  bool is_open = false;
  const auto write = [&](const search::SnippetPart& part, std::string_view line) {
    if (line.empty()) return;
    if (!is_open) open("p", {{"lang", or_none(language)}, {"dir", "auto"}});
    is_open = true;
    if (part.hit) {
      element("mark", line);
    } else {
      text(line);
    }
  };
  for (const search::SnippetPart& part : snippet.parts) {
    std::string_view rest = part.text;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      write(part, rest.substr(0, end));
      if (is_open) close("p");
      is_open = false;
      rest.remove_prefix(end + 1);
    }
    write(part, rest);
  }
  if (is_open) close("p");
}

bool is_web_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

}  // namespace dateline::serve
