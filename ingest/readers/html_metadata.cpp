#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "ingest/readers/html_page.hpp"
#include "ingest/readers/rfc_dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

using Json = nlohmann::json;

void set_if_empty(std::string& to, std::string_view value) {
  if (to.empty()) to = collapse_space(value);
}

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("//");
}

/// "https://www.example.org/a" → "example.org".
std::string host_of(std::string_view address) {
  const auto begin = address.find("//");
  if (begin == std::string_view::npos) return {};
  std::string_view host = address.substr(begin + 2);
  host = host.substr(0, host.find_first_of("/:?#"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

/// A name, or the "name" of an object, or several of either, with commas between them.
std::string json_names(const Json& value, int depth = 0) {
  constexpr int depth_max = 4;
  if (depth > depth_max) return {};
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return is_address(text) ? std::string{} : text;
  }
  if (value.is_object() && value.contains("name")) return json_names(value["name"], depth + 1);
  std::string names;
  if (!value.is_array()) return names;
  for (const Json& item : value) {
    const std::string name = json_names(item, depth + 1);
    if (name.empty()) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

bool is_article_type(const Json& type) {
  if (type.is_array()) return std::any_of(type.begin(), type.end(), is_article_type);
  if (!type.is_string()) return false;
  const auto& name = type.get_ref<const std::string&>();
  return name.ends_with("Article") || name == "BlogPosting" || name == "Report" ||
         name == "LiveBlogPosting";
}

/// Looks for an article in JSON-LD, which may be one object, a list, or a "@graph".
const Json* find_article(const Json& value, int depth = 0) {
  constexpr int depth_max = 4;
  if (depth > depth_max) return nullptr;
  if (value.is_array()) {
    for (const Json& item : value) {
      if (const Json* found = find_article(item, depth + 1)) return found;
    }
    return nullptr;
  }
  if (!value.is_object()) return nullptr;
  if (value.contains("@type") && is_article_type(value["@type"])) return &value;
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    if (!value.contains(key)) continue;
    if (const Json* found = find_article(value[key], depth + 1)) return found;
  }
  return nullptr;
}

void read_json_ld(const std::string& text, HtmlMetadata& metadata) {
  // Of what is no JSON nothing is known; the library's exceptions are switched off.
  const Json parsed = Json::parse(text, nullptr, false);
  if (parsed.is_discarded()) return;
  const Json* article = find_article(parsed);
  if (article == nullptr) return;
  const auto names = [&](const char* key) {
    return article->contains(key) ? json_names((*article)[key]) : std::string{};
  };
  set_if_empty(metadata.title, names("headline"));
  set_if_empty(metadata.date, day_of_date(names("datePublished")));
  set_if_empty(metadata.date, day_of_date(names("dateCreated")));
  set_if_empty(metadata.author, names("author"));
  set_if_empty(metadata.source, names("publisher"));
}

/// What the names of meta elements stand for, best first.
constexpr std::array<std::string_view, 3> title_names = {"og:title", "twitter:title", "dc.title"};
constexpr std::array<std::string_view, 14> date_names = {"article:published_time",
                                                         "og:article:published_time",
                                                         "datepublished",
                                                         "parsely-pub-date",
                                                         "sailthru.date",
                                                         "dc.date.issued",
                                                         "dcterms.issued",
                                                         "dc.date",
                                                         "dcterms.date",
                                                         "dcterms.created",
                                                         "pubdate",
                                                         "publishdate",
                                                         "publication_date",
                                                         "date"};
constexpr std::array<std::string_view, 7> author_names = {
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "byl",    "twitter:creator"};
constexpr std::array<std::string_view, 4> source_names = {"og:site_name", "application-name",
                                                          "dc.publisher", "publisher"};

std::string meta_value(const MarkupTree& tree, std::span<const std::string_view> names) {
  for (const std::string_view wanted : names) {
    for (const MarkupNode& node : tree.nodes) {
      if (node.name != "meta") continue;
      std::string_view name = node.attribute("property");
      if (name.empty()) name = node.attribute("name");
      if (name.empty()) name = node.attribute("itemprop");
      const std::string_view content = trim(node.attribute("content"));
      if (fold(name) == wanted && !content.empty()) return collapse_space(content);
    }
  }
  return {};
}

/// An author's name, not the address of a page or an account.
std::string author_value(const MarkupTree& tree) {
  for (const std::string_view name : author_names) {
    const std::array<std::string_view, 1> one = {name};
    std::string value = meta_value(tree, one);
    if (value.empty() || is_address(value) || value.starts_with('@')) continue;
    if (fold(value).starts_with("by ")) value.erase(0, 3);
    return value;
  }
  return {};
}

void read_elements(const MarkupTree& tree, HtmlMetadata& metadata) {
  constexpr std::size_t author_bytes_max = 80;
  std::string heading;
  std::string first_time;
  std::string page_title;
  for (std::uint32_t id = 0; id < tree.nodes.size(); ++id) {
    const MarkupNode& node = tree[id];
    if (node.is_text()) continue;
    const std::string_view property = node.attribute("itemprop");
    if (node.name == "title" && node.parent != no_node && tree[node.parent].name == "head") {
      set_if_empty(page_title, tree.inner_text(id));
    }
    if (node.name == "h1") set_if_empty(heading, tree.inner_text(id));
    if (node.name == "time" && !node.attribute("datetime").empty()) {
      const std::string day = day_of_date(node.attribute("datetime"));
      const bool published = property == "datePublished" || !node.attribute("pubdate").empty();
      if (published) set_if_empty(metadata.date, day);
      set_if_empty(first_time, day);
    } else if (property == "datePublished") {
      const std::string_view content = node.attribute("content");
      set_if_empty(metadata.date,
                   day_of_date(content.empty() ? tree.inner_text(id) : std::string(content)));
    }
    if (node.attribute("rel") == "author" || property == "author") {
      std::string name = collapse_space(tree.inner_text(id));
      if (fold(name).starts_with("by ")) name.erase(0, 3);
      if (name.size() <= author_bytes_max) set_if_empty(metadata.author, name);
    }
    if (node.name == "link" && node.attribute("rel") == "canonical") {
      set_if_empty(metadata.source, host_of(node.attribute("href")));
    }
  }
  set_if_empty(metadata.date, first_time);
  set_if_empty(metadata.title, heading);
  set_if_empty(metadata.title, page_title);
}

/// "Title | Example News" → "Title", if the page says that its site is Example News.
void cut_site_name(HtmlMetadata& metadata) {
  for (const std::string_view dash : {" | ", " - ", " – ", " — ", " :: ", " · "}) {
    const auto at = metadata.title.rfind(dash);
    if (at == std::string::npos || at == 0) continue;
    const std::string rest = fold(metadata.title.substr(at + dash.size()));
    const std::string source = fold(metadata.source);
    if (!source.empty() &&
        (rest.find(source) != std::string::npos || source.find(rest) != std::string::npos)) {
      metadata.title.resize(at);
      return;
    }
  }
}

}  // namespace

HtmlMetadata html_metadata(const MarkupTree& tree) {
  HtmlMetadata metadata;
  for (std::uint32_t id = 0; id < tree.nodes.size(); ++id) {
    const MarkupNode& node = tree[id];
    if (node.name == "script" && fold(node.attribute("type")) == "application/ld+json") {
      read_json_ld(tree.inner_text(id), metadata);
    }
  }
  set_if_empty(metadata.title, meta_value(tree, title_names));
  set_if_empty(metadata.date, day_of_date(meta_value(tree, date_names)));
  set_if_empty(metadata.author, author_value(tree));
  const std::string site = meta_value(tree, source_names);
  if (!site.empty()) metadata.source = site;
  read_elements(tree, metadata);
  const std::array<std::string_view, 1> address = {"og:url"};
  set_if_empty(metadata.source, host_of(meta_value(tree, address)));
  cut_site_name(metadata);
  return metadata;
}

std::string html_charset(std::string_view bytes) {
  constexpr std::size_t looked_at_max = 4096;
  const std::string head = fold(bytes.substr(0, looked_at_max));
  for (auto at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 1)) {
    const auto end = std::min(head.find('>', at), head.size());
    const auto found = head.find("charset", at);
    if (found >= end) continue;
    auto begin = head.find_first_not_of(" =\"'", found + std::string_view("charset").size());
    if (begin >= end) continue;
    const auto stop = head.find_first_of(" \"';/>", begin);
    return head.substr(begin, stop - begin);
  }
  return {};
}

}  // namespace entente::ingest
