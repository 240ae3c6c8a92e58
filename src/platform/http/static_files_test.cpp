#include "platform/http/static_files.h"

#include "base/id.h"
#include "platform/http/problem_response.h"

#include <doctest/doctest.h>

#include <fstream>

namespace platform::http {

namespace {

namespace fs = std::filesystem;

// A folder of its own, gone with the test.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("renkei-static-" + base::to_string(base::new_ulid()))) {
        fs::create_directories(path_ / "dist" / "assets");
        write("secret.txt", "secret");
        write("dist/index.html", "<page>");
        write("dist/assets/index-B1cD2eF3.js", "plain");
        write("dist/assets/index-B1cD2eF3.js.br", "as br");
        write("dist/assets/index-B1cD2eF3.js.gz", "as gzip");
        write("dist/assets/logo.svg", "<svg>");
        write("dist/lonely.css.br", "variant of nothing");
        fs::create_symlink(path_ / "secret.txt", path_ / "dist" / "leak.txt");
        fs::create_directory_symlink(path_, path_ / "dist" / "up");
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    void write(std::string const& name, std::string const& text) const {
        std::ofstream(path_ / name) << text;
    }
    [[nodiscard]] fs::path dist() const { return path_ / "dist"; }

  private:
    fs::path path_;
};

Response get(StaticFiles const& files, std::string path, Pairs headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return answer_or_problem({"id", Language::ja}, [&] { return files.serve(request); });
}

std::string header(Response const& response, std::string_view name) {
    for (auto const& [key, value] : response.headers) {
        if (key == name) {
            return value;
        }
    }
    return "";
}

}  // namespace

TEST_CASE("files are served with their type and how long they may be kept") {
    Folder const folder;
    StaticFiles const files(folder.dist());
    CHECK(files.size() == 3);
    auto const script = get(files, "/assets/index-B1cD2eF3.js");
    CHECK(script.content() == "plain");
    CHECK(header(script, "Content-Type") == "text/javascript; charset=utf-8");
    CHECK(header(script, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header(script, "Vary") == "Accept-Encoding");
    auto const logo = get(files, "/assets/logo.svg");
    CHECK(header(logo, "Content-Type") == "image/svg+xml");
    CHECK(header(logo, "Cache-Control") == "no-cache");
}

TEST_CASE("a browser gets the variant it can read") {
    Folder const folder;
    StaticFiles const files(folder.dist());
    auto const br = get(files, "/assets/index-B1cD2eF3.js", {{"accept-encoding", "gzip, br"}});
    CHECK(br.content() == "as br");
    CHECK(header(br, "Content-Encoding") == "br");
    CHECK(header(br, "Content-Type") == "text/javascript; charset=utf-8");
    CHECK(get(files, "/assets/index-B1cD2eF3.js", {{"accept-encoding", "gzip"}}).content() == "as gzip");
    CHECK(get(files, "/assets/index-B1cD2eF3.js", {{"accept-encoding", "br;q=0"}}).content() == "plain");
}

TEST_CASE("a file the browser already has is not sent again") {
    Folder const folder;
    StaticFiles const files(folder.dist());
    auto const etag = header(get(files, "/"), "ETag");
    CHECK(etag.size() == 34);
    auto const again = get(files, "/", {{"if-none-match", etag}});
    CHECK(again.status == 304);
    CHECK(again.content().empty());
    CHECK(get(files, "/", {{"if-none-match", "\"other\""}}).status == 200);
}

TEST_CASE("pages of the application are its index, files that are not there and the API are not") {
    Folder const folder;
    StaticFiles const files(folder.dist());
    for (auto const* page : {"/", "/consultations", "/consultations/01JD/links", "/相談"}) {
        CAPTURE(page);
        CHECK(get(files, page).content() == "<page>");
        CHECK(header(get(files, page), "Cache-Control") == "no-cache");
    }
    for (auto const* missing :
         {"/api/v1/unknown", "/api", "/assets/gone", "/favicon.ico", "/assets/index-B1cD2eF3.js.br"}) {
        CAPTURE(missing);
        CHECK(get(files, missing).status == 404);
    }
}

TEST_CASE("nothing outside of the folder is ever served") {
    Folder const folder;
    StaticFiles const files(folder.dist());
    for (auto const* path : {"/leak.txt", "/up/secret.txt", "/../secret.txt", "/assets/../../secret.txt",
                             "/./../secret.txt", "//etc/passwd.txt", "/secret.txt"}) {
        CAPTURE(path);
        CHECK(get(files, path).status == 404);
    }
}

TEST_CASE("static files cannot be changed") {
    Folder const folder;
    StaticFiles const files(folder.dist());
    Request request;
    request.method = Method::post;
    request.path = "/";
    CHECK(answer_or_problem({"id", Language::ja}, [&] { return files.serve(request); }).status == 405);
}

TEST_CASE("a folder without a page, or too large, is refused at start") {
    Folder const folder;
    CHECK_THROWS_AS(StaticFiles(folder.dist() / "absent"), base::Problem);
    CHECK_THROWS_AS(StaticFiles(folder.dist() / "assets"), base::Problem);
    CHECK_THROWS_AS(StaticFiles(folder.dist(), {.max_files = 2, .max_bytes = 1000}), base::Problem);
    CHECK_THROWS_AS(StaticFiles(folder.dist(), {.max_files = 100, .max_bytes = 10}), base::Problem);
}

}  // namespace platform::http
