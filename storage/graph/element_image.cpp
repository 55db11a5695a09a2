#include <algorithm>
#include <cstring>
#include <string>

#include "storage/base/bytes.hpp"
#include "storage/graph/element_projection.hpp"
#include "storage/graph/ends_projection.hpp"
#include "storage/graph/key_projection.hpp"
#include "storage/graph/projection_image.hpp"

namespace entente::storage {

namespace {

// Parts of the sections of a projection; on disk: never change or reuse one.
constexpr std::uint32_t head_part = 0;
constexpr std::uint32_t first_array_part = 1;

/// The number of the projection among all: entity, part and id, whose numbers are on disk by it.
std::uint64_t image_key(const ProjectionName& name) {
  return static_cast<std::uint64_t>(name.entity) << 40U |
         static_cast<std::uint64_t>(name.part) << 32U | name.id;
}

ImageSectionId id_of(const ProjectionName& name, std::uint32_t part) {
  return {ImageSectionKind::column, part, image_key(name)};
}

/// Adds the arrays of one projection, part after part.
class ArrayWriter {
 public:
  ArrayWriter(ImageWriter& image, const ElementProjection& projection, std::uint32_t detail)
      : image_(&image), name_(projection.name()), keeper_(projection.shared_from_this()) {
    auto head = std::make_shared<std::string>();
    append_fixed_64(*head, projection.id_end());
    append_fixed_32(*head, detail);
    const std::string_view bytes = *head;
    image_->add(id_of(name_, head_part), bytes, std::move(head));
  }
  template <class T>
  void add(const std::vector<T>& values) {
    image_->add(id_of(name_, part_++), std::span<const T>(values), keeper_);
  }
  void add(std::string_view bytes, std::shared_ptr<const void> keeper) {
    image_->add(id_of(name_, part_++), bytes, std::move(keeper));
  }

 private:
  ImageWriter* image_;
  ProjectionName name_;
  std::shared_ptr<const void> keeper_;
  std::uint32_t part_ = first_array_part;
};

/// Reads them back in the same order; fails for good at the first that is missing or damaged.
class ArrayReader {
 public:
  ArrayReader(const ProjectionImage& image, const ProjectionName& name)
      : image_(&image), name_(name) {}

  template <class T>
  std::vector<T> next() {
    const auto values = ok_ ? image_->array<T>(id_of(name_, part_++)) : std::nullopt;
    ok_ = values.has_value();
    return ok_ ? std::vector<T>(values->begin(), values->end()) : std::vector<T>();
  }
  template <class T>
  std::vector<T> next(std::size_t size) {
    auto values = next<T>();
    ok_ = ok_ && values.size() == size;
    return values;
  }
  std::string_view text() {
    const auto bytes = ok_ ? image_->section(id_of(name_, part_++)) : std::nullopt;
    ok_ = bytes.has_value();
    return bytes.value_or(std::string_view());
  }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  const ProjectionImage* image_;
  ProjectionName name_;
  std::uint32_t part_ = first_array_part;
  bool ok_ = true;
};

std::size_t words_of(std::uint64_t id_end) { return static_cast<std::size_t>((id_end + 63) / 64); }

/// The strings of a dictionary one after another, and where each ends.
struct DictionaryText {
  std::string text;
  std::vector<std::uint64_t> ends;
};

std::shared_ptr<const DictionaryText> dictionary_text(const std::vector<Value>& dictionary) {
  auto result = std::make_shared<DictionaryText>();
  result->ends.reserve(dictionary.size());
  for (const Value& value : dictionary) {
    result->text.append(value.as_string());
    result->ends.push_back(result->text.size());
  }
  return result;
}

/// False if the ends do not ascend to the end of the text, or a code has no string.
bool read_dictionary(std::string_view text, const std::vector<std::uint64_t>& ends,
                     ColumnData& data) {
  std::uint64_t begin = 0;
  data.dictionary.reserve(ends.size());
  for (const std::uint64_t end : ends) {
    if (end < begin || end > text.size()) return false;
    data.dictionary.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  const std::size_t strings = std::max<std::size_t>(data.dictionary.size(), 1);
  return std::all_of(data.codes.begin(), data.codes.end(),
                     [&](std::uint32_t code) { return code < strings; });
}

}  // namespace

std::vector<StoredProjection> stored_projections(const ProjectionImage& image) {
  std::vector<StoredProjection> found;
  for (const ImageSectionId& section : image.sections()) {
    if (section.kind != ImageSectionKind::column || section.part != head_part) continue;
    const auto bytes = image.section(section);
    if (!bytes) continue;
    ByteReader in(*bytes);
    StoredProjection stored;
    stored.name.entity = static_cast<EntityKind>(section.key >> 40U);
    stored.name.part = static_cast<ProjectedPart>(section.key >> 32U & 0xFFU);
    stored.name.id = static_cast<std::uint32_t>(section.key);
    stored.id_end = in.fixed_64();
    stored.detail = in.fixed_32();
    if (in.finished()) found.push_back(stored);
  }
  return found;
}

bool PropertyProjection::add_to(ImageWriter& image) const {
  // General values have no form that could be mapped; they are rare, and built anew.
  if (data_.kind == ColumnKind::mixed) return false;
  ArrayWriter out(image, *this, static_cast<std::uint32_t>(data_.kind));
  out.add(data_.valid);
  switch (data_.kind) {
    case ColumnKind::none:
    case ColumnKind::mixed: break;
    case ColumnKind::integer: out.add(data_.integers); break;
    case ColumnKind::floating: out.add(data_.floats); break;
    case ColumnKind::boolean: out.add(data_.booleans); break;
    case ColumnKind::date: out.add(data_.days); break;
    case ColumnKind::string: {
      out.add(data_.codes);
      const auto dictionary = dictionary_text(data_.dictionary);
      out.add(dictionary->text, dictionary);
      out.add({reinterpret_cast<const char*>(dictionary->ends.data()),
               dictionary->ends.size() * sizeof(std::uint64_t)},
              dictionary);
      break;
    }
  }
  return true;
}

bool PropertyProjection::load(const ProjectionImage& image, std::uint32_t detail) {
  ArrayReader in(image, name());
  ColumnData data;
  data.kind = static_cast<ColumnKind>(detail);
  data.id_end = id_end();
  const auto rows = static_cast<std::size_t>(id_end());
  data.valid = in.next<std::uint64_t>(data.kind == ColumnKind::none ? 0 : words_of(id_end()));
  switch (data.kind) {
    case ColumnKind::none: break;
    case ColumnKind::integer: data.integers = in.next<std::int64_t>(rows); break;
    case ColumnKind::floating: data.floats = in.next<double>(rows); break;
    case ColumnKind::boolean: data.booleans = in.next<std::uint64_t>(words_of(id_end())); break;
    case ColumnKind::date: data.days = in.next<std::int32_t>(rows); break;
    case ColumnKind::string: {
      data.codes = in.next<std::uint32_t>(rows);
      const std::string_view text = in.text();
      if (!read_dictionary(text, in.next<std::uint64_t>(), data)) return false;
      break;
    }
    default: return false;
  }
  if (!in.ok()) return false;
  for (const std::uint64_t word : data.valid) {
    data.value_count += static_cast<std::uint64_t>(__builtin_popcountll(word));
  }
  data_ = std::move(data);
  loaded_ = true;
  return true;
}

bool SetProjection::add_to(ImageWriter& image) const {
  ArrayWriter(image, *this, 0).add(words_);
  return true;
}

bool SetProjection::load(const ProjectionImage& image, std::uint32_t /*detail*/) {
  ArrayReader in(image, name());
  words_ = in.next<std::uint64_t>(words_of(id_end()));
  return in.ok();
}

bool EndsProjection::add_to(ImageWriter& image) const {
  ArrayWriter out(image, *this, 0);
  out.add(types_);
  out.add(sources_);
  out.add(targets_);
  return true;
}

bool EndsProjection::load(const ProjectionImage& image, std::uint32_t /*detail*/) {
  ArrayReader in(image, name());
  const auto rows = static_cast<std::size_t>(id_end());
  types_ = in.next<std::uint32_t>(rows);
  sources_ = in.next<std::uint32_t>(rows);
  targets_ = in.next<std::uint32_t>(rows);
  return in.ok();
}

bool KeyProjection::add_to(ImageWriter& image) const {
  ArrayWriter out(image, *this, unique_ ? 1 : 0);
  out.add(values_, shared_from_this());
  out.add(begins_);
  out.add(first_elements_);
  out.add(elements_);
  return true;
}

bool KeyProjection::load(const ProjectionImage& image, std::uint32_t /*detail*/) {
  ArrayReader in(image, name());
  values_ = in.text();
  begins_ = in.next<std::uint64_t>();
  first_elements_ = in.next<std::uint32_t>(begins_.size() + 1);
  elements_ = in.next<std::uint64_t>();
  if (!in.ok() || first_elements_.back() != elements_.size()) return false;
  const bool whole = std::is_sorted(begins_.begin(), begins_.end()) &&
                     std::is_sorted(first_elements_.begin(), first_elements_.end()) &&
                     (begins_.empty() || begins_.back() <= values_.size());
  // finish() puts it there.
  first_elements_.pop_back();
  return whole;
}

}  // namespace entente::storage
