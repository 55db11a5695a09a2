#include "ingest/readers/mime_message.hpp"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

struct Unref {
  void operator()(void* object) const {
    if (object != nullptr) g_object_unref(object);
  }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

void begin_library() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

std::string sender_names(GMimeMessage* message) {
  std::string names;
  InternetAddressList* list = g_mime_message_get_from(message);
  const int count = list == nullptr ? 0 : internet_address_list_length(list);
  for (int i = 0; i < count; ++i) {
    const std::string name =
        text_or_empty(internet_address_get_name(internet_address_list_get_address(list, i)));
    if (name.empty() || name.find('@') != std::string::npos) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

/// The decoded bytes of a part.
std::string content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

/// The part to read: the first plain text that is no attachment, or else the first HTML.
GMimePart* text_part(GMimeMessage* message) {
  GMimePart* html = nullptr;
  GMimePart* plain = nullptr;
  GMimePartIter* parts = g_mime_part_iter_new(GMIME_OBJECT(message));
  do {
    GMimeObject* object = g_mime_part_iter_get_current(parts);
    if (object == nullptr || !GMIME_IS_PART(object)) continue;
    auto* part = GMIME_PART(object);
    if (g_mime_part_is_attachment(part) != 0) continue;
    GMimeContentType* type = g_mime_object_get_content_type(object);
    if (plain == nullptr && g_mime_content_type_is_type(type, "text", "plain") != 0) plain = part;
    if (html == nullptr && g_mime_content_type_is_type(type, "text", "html") != 0) html = part;
  } while (plain == nullptr && g_mime_part_iter_next(parts) != 0);
  g_mime_part_iter_free(parts);
  return plain != nullptr ? plain : html;
}

}  // namespace

bool needs_mime(std::string_view header) {
  const std::string folded = fold(header);
  for (const char* sign :
       {"content-type: multipart/", "content-type: text/html", "content-transfer-encoding: base64",
        "content-transfer-encoding: quoted-printable", "=?"}) {
    if (folded.find(sign) != std::string::npos) return true;
  }
  return false;
}

Result<MimeMessage> parse_mime(std::string_view name, std::string_view bytes) {
  begin_library();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  GMimePart* part = message ? text_part(message.get()) : nullptr;
  if (part == nullptr) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is mail without a text", name));
  }
  auto* head = GMIME_OBJECT(message.get());
  MimeMessage out;
  out.subject = text_or_empty(g_mime_message_get_subject(message.get()));
  out.author = sender_names(message.get());
  out.date = text_or_empty(g_mime_object_get_header(head, "Date"));
  out.organization = text_or_empty(g_mime_object_get_header(head, "Organization"));
  out.body = content_of(part);
  GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  out.charset = text_or_empty(g_mime_content_type_get_parameter(type, "charset"));
  out.html = g_mime_content_type_is_type(type, "text", "html") != 0;
  return out;
}

}  // namespace entente::ingest
