//! `fmt` on whole files and courses.

use content::{fmt, fmt_course};

use crate::support::{course, files, split};

#[test]
fn a_file_is_put_in_order() {
    let untidy = "---\ntitle: Soal \nkind: quiz\nid: uji/soal\n---\n## Apa langkah pertama?   \n\n\n- [x] Catat  \n- [ ] Tolak\n\n\n";
    let tidy = "---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n\n## Apa langkah pertama? {#apa-langkah-pertama}\n\n- [x] Catat\n- [ ] Tolak\n";
    assert_eq!(fmt(untidy), tidy);
    assert_eq!(fmt(tidy), tidy);
    assert_eq!(fmt(&untidy.replace('\n', "\r\n")), tidy);
}

#[test]
fn ids_are_unique_in_the_course() {
    let quiz =
        |id: &str| format!("---\nid: uji/{id}\nkind: quiz\ntitle: Soal\n---\n\n## Siapa?\n\n- [x] Sari\n- [ ] Rusli\n");
    let files =
        files(&[("course.md", crate::support::COURSE), ("01-satu.md", &quiz("satu")), ("02-dua.md", &quiz("dua"))]);
    let formatted = fmt_course(&files);
    assert!(formatted.text("01-satu.md").unwrap().contains("{#siapa}"));
    assert!(formatted.text("02-dua.md").unwrap().contains("{#siapa-2}"));
    assert_eq!(course(&formatted).items.len(), 2);
    assert_eq!(fmt_course(&formatted), formatted);
}

#[test]
fn everything_else_stays() {
    let text = "---\nid: uji/soal\nkind: bank\ntitle: Bank\ncompetency: layanan/loket\nlevel: 2\n---\n\nBaris  \npatah\n\n\
        ```sh\nls  \n\n\nls\n```\n\n### Kelompok {.pool draw=1}\n\n#### Siapa? {#a covers=o1}\n\n- [x] Sari\n  > Tepat.\n- [ ] Rusli\n\n\
        #### Mana? {#b covers=o1}\n\n- [x] Loket\n- [ ] Gudang\n";
    assert_eq!(fmt(text), text);
    course(&split(text));
}
