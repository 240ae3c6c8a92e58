#include "formats/picture/picture.h"

#include "formats/picture/first_frame.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace {

using formats::picture::decode;
using formats::picture::Format;
using formats::picture::Header;
using formats::picture::media_type;
using formats::picture::read_header;

std::string sample(std::string const& name) {
    std::ifstream file(std::string(RENKEI_SOURCE_DIR) + "/tests/fuzz/seeds/picture/" + name,
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the header tells format and size without decoding") {
    CHECK(read_header(sample("two_codes.png")) == Header{Format::png, 444, 222, 1});
    CHECK(read_header(sample("frames.gif")) == Header{Format::gif, 2, 2, 1});
    CHECK(read_header(sample("tiny.bmp")) == Header{Format::bmp, 2, 1, 1});
    CHECK(read_header(sample("turned.tiff")) == Header{Format::tiff, 2, 1, 6});
    CHECK_FALSE(read_header("<svg xmlns='http://www.w3.org/2000/svg'/>"));
    CHECK_FALSE(read_header(""));
    CHECK(media_type(Format::webp) == "image/webp");
}

TEST_CASE("an EXIF orientation in a JPEG is found before its size") {
    using namespace std::string_view_literals;
    std::string const jpeg(
        "\xFF\xD8\xFF\xE1\x00\x22"
        "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
        "\xFF\xC0\x00\x11\x08\x01\x00\x02\x00\x03"sv);
    CHECK(read_header(jpeg) == Header{Format::jpeg, 512, 256, 6});
}

TEST_CASE("QR codes are read from left to right and the picture is encoded again without its texts") {
    auto const preview = decode(sample("two_codes.png"));
    REQUIRE(preview);
    REQUIRE(preview->codes.size() == 2);
    CHECK(preview->codes[0].text == "https://login.bank-sample.example/");
    CHECK(preview->codes[1].text == "LINE追加はこちら");
    CHECK_FALSE(preview->codes[0].binary);
    CHECK(preview->codes[0].corners.size() == 4);
    CHECK(preview->png.find("Author") == std::string::npos);
    CHECK(read_header(preview->png) == Header{Format::png, 444, 222, 1});
}

TEST_CASE("a code that is light on dark is read") {
    auto const preview = decode(sample("dark.png"));
    REQUIRE(preview);
    REQUIRE(preview->codes.size() == 1);
    CHECK(preview->codes[0].text == "https://dark.example/a");
}

TEST_CASE("the picture that comes out fits the limit and stands upright") {
    auto const small = decode(sample("two_codes.png"), {.longest_side = 100});
    REQUIRE(small);
    CHECK(small->width == 100);
    CHECK(small->height == 50);
    CHECK(small->codes.size() == 2);
    CHECK(small->codes[1].corners.at(0).x < 100);
    auto const turned = decode(sample("turned.tiff"));
    REQUIRE(turned);
    CHECK(turned->width == 1);
    CHECK(turned->height == 2);
    CHECK(turned->codes.empty());
}

TEST_CASE("an image bomb is refused by its header, before anything is decoded") {
    auto const bomb = decode(sample("bomb.png"));
    REQUIRE_FALSE(bomb);
    CHECK(bomb.violations().at(0).reason.en.find("too large") != std::string::npos);
    auto const few = decode(sample("no_code.png"), {.most_pixels = 100});
    CHECK_FALSE(few);
}

TEST_CASE("only the first picture of an animation is decoded") {
    auto const gif = sample("frames.gif");
    CHECK(formats::picture::first_frame_of_gif(gif).size() < 60);
    auto const preview = decode(gif);
    REQUIRE(preview);
    CHECK(preview->width == 2);
}

TEST_CASE("what is no picture, damaged or without a decoder is refused with a reason") {
    CHECK_FALSE(decode("no picture"));
    CHECK_FALSE(decode(std::string_view(sample("no_code.png")).substr(0, 30)));
    using namespace std::string_view_literals;
    auto const heif = decode(
        "\0\0\0\x18"
        "ftypheic\0\0\0\0"sv);
    REQUIRE_FALSE(heif);
    CHECK(heif.violations().at(0).reason.en.find("image/heif") != std::string::npos);
    CHECK_FALSE(decode(sample("tiny.bmp"), {.most_bytes = 10}));
}
