//! A course that is translated, beside one that is not.

use std::path::Path;

use ampera::{Settings, shipped};

use crate::support::{Answer, Site};

async fn site(folder: &Path) -> Site {
    let write = |path: &str, bytes: &[u8]| {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    };
    shipped::files().iter().for_each(|(path, bytes)| write(path, bytes));
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../content/tests/translations/uji");
    for (path, bytes) in content::Files::read(fixture).unwrap().iter() {
        write(&format!("courses/uji/{path}"), bytes);
    }
    let folder = folder.to_owned();
    Site::with(Settings { demo: true, ..Settings::default() }, |server| server.watching(folder)).await
}

/// What is in `<main>`, without the separators of text nodes.
fn main_of(answer: &Answer) -> String {
    let html = answer.assert_status(200).text().replace("<!>", "");
    html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0.to_owned()
}

#[tokio::test]
async fn english_pages_show_the_translation_and_mark_what_is_not_translated() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(folder.path()).await;
    let mut visitor = site.visitor();
    let indonesian = visitor.get("/kursus/uji").await;
    assert!(indonesian.text().contains("Kursus uji") && indonesian.text().contains("Indonesia, Inggris"));
    visitor.post("/bahasa", &[("lang", "en"), ("next", "/kursus/uji")]).await.assert_redirect("/kursus/uji");

    let english = visitor.get("/kursus/uji").await;
    let page = main_of(&english);
    assert!(page.contains("<h1>Test course</h1>") && page.contains("The first call"), "{page}");
    assert!(!page.contains("Kursus uji") && !page.contains("lang=\"id\""), "{page}");
    let hash = site.course("uji").hash.clone();
    assert!(page.contains(&format!("/isi/{hash}/en/img/alur.svg")));
    for figure in ["img/alur.svg", "img/lain.svg", "en/img/alur.svg"] {
        let image = visitor.get(&format!("/isi/{hash}/{figure}")).await;
        assert_eq!(image.assert_status(200).header("content-type"), Some("image/svg+xml"));
    }
    visitor.get(&format!("/isi/{hash}/en/img/lain.svg")).await.assert_status(404);

    // The other course is in Indonesian, says so, and is marked.
    let other = visitor.get("/kursus/lembar-kerja-untuk-laporan").await;
    assert!(main_of(&other).contains("This course is not translated yet"));
    assert!(main_of(&other).contains("<div lang=\"id\" class=\"page-head-text\"><h1>Lembar kerja untuk laporan</h1>"));
    let catalogue = main_of(&visitor.get("/katalog").await);
    assert!(catalogue.contains("<h3 class=\"card-title\"><a href=\"/kursus/uji\">Test course</a>"));
    assert!(catalogue.contains("<h3 lang=\"id\" class=\"card-title\"><a href=\"/kursus/lembar-kerja-untuk-laporan\">"));
}
