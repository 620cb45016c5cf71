use sheets::{Content, JobMatch, Transcript, Year, YearRow};

use crate::read::{read, squeezed};
use crate::{HOSTILE, competencies, sheet};

fn row(number: usize, activity: Option<&str>) -> YearRow {
    YearRow {
        on: "2026-03-02".parse().unwrap(),
        title: format!("Kegiatan nomor {number}."),
        activity: activity.map(Into::into),
        certificate: activity.is_none().then(|| "AMP-2026-7K4Q-M2XD".into()),
        jp: 3,
        counted: if number == 1 { 2 } else { 3 },
    }
}

fn transcript(rows: usize) -> Content {
    let year = |year| Year { year, counted: 17, rows: (1..=rows).map(|number| row(number, None)).collect() };
    let mut years = vec![year(2026), year(2025)];
    years[0].rows.push(row(900, Some("Lokakarya")));
    years.retain(|_| rows > 0);
    Content::Transcript(Transcript {
        name: "Rina Astuti".into(),
        posts: vec!["Pengelola Layanan, Kelurahan 26 Ilir".into()],
        as_of: "2026-11-29".parse().unwrap(),
        years,
        competencies: if rows > 0 { competencies() } else { Vec::new() },
        interval: 900,
        job_match: (rows > 0).then_some(JobMatch { value: 825, decided: 2, of: 3 }),
    })
}

#[test]
fn it_has_every_year_and_the_competencies_of_the_day() {
    let id = read("transkrip", &sheet("id", transcript(6)));
    id.assert_accessible("id", "Transkrip pembelajaran: Rina Astuti");
    id.assert_says(&[
        "Pengelola Layanan, Kelurahan 26 Ilir",
        "1 kompetensi terpenuhi, 1 kurang, 1 belum cukup bukti.",
        "Job Person Match 82,5 %, dari 2 kompetensi",
        "kurang 1 tingkat",
        "1,8 (1,1–2,4) dari 14 jawaban",
        "belum ada bukti",
        "2026 · 17 JP dihitung",
        "2025 · 17 JP dihitung",
        "Pelatihan luar: Lokakarya",
        "AMP-2026-7K4Q-M2XD",
        "batas per hari",
        "sidik jari isi 0123 4567 89ab cdef",
    ]);
    assert!(["H1", "H2", "Table", "TH", "TD"].iter().all(|kind| id.has_element(kind)));
    let en = read("transkrip", &sheet("en", transcript(6)));
    en.assert_says(&["Learning transcript", "short by 1 level", "82.5%", "Outside training: Lokakarya"]);
}

#[test]
fn a_long_one_goes_over_pages_and_loses_nothing() {
    let read = read("transkrip-panjang", &sheet("id", transcript(150)));
    assert!(read.pages > 5, "{} pages", read.pages);
    for number in 1..=150 {
        assert_eq!(read.text.matches(&format!("Kegiatan nomor {number}.")).count(), 2, "{number}");
    }
    read.assert_says(&[&format!("halaman {0} / {0}", read.pages)]);
}

#[test]
fn somebody_new_has_one_too() {
    let read = read("transkrip-kosong", &sheet("id", transcript(0)));
    read.assert_says(&["Belum ada kursus yang selesai", "Belum ada kompetensi yang terukur"]);
    assert_eq!(read.pages, 1);
}

#[test]
fn every_text_is_text() {
    let Content::Transcript(mut transcript) = transcript(1) else { unreachable!() };
    transcript.name = HOSTILE.into();
    transcript.posts = vec![HOSTILE.into()];
    transcript.years[0].rows[0].title = HOSTILE.into();
    transcript.competencies[0].title = HOSTILE.into();
    let read = read("transkrip-jahat", &sheet("en", Content::Transcript(transcript)));
    assert!(squeezed(&read.text).matches(&squeezed(HOSTILE)).count() >= 4, "{}", read.text);
}
