#pragma once

#include <string>
#include <utility>
#include <vector>

namespace entente::testing {

/// A line of text on a page, in points from the lower left corner of an A4 page.
struct PdfText {
  double x = 72;
  double y = 700;
  double size = 11;
  std::string text;
};

/// The bytes of a PDF file with one content stream a page, in Helvetica; texts are ASCII.
inline std::string tiny_pdf(
    const std::vector<std::vector<PdfText>>& pages,
    const std::vector<std::pair<std::string, std::string>>& information = {}) {
  std::vector<std::string> objects;
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    kids += std::to_string(4 + 2 * i) + " 0 R ";
  }
  objects.push_back("<< /Type /Catalog /Pages 2 0 R >>");
  objects.push_back("<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids +
                    "] >>");
  objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  for (std::size_t i = 0; i < pages.size(); ++i) {
    std::string content;
    for (const PdfText& line : pages[i]) {
      std::string escaped;
      for (const char c : line.text) {
        if (c == '(' || c == ')' || c == '\\') escaped += '\\';
        escaped += c;
      }
      content += "BT /F1 " + std::to_string(line.size) + " Tf " + std::to_string(line.x) + " " +
                 std::to_string(line.y) + " Td (" + escaped + ") Tj ET\n";
    }
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                      std::to_string(5 + 2 * i) + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
                      "endstream");
  }
  std::string fields;
  for (const auto& [key, value] : information) fields += "/" + key + " (" + value + ") ";
  objects.push_back("<< " + fields + ">>");
  std::string bytes = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string offset = std::to_string(bytes.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    bytes += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  return bytes + "xref\n0 " + count + "\n" + table + "trailer\n<< /Size " + count +
         " /Root 1 0 R /Info " + std::to_string(objects.size()) + " 0 R >>\nstartxref\n" +
         std::to_string(bytes.size()) + "\n%%EOF\n";
}

}  // namespace entente::testing
