//! Language and theme: what the visitor chose, else what the browser asks for.

use app::frame::Theme;
use app::lang::Lang;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use crate::cookies;

pub fn language(headers: &HeaderMap, secure: bool) -> Lang {
    cookies::get(headers, cookies::LANGUAGE, secure)
        .and_then(Lang::from_code)
        .or_else(|| headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(preferred))
        .unwrap_or(Lang::Id)
}

pub fn theme(headers: &HeaderMap, secure: bool) -> Theme {
    cookies::get(headers, cookies::THEME, secure).and_then(Theme::from_code).unwrap_or(Theme::Auto)
}

/// The first of our languages in the order of the browser's wishes. Malay readers are better served in Indonesian.
fn preferred(accept: &str) -> Option<Lang> {
    let mut wishes: Vec<(f32, Lang)> = accept
        .split(',')
        .filter_map(|wish| {
            let mut parts = wish.split(';');
            let lang = match parts.next()?.trim().split('-').next()?.to_ascii_lowercase().as_str() {
                "id" | "in" | "ms" => Lang::Id,
                "en" => Lang::En,
                _ => return None,
            };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            (weight > 0.0).then_some((weight, lang))
        })
        .collect();
    wishes.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    wishes.first().map(|(_, lang)| *lang)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE;

    use super::*;

    #[test]
    fn the_browser_is_heard_until_the_visitor_chooses() {
        let mut headers = HeaderMap::new();
        assert_eq!(language(&headers, false), Lang::Id);
        for (accept, lang) in [
            ("en-GB,en;q=0.9", Lang::En),
            ("fr, en;q=0.4, id;q=0.7", Lang::Id),
            ("id;q=0, en;q=0.1", Lang::En),
            ("fr;q=x", Lang::Id),
        ] {
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            assert_eq!(language(&headers, false), lang, "{accept}");
        }
        headers.insert(COOKIE, HeaderValue::from_static("lang=en; tema=dark"));
        assert_eq!((language(&headers, false), theme(&headers, false)), (Lang::En, Theme::Dark));
        headers.insert(COOKIE, HeaderValue::from_static("lang=xx; tema=pink"));
        assert_eq!((language(&headers, false), theme(&headers, false)), (Lang::Id, Theme::Auto));
    }
}
