//! `/sertifikat/{number}`: one sheet of A4 across, on the screen as on paper, without a personal number.

mod border;

use leptos::prelude::*;
use services::CertificateView;

use crate::components::course_card::competency_level;
use crate::components::icon::brand_mark;
use crate::components::qr::qr_code;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::sheets::download;

pub fn certificate(frame: &Frame, view: &CertificateView, issuer: &str) -> Page {
    let lang = frame.lang;
    let address = format!("{}/verifikasi/{}", frame.origin, view.number);
    let shown = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned();
    let code = qr_code(
        "certificate-code",
        &address,
        lang.pick("Kode QR menuju halaman pemeriksaan", "QR code that leads to the verification page").to_owned(),
    );
    let body = view! {
        <div class="row row--between no-print">
            <a class="go" href="/profil"><span aria-hidden="true">"← "</span>{lang.pick("Kembali ke profil", "Back to the profile")}</a>
            {download(format!("/sertifikat/{}/unduh.pdf", view.number), lang.pick("Unduh PDF", "Download as PDF"))}
            <p class="kicker">
                {lang.pick("Cetak dengan ", "Print with ")}<kbd>"Ctrl"</kbd>" + "<kbd>"P"</kbd>
                {lang.pick(": pas satu lembar A4 mendatar.", ": it fits one sheet of A4, landscape.")}
            </p>
        </div>
        <div class="certificate-sheet">
            <article class="certificate" aria-label=lang.pick("Sertifikat", "Certificate")>
                {border::border()}
                <div class="certificate-body">
                    <p class="certificate-brand">{brand_mark()}"Ampera"</p>
                    <div class="certificate-main">
                        <p class="certificate-title">{lang.pick("Sertifikat penyelesaian", "Certificate of completion")}</p>
                        <h1 class="certificate-name">{view.name.clone()}</h1>
                        <p class="certificate-text">{lang.pick("telah menyelesaikan kursus", "has completed the course")}</p>
                        <p class="certificate-course" lang="id">{view.course_title.clone()}</p>
                        <p class="certificate-text">
                            {facts(lang, view)}<br/>
                            {lang.pick("selesai pada ", "completed on ")}{format::date_tag(lang, view.issued_at)}
                        </p>
                    </div>
                    <div class="certificate-foot">
                        <p>{issuer.to_owned()}</p>
                        <div class="certificate-check">
                            <p>
                                {lang.pick("Nomor ", "Number ")}<strong>{view.number.clone()}</strong>
                                {lang.pick("Periksa keasliannya di", "Check that it is genuine at")}<br/>
                                <a href=address>{shown}</a>
                            </p>
                            {code}
                        </div>
                    </div>
                </div>
            </article>
        </div>
    };
    Page {
        title: match lang {
            Lang::Id => format!("Sertifikat: {}", view.course_title),
            Lang::En => format!("Certificate: {}", view.course_title),
        },
        body: body.into_any(),
        islands: false,
        nav: Nav::Profile,
        chrome: Chrome::Bare,
        description: None,
    }
}

/// "3 jam pelajaran (JP) · Penanganan pengaduan, tingkat 2 · kursus versi 1.0"
fn facts(lang: Lang, view: &CertificateView) -> String {
    let mut facts = vec![match lang {
        Lang::Id => format!("{} jam pelajaran (JP)", view.jp),
        Lang::En => format!("{} learning hours (JP)", view.jp),
    }];
    facts.extend(competencies(lang, view));
    facts.push(match lang {
        Lang::Id => format!("kursus versi {}", view.course_version),
        Lang::En => format!("course version {}", view.course_version),
    });
    facts.join(" · ")
}

/// "Penanganan pengaduan, tingkat 2", for each competency.
pub fn competencies(lang: Lang, view: &CertificateView) -> Vec<String> {
    view.competencies.iter().map(|taught| competency_level(lang, taught)).collect()
}
