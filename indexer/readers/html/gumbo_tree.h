#pragma once

#include <gumbo.h>

#include <memory>
#include <string_view>
#include <vector>

namespace dateline::html {

struct GumboDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};
using GumboTree = std::unique_ptr<GumboOutput, GumboDeleter>;

/// The tree keeps views of `html`, which must outlive it. Give it filtered markup only.
inline GumboTree parse_markup(std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // a list of the errors of a bad page takes more memory than the page
  return GumboTree(gumbo_parse_with_options(&options, html.data(), html.size()));
}

inline bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

/// Value of an attribute, or empty; the view lives as long as the tree.
inline std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view{found->value};
}

/// Calls `visit(const GumboNode&)` for every node in document order. A visit that returns false keeps the
/// walk out of that node; `leave(const GumboNode&)` follows after the children of the others. No recursion,
/// and no trust in the links between siblings: a damaged page cannot make it turn in circles.
template <class Visit, class Leave>
void walk(const GumboNode& root, Visit visit, Leave leave) {
  struct Open {
    const GumboNode* node;
    const GumboVector* children;
    unsigned int next;
  };
  static constexpr GumboVector kNoChildren{nullptr, 0, 0};
  const auto open = [](const GumboNode& node) {
    if (is_element(node)) return Open{&node, &node.v.element.children, 0};
    if (node.type == GUMBO_NODE_DOCUMENT) return Open{&node, &node.v.document.children, 0};
    return Open{&node, &kNoChildren, 0};
  };
  if (!visit(root)) return;
  std::vector<Open> path{open(root)};
  while (!path.empty()) {
    Open& top = path.back();
    if (top.next == top.children->length) {
      leave(*top.node);
      path.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(top.children->data[top.next++]);
    if (visit(child)) path.push_back(open(child));
  }
}

}  // namespace dateline::html
