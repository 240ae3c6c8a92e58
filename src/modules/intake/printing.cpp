#include "modules/intake/printing.h"

#include "base/problem.h"
#include "platform/http/json_message.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <sodium.h>

#include <optional>

namespace modules::intake {

namespace documents = platform::documents;
namespace http = platform::http;
namespace json = boost::json;

namespace {

constexpr std::size_t most_pictures = 10;
constexpr double picture_dots_per_inch = 150.0;  // sharp on screen and legible when it is printed from there

std::optional<PaperShape> shape_of(std::string_view name) {
    if (name.empty() || name == "pdf") {
        return PaperShape::pdf;
    }
    return name == "pictures" ? std::optional(PaperShape::pictures) : std::nullopt;
}

constexpr std::string_view wrong_ja = "pdf か pictures です";
constexpr std::string_view wrong_en = "is pdf or pictures";

std::string as_data_url(std::string_view png) {
    std::string text(sodium_base64_encoded_len(png.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(png.data()),
                      png.size(), sodium_base64_VARIANT_ORIGINAL);
    text.resize(text.size() - 1);  // the NUL
    return "data:image/png;base64," + text;
}

}  // namespace

PaperShape paper_shape(http::Members& members) {
    auto const shape = shape_of(members.text("as", 20));
    if (!shape) {
        members.refuse("as", wrong_ja, wrong_en);
    }
    return shape.value_or(PaperShape::pdf);
}

PaperShape paper_shape(http::Request const& request) {
    auto const shape = shape_of(request.query_value("as").value_or(""));
    if (!shape) {
        throw base::Problem(base::Problem::bad_request, "印刷の指定に誤りがあります",
                            "the parameters of the print have a fault",
                            {{"as", {std::string(wrong_ja), std::string(wrong_en)}}});
    }
    return *shape;
}

http::Response paper_response(documents::Press const& press, documents::Document const& document,
                              PaperShape shape, std::string_view file_name) {
    if (shape == PaperShape::pdf) {
        http::Response response;
        response.body = press.pdf(document).bytes;
        std::string disposition = "inline; filename=\"";
        response.headers = {{"Content-Type", "application/pdf"},
                            {"Content-Disposition", disposition.append(file_name).append("\"")}};
        return response;
    }
    auto const printed = press.pictures(document, picture_dots_per_inch, most_pictures);
    json::array pictures;
    for (auto const& png : printed.pictures) {
        pictures.emplace_back(as_data_url(png));
    }
    return http::json_response(200,
                               json::object{{"pages", printed.pages}, {"pictures", std::move(pictures)}});
}

}  // namespace modules::intake
