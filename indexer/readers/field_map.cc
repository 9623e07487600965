#include "indexer/readers/field_map.h"

#include <fmt/format.h>

#include <algorithm>

namespace dateline::indexer {
namespace {

constexpr std::array kPresets{
    FieldPreset{"gdelt", "title=title,body=text,captured=seendate,url=url,source=domain,lang=language"},
    FieldPreset{
        "guardian",
        "title=webTitle,body=fields.bodyText,date=webPublicationDate,url=webUrl,id=id,topic=sectionName"},
    FieldPreset{
        "mediacloud",
        "title=title,body=text,date=publish_date,url=url,id=stories_id,source=media_name,lang=language"},
    FieldPreset{"newsapi", "title=title,body=content,date=publishedAt,url=url,source=source.name"},
    FieldPreset{"newspaper",
                "title=title,body=text,date=publish_date,url=url,source=source_url,lang=meta_lang"},
    FieldPreset{
        "news-please",
        "title=title,body=maintext,date=date_publish,url=url,source=source_domain,lang=language,captured=date_download"},
    FieldPreset{
        "trafilatura",
        "title=title,body=text,date=date,url=url,id=id,source=source-hostname,lang=language,captured=filedate"},
    FieldPreset{"twitter", "body=full_text,date=created_at,id=id_str,source=user.screen_name,lang=lang"},
    FieldPreset{"wordpress", "title=title.rendered,body=content.rendered,date=date,url=link,id=id"},
};

}  // namespace

std::span<const FieldPreset> field_presets() { return kPresets; }

std::string folded_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (const char c : name) {
    // "_source" of a database is not the source of an article.
    if (!out.empty() && (c == '_' || c == '-' || c == ' ' || c == ':')) continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

FieldMap::FieldMap()
    : names_{{{"title", "headline", "articletitle", "newstitle", "posttitle", "webtitle", "ogtitle",
               "heading", "subject"},
              {"body", "text", "storytext", "content", "maintext", "fulltext", "articletext", "articlebody",
               "articlecontent", "contenttext", "contenthtml", "bodytext", "bodyhtml", "plaintext",
               "cleanedtext", "rawtext", "paragraphs", "story", "article"},
              {"date",          "published",   "pubdate",         "publishedat",
               "publisheddate", "publishdate", "publicationdate", "datepublished",
               "datepublish",   "publishedon", "publishedtime",   "webpublicationdate",
               "articledate",   "newsdate",    "postdate",        "dategmt",
               "isodate",       "datetime",    "createdat",       "created",
               "time"},
              {"url", "link", "href", "uri", "permalink", "articleurl", "canonicallink", "canonicalurl",
               "weburl", "originalurl", "pageurl", "sourcelink", "links.self"},
              {"id", "_id", "guid", "uid", "idstr", "articleid", "storiesid"},
              {"source", "publisher", "sourcename", "sourcehostname", "sourcedomain", "medianame", "sitename",
               "outlet", "hostname", "domain", "sourceurl"},
              {"lang", "language", "locale", "metalang"},
              {"topic", "section", "sectionname", "category"},
              {"captured", "capturedate", "datedownload", "capturedat", "crawledat", "scrapedat", "fetchedat",
               "retrievedat", "downloadedat", "crawldate", "scrapedate", "filedate", "retrieved", "accessed",
               "seendate"}}} {
  usual_.fill(true);
}

FieldMap FieldMap::of(std::array<std::vector<std::string>, kTargetCount> names,
                      std::array<bool, kTargetCount> usual) {
  FieldMap out;
  out.names_ = std::move(names);
  out.usual_ = usual;
  return out;
}

Result<FieldMap> FieldMap::parse(std::string_view spec) {
  FieldMap map;
  const auto is_preset = [](std::string_view part) {
    return std::ranges::find(kPresets, part, &FieldPreset::name);
  };
  while (!spec.empty()) {
    const std::size_t end = std::min(spec.find(','), spec.size());
    const std::string_view part = spec.substr(0, end);
    spec.remove_prefix(std::min(end + 1, spec.size()));
    if (const auto preset = is_preset(part); preset != kPresets.end()) {
      map = *parse(preset->map);
      continue;
    }
    const std::size_t equals = part.find('=');
    const std::string_view field = part.substr(0, equals);
    const auto target = std::find(kTargetNames.begin(), kTargetNames.end(), field);
    if (equals == std::string_view::npos || equals + 1 == part.size() || target == kTargetNames.end()) {
      std::vector<std::string_view> presets;
      for (const FieldPreset& preset : kPresets) presets.push_back(preset.name);
      return fail(ErrorKind::kUsage, fmt::format("--map does not understand '{}'", part),
                  fmt::format("write FIELD=MEMBER with a field of: {}; or a preset: {}",
                              fmt::join(kTargetNames, ", "), fmt::join(presets, ", ")));
    }
    const auto i = static_cast<std::size_t>(target - kTargetNames.begin());
    map.names_[i] = {std::string(part.substr(equals + 1))};
    map.usual_[i] = false;
  }
  return map;
}

}  // namespace dateline::indexer
