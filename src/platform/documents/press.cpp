#include "platform/documents/press.h"

#include "base/problem.h"
#include "platform/documents/clean_text.h"
#include "platform/documents/sheets.h"

#include <cairo-pdf.h>

#include <cmath>
#include <map>
#include <utility>

namespace platform::documents {

namespace {

struct Finish {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, Finish>;
using Pen = std::unique_ptr<cairo_t, Finish>;

cairo_status_t append_bytes(void* closure, unsigned char const* data, unsigned int length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<char const*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void require_success(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw base::Problem(base::Problem::internal, "印刷用の文書を作れませんでした",
                            cairo_status_to_string(status));
    }
}

// On paper black is a colour; in a picture it is what is taken away from the white, which keeps that to one
// byte a dot.
enum class Ink : std::uint8_t { paper, picture };

void set_darkness(cairo_t* cairo, Ink ink, double darkness) {
    if (ink == Ink::paper) {
        cairo_set_source_rgb(cairo, 1.0 - darkness, 1.0 - darkness, 1.0 - darkness);
    } else {
        cairo_set_source_rgba(cairo, 0.0, 0.0, 0.0, darkness);
    }
}

void draw(cairo_t* cairo, Type& type, Sheet const& sheet, Ink ink) {
    for (auto const& shade : sheet.shades) {
        set_darkness(cairo, ink, shade.darkness);
        cairo_rectangle(cairo, shade.x, shade.y, shade.width, shade.height);
        cairo_fill(cairo);
    }
    set_darkness(cairo, ink, 1.0);
    for (auto const& stroke : sheet.strokes) {
        cairo_set_line_width(cairo, stroke.width);
        cairo_move_to(cairo, stroke.x1, stroke.y1);
        cairo_line_to(cairo, stroke.x2, stroke.y2);
        cairo_stroke(cairo);
    }
    for (auto const& piece : sheet.pieces) {
        type.draw(cairo, piece.text, piece.face, piece.x, piece.y);
    }
}

std::string picture_of(Type& type, Sheet const& sheet, double scale) {
    auto const width = static_cast<int>(std::lround(page_width * scale));
    auto const height = static_cast<int>(std::lround(page_height * scale));
    Surface const surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
    Pen const pen(cairo_create(surface.get()));
    cairo_paint(pen.get());
    cairo_set_operator(pen.get(), CAIRO_OPERATOR_DEST_OUT);
    cairo_scale(pen.get(), scale, scale);
    draw(pen.get(), type, sheet, Ink::picture);
    require_success(cairo_status(pen.get()));
    std::string png;
    require_success(cairo_surface_write_to_png_stream(surface.get(), &append_bytes, &png));
    return png;
}

void describe(cairo_surface_t* surface, Document const& document) {
    auto const at = base::to_iso(document.made_at);
    auto const title = clean_text(document.title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Renkei");
    // "2026-11-22T05:02:00": without these the file would tell when it was rendered.
    auto const when = at.substr(0, 19) + "Z";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, when.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, when.c_str());
}

}  // namespace

struct Press::Idle {
    std::unique_ptr<Fonts> fonts;                                  // opened at the first rendering
    std::map<Language, std::vector<std::unique_ptr<Type>>> types;  // as many as ever worked at once
};

Press::Press(Limits limits) : limits_(limits), idle_(std::make_unique<Idle>()) {}
Press::~Press() = default;

// Borrows a Type, and gives it back whatever happens to the rendering.
class Press::Loan {
  public:
    Loan(Press const& press, Language language) : press_(press), language_(language) {
        std::scoped_lock const lock(press_.mutex_);
        auto& idle = press_.idle_->types[language_];
        if (!idle.empty()) {
            type_ = std::move(idle.back());
            idle.pop_back();
            return;
        }
        if (!press_.idle_->fonts) {
            press_.idle_->fonts = std::make_unique<Fonts>();
        }
        type_ = std::make_unique<Type>(*press_.idle_->fonts, language_);
    }
    ~Loan() {
        std::scoped_lock const lock(press_.mutex_);
        press_.idle_->types[language_].push_back(std::move(type_));
    }
    Loan(Loan const&) = delete;
    Loan& operator=(Loan const&) = delete;

    [[nodiscard]] Type& type() { return *type_; }

  private:
    Press const& press_;
    Language const language_;
    std::unique_ptr<Type> type_;
};

Pdf Press::pdf(Document const& document) const {
    Loan loan(*this, document.language);
    auto const sheets = lay_out(loan.type(), document, limits_);
    Pdf result;
    result.pages = sheets.size();
    Surface const surface(
        cairo_pdf_surface_create_for_stream(&append_bytes, &result.bytes, page_width, page_height));
    describe(surface.get(), document);
    {
        Pen const pen(cairo_create(surface.get()));
        for (auto const& sheet : sheets) {
            draw(pen.get(), loan.type(), sheet, Ink::paper);
            cairo_show_page(pen.get());
        }
        require_success(cairo_status(pen.get()));
    }
    cairo_surface_finish(surface.get());
    require_success(cairo_surface_status(surface.get()));
    return result;
}

Pictures Press::pictures(Document const& document, double dots_per_inch, std::size_t most) const {
    Loan loan(*this, document.language);
    auto const sheets = lay_out(loan.type(), document, limits_);
    Pictures result;
    result.pages = sheets.size();
    for (auto const& sheet : sheets) {
        if (result.pictures.size() >= most) {
            break;
        }
        result.pictures.push_back(picture_of(loan.type(), sheet, dots_per_inch / 72.0));
    }
    return result;
}

}  // namespace platform::documents
