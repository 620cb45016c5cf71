use sheets::{Certificate, Content};

use crate::read::read;
use crate::{HOSTILE, sheet};

fn certificate(name: &str) -> Content {
    Content::Certificate(Certificate {
        name: name.into(),
        course: "Menangani pengaduan warga".into(),
        course_version: "1.0".into(),
        jp: 3,
        competencies: vec![("Penanganan pengaduan".into(), 2)],
        completed_on: "2026-09-14".parse().unwrap(),
    })
}

#[test]
fn it_says_what_the_page_says_in_the_language_of_the_reader() {
    let id = read("sertifikat", &sheet("id", certificate("Rina Astuti")));
    id.assert_accessible("id", "Sertifikat: Menangani pengaduan warga");
    id.assert_says(&[
        "Sertifikat penyelesaian",
        "Rina Astuti",
        "Menangani pengaduan warga",
        "3 jam pelajaran (JP) · Penanganan pengaduan, tingkat 2 · kursus versi 1.0",
        "selesai pada 14 September 2026",
        "BKPSDM Kota Palembang",
        "LBR-7KQ2-M9XW-4D3H",
        "ampera.example/verifikasi/LBR-7KQ2-M9XW-4D3H",
    ]);
    assert_eq!(id.links(), ["https://ampera.example/verifikasi/LBR-7KQ2-M9XW-4D3H?sidik=0123456789abcdef"]);
    assert!(id.has_element("H1") && id.has_element("Figure") && id.has_element("Link"));
    let en = read("sertifikat", &sheet("en", certificate("Rina Astuti")));
    en.assert_accessible("en", "Certificate: Menangani pengaduan warga");
    en.assert_says(&["Certificate of completion", "has completed the course", "completed on 14 September 2026"]);
}

#[test]
fn a_name_is_text_whatever_is_in_it() {
    let read = read("sertifikat-jahat", &sheet("id", certificate(HOSTILE)));
    read.assert_says(&[HOSTILE]);
    assert_eq!(read.pages, 1);
}

#[test]
fn letters_that_the_typeface_lacks_are_marked_and_that_is_said() {
    let read = read("sertifikat-tanda", &sheet("id", certificate("سلمى 🙂 \u{202e}Rina")));
    read.assert_says(&["□ □ Rina", "Tanda □ menggantikan"]);
}

#[test]
fn a_long_name_stays_on_one_sheet() {
    for (kind, name) in [("rapat", "x".repeat(300)), ("kata", "Siti Nurhaliza ".repeat(20))] {
        let read = read(&format!("sertifikat-panjang-{kind}"), &sheet("id", certificate(name.trim())));
        assert_eq!(read.pages, 1);
        assert_eq!(read.text.replace(' ', "").matches('x').count() >= 300, kind == "rapat");
        read.assert_says(&["Nomor LBR-7KQ2-M9XW-4D3H"]);
    }
}

#[test]
fn the_same_sheet_is_the_same_file() {
    let sheet = sheet("id", certificate("Rina Astuti"));
    assert!(sheet.pdf().unwrap() == sheet.pdf().unwrap());
    sheets::forget();
    let again = sheet.pdf().unwrap();
    assert!(again == sheet.pdf().unwrap());
}
