#include "platform/documents/type.h"

#include "base/problem.h"
#include "base/utf8.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <array>
#include <filesystem>

// Fontconfig keeps what it knows of three fonts until the process ends, once, and calls it lost then; the
// number does not grow with the pages.
#if defined(__SANITIZE_ADDRESS__)
extern "C" char const* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier): its name
    return "leak:libfontconfig.so\n";
}
#endif

namespace platform::documents {

namespace {

struct FontFile {
    char const* family;
    char const* path;
    char const* package;
};
// As Debian's packages lay them down.
constexpr std::array<FontFile, 3> font_files = {{
    {"IPAexMincho", "/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf", "fonts-ipaexfont-mincho"},
    {"IPAexGothic", "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf", "fonts-ipaexfont-gothic"},
    {"IPAmjMincho", "/usr/share/fonts/truetype/ipamj/ipamjm.ttf", "fonts-ipamj-mincho"},
}};

constexpr std::size_t longest_remembered = 48;  // bytes of a word whose width is kept
constexpr std::size_t most_remembered = 20'000;

PangoFontMap* new_map(FcConfig* fonts) {
    auto* const map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    BASE_ASSERT(map != nullptr);
    // A font map of the FreeType kind is a PangoFcFontMap; GLib's own cast macro is a C cast.
    pango_fc_font_map_set_config(reinterpret_cast<PangoFcFontMap*>(map), fonts);
    pango_cairo_font_map_set_resolution(reinterpret_cast<PangoCairoFontMap*>(map), 72.0);
    return map;
}

PangoContext* new_context(PangoFontMap* map, PangoLanguage* language) {
    auto* const context = pango_font_map_create_context(map);
    auto* const options = cairo_font_options_create();
    // Nothing is rounded to dots: what is measured here is what a page shows at any size.
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, language);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}

PangoLayout* new_layout(PangoContext* context) {
    auto* const layout = pango_layout_new(context);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    return layout;
}

int as_int(std::size_t size) {
    return static_cast<int>(size);  // texts are bounded far below
}

struct Release {
    void operator()(void* object) const { g_object_unref(object); }
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
template <typename T>  // reason: a name for what GLib counts
using Counted = std::unique_ptr<T, Release>;

}  // namespace

struct Fonts::Files {
    Counted<FcConfig> config{FcConfigCreate()};
};

Fonts::Fonts() : files_(std::make_unique<Files>()) {
    BASE_ASSERT(files_->config != nullptr);
    for (auto const& font : font_files) {
        auto const* const path = reinterpret_cast<FcChar8 const*>(font.path);
        std::error_code error;
        if (!std::filesystem::exists(font.path, error) ||
            FcConfigAppFontAddFile(files_->config.get(), path) == FcFalse) {
            std::string ja = "印刷用の書体がありません。パッケージ ";
            std::string en = "a font for printing is missing; install the package ";
            throw base::Problem(base::Problem::unavailable,
                                ja.append(font.package).append(" を入れてください"), en.append(font.package));
        }
    }
}

Fonts::~Fonts() = default;

std::vector<FontInUse> fonts_in_use() {
    Counted<FcConfig> const config(FcConfigCreate());
    BASE_ASSERT(config != nullptr);
    for (auto const& font : font_files) {
        std::error_code error;
        if (std::filesystem::exists(font.path, error)) {
            FcConfigAppFontAddFile(config.get(), reinterpret_cast<FcChar8 const*>(font.path));
        }
    }
    std::vector<FontInUse> fonts;
    for (auto const& font : font_files) {
        Counted<FcPattern> const wanted(FcPatternCreate());
        FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<FcChar8 const*>(font.family));
        FcConfigSubstitute(config.get(), wanted.get(), FcMatchPattern);
        FcDefaultSubstitute(wanted.get());
        FcResult result = FcResultNoMatch;
        Counted<FcPattern> const match(FcFontMatch(config.get(), wanted.get(), &result));
        FcChar8* file = nullptr;
        bool const has_file =
            match != nullptr && FcPatternGetString(match.get(), FC_FILE, 0, &file) == FcResultMatch;
        fonts.push_back(
            {font.family, has_file ? reinterpret_cast<char const*>(file) : "", font.path, font.package});
    }
    return fonts;
}

struct Type::Engine {
    Engine(FcConfig* fonts, PangoLanguage* used)
        : language(used),
          map(new_map(fonts)),
          context(new_context(map.get(), used)),
          line(new_layout(context.get())) {}

    PangoFontDescription const* description(Face const& face) {
        auto& found = descriptions[face];
        if (!found) {
            found.reset(pango_font_description_new());
            // What IPAex Mincho lacks (𠮷 and other characters of names) stands in IPAmj Mincho, drawn by the
            // same hand.
            pango_font_description_set_family_static(
                found.get(), face.gothic ? "IPAexGothic,IPAmjMincho" : "IPAexMincho,IPAmjMincho");
            pango_font_description_set_absolute_size(found.get(), face.size * PANGO_SCALE);
        }
        return found.get();
    }

    PangoLayoutLine* line_of(std::string_view text, Face const& face) {
        pango_layout_set_font_description(line.get(), description(face));
        pango_layout_set_text(line.get(), text.data(), as_int(text.size()));
        return pango_layout_get_line_readonly(line.get(), 0);
    }

    PangoLanguage* language;  // owned by Pango for ever
    Counted<PangoFontMap> map;
    Counted<PangoContext> context;
    Counted<PangoLayout> line;
    std::map<Face, Counted<PangoFontDescription>> descriptions;
};

Type::Type(Fonts const& fonts, Language language)
    : engine_(std::make_unique<Engine>(fonts.files_->config.get(),
                                       pango_language_from_string(language == Language::ja ? "ja" : "en"))) {}

Type::~Type() = default;

double Type::width(std::string_view text, Face const& face) {
    auto& known = widths_[face];
    if (auto const found = known.find(text); found != known.end()) {
        return found->second;
    }
    PangoRectangle extents{};
    pango_layout_line_get_extents(engine_->line_of(text, face), nullptr, &extents);
    double const width = static_cast<double>(extents.width) / PANGO_SCALE;
    if (text.size() <= longest_remembered) {
        if (++remembered_ > most_remembered) {
            widths_.clear();
            remembered_ = 0;
        }
        widths_[face].emplace(text, width);
    }
    return width;
}

Metrics Type::metrics(Face const& face) {
    auto const found = metrics_.find(face);
    if (found != metrics_.end()) {
        return found->second;
    }
    auto* const of_font =
        pango_context_get_metrics(engine_->context.get(), engine_->description(face), engine_->language);
    Metrics const metrics{static_cast<double>(pango_font_metrics_get_ascent(of_font)) / PANGO_SCALE,
                          static_cast<double>(pango_font_metrics_get_descent(of_font)) / PANGO_SCALE};
    pango_font_metrics_unref(of_font);
    metrics_.emplace(face, metrics);
    return metrics;
}

std::vector<Break> Type::breaks(std::string_view text) const {
    auto const count = base::count_code_points(text);
    BASE_ASSERT(count);
    std::vector<PangoLogAttr> attributes(*count + 1);
    pango_get_log_attrs(text.data(), as_int(text.size()), -1, engine_->language, attributes.data(),
                        as_int(attributes.size()));
    std::vector<Break> breaks;
    breaks.reserve(attributes.size());
    for (auto const& attribute : attributes) {
        breaks.push_back({attribute.is_line_break != 0, attribute.is_cursor_position != 0});
    }
    return breaks;
}

void Type::draw(_cairo* cairo, std::string_view text, Face const& face, double x, double y) {
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout_line(cairo, engine_->line_of(text, face));
}

}  // namespace platform::documents
