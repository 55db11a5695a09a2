#include "ingest/model/language_model.hpp"
#include "ingest/model/weight_file.hpp"
#include "storage/base/checksum.hpp"

namespace entente::ingest::model {

namespace {

constexpr std::string_view magic = "Entente language model\n";
/// Changes whenever the bytes or the features of words mean something else.
constexpr std::uint32_t format_version = 3;

void append_names(std::string& out, const std::vector<std::string>& names) {
  storage::append_varint(out, names.size());
  for (const std::string& name : names) storage::append_string(out, name);
}

std::vector<std::string> read_names(storage::ByteReader& in) {
  std::vector<std::string> names(in.count());
  for (std::string& name : names) name = in.string();
  return names;
}

Error damaged(std::string_view what) {
  return Error::plain(ErrorClass::corruption, "damaged language model: " + std::string(what),
                      "install the file english.model again");
}

/// Parts that were read one by one must also fit together.
bool is_consistent(const ModelParts& parts) {
  return parts.tags.size() > 0 && parts.tags.size() == parts.network.sizes.tags &&
         parts.relations.size() == parts.network.sizes.relations;
}

}  // namespace

std::string LanguageModel::write() const {
  std::string body;
  append_names(body, parts_->tags.names());
  append_names(body, parts_->relations);
  storage::append_varint(body, parts_->root_relation);
  storage::append_varint(body, parts_->loose_relation);
  parts_->lexicon.write(body);
  parts_->lemmatiser.write(body);
  write_weights(parts_->network, body);
  std::string out(magic);
  storage::append_fixed_32(out, format_version);
  storage::append_fixed_32(out, static_cast<std::uint32_t>(parts_->notice.size()));
  out += parts_->notice;
  storage::append_fixed_64(out, body.size());
  storage::append_fixed_64(out, storage::checksum(parts_->notice) ^ storage::checksum(body));
  return out + body;
}

Result<LanguageModel> LanguageModel::read(std::string_view bytes) {
  if (!bytes.starts_with(magic)) return damaged("it does not begin as one");
  storage::ByteReader head(bytes.substr(magic.size()));
  const std::uint32_t version = head.fixed_32();
  if (head.ok() && version != format_version) {
    return Error::plain(ErrorClass::format_version,
                        "the language model has format " + std::to_string(version) +
                            ", this program reads format " + std::to_string(format_version),
                        "use the file english.model that came with this program");
  }
  ModelParts parts;
  parts.notice = head.bytes(head.fixed_32());
  const std::uint64_t size = head.fixed_64();
  const std::uint64_t sum = head.fixed_64();
  if (!head.ok() || head.remaining() != size) return damaged("its length is wrong");
  const std::string_view body = head.bytes(size);
  if ((storage::checksum(parts.notice) ^ storage::checksum(body)) != sum) {
    return damaged("its checksum is wrong");
  }
  storage::ByteReader in(body);
  parts.tags = TagSet(read_names(in));
  parts.relations = read_names(in);
  const std::uint32_t root = in.varint_32();
  const std::uint32_t loose = in.varint_32();
  if (root >= parts.relations.size() || loose >= parts.relations.size()) in.fail();
  parts.root_relation = static_cast<std::uint16_t>(root);
  parts.loose_relation = static_cast<std::uint16_t>(loose);
  parts.lexicon = Lexicon::read(in);
  parts.lemmatiser = Lemmatiser::read(in);
  parts.network = read_weights(in);
  if (!in.finished() || !is_consistent(parts)) return damaged("its parts do not fit together");
  return LanguageModel(std::move(parts));
}

}  // namespace entente::ingest::model
