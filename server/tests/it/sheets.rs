//! Sheets over HTTP: how they are sent, how a printed one is checked, and the page of a job.

use domain::id::PersonId;

use crate::support::{Answer, Site, Visitor, Who, attributes, text_of};

#[track_caller]
fn assert_file(answer: &Answer, kind: &str, name: &str) {
    answer.assert_status(200);
    assert_eq!(answer.header("content-type"), Some(kind));
    assert_eq!(answer.header("content-disposition"), Some(format!("attachment; filename=\"{name}\"").as_str()));
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
}

/// The addresses of a page that end so.
async fn links(visitor: &mut Visitor, page: &str, end: &str) -> Vec<String> {
    let page = visitor.get(page).await;
    let links = attributes(page.assert_status(200).text(), "href");
    links.into_iter().filter(|href| href.ends_with(end)).map(ToString::to_string).collect()
}

#[tokio::test]
async fn buttons_stand_where_one_looks_for_them_and_give_files() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        assert_eq!(links(&mut rina, "/profil", "transkrip.pdf").await, ["/profil/transkrip.pdf"]);
        let transcript = rina.get("/profil/transkrip.pdf").await;
        assert_file(&transcript, "application/pdf", "transkrip-rina-astuti.pdf");
        assert!(transcript.body.starts_with(b"%PDF-1.7"));
        let evidence = links(&mut rina, "/evaluasi", "lembar.pdf").await;
        let name = "lembar-bukti-rina-astuti-triwulan-iii-2026.pdf";
        assert_file(&rina.get(&evidence[0]).await, "application/pdf", name);
        let profile = rina.get("/profil").await;
        let certificate = attributes(profile.text(), "href");
        let certificate = certificate.iter().find(|href| href.starts_with("/sertifikat/")).unwrap().to_string();
        let file = links(&mut rina, &certificate, "unduh.pdf").await;
        let name = format!("sertifikat-{}.pdf", certificate.trim_start_matches("/sertifikat/"));
        assert_file(&rina.get(&file[0]).await, "application/pdf", &name);

        let me: PersonId = site.actor(Who::Learner).await.person;
        let mut yanti = site.signed_in(Who::Manager).await;
        let hers = format!("/profil/{me}/transkrip.pdf");
        assert_eq!(links(&mut yanti, &format!("/profil/{me}"), "transkrip.pdf").await, [hers.as_str()]);
        assert_file(&yanti.get(&hers).await, "application/pdf", "transkrip-rina-astuti.pdf");
        yanti.get(&evidence[0]).await.assert_status(200);
        let mut budi = site.signed_in(Who::Trainer).await;
        for path in [&hers, &evidence[0], &file[0]] {
            budi.get(path).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn a_printed_sheet_is_checked_by_anybody() {
    for site in Site::on_all().await {
        let me = site.actor(Who::Learner).await;
        let head = services::Letterhead { issuer: "B".into(), base: "http://ampera.test".into() };
        site.services.transcript_pdf(&me, me.person, &head).await.unwrap();
        let data = site.services.my_data_file(&me).await.unwrap();
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        let number = data["tables"]["sheet"][0]["number"].as_str().unwrap().to_owned();
        let digest = data["tables"]["sheet"][0]["digest"].as_str().unwrap()[..16].to_owned();
        let mut anybody = site.visitor();
        let page = anybody.get(&format!("/verifikasi/{number}")).await;
        let text = text_of(page.assert_status(200).text());
        assert!(text.contains("Transkrip pembelajaran") && text.contains("R. A."), "{text}");
        assert!(!text.contains("Rina") && !text.contains("JP"), "nothing that is on it: {text}");
        let same = anybody.get(&format!("/verifikasi/{number}?sidik={digest}")).await;
        assert!(text_of(same.text()).contains("Sidik jarinya cocok"));
        let other = anybody.get(&format!("/verifikasi/{number}?sidik=0123+4567+89ab+cdef")).await;
        assert!(text_of(other.text()).contains("Sidik jarinya tidak cocok"));
        let typed = anybody.get(&format!("/verifikasi?nomor={}", number.to_lowercase())).await;
        typed.assert_redirect(&format!("/verifikasi/{}", number.to_lowercase()));
        anybody.get(&format!("/verifikasi/{}", number.to_lowercase())).await.assert_status(200);
        anybody.get("/verifikasi/LBR-2222-2222-2222").await.assert_status(404);
        anybody.get(&format!("/verifikasi/{number}?sidik={}", "%01%22%3Cb%3E".repeat(40))).await.assert_status(200);
        anybody.get(&format!("/verifikasi/{number}?sidik=%00")).await.assert_status(400);
    }
}

#[tokio::test]
async fn the_page_of_a_job_says_how_far_it_is_and_can_be_kept_still() {
    for site in Site::on_all().await {
        let mut yanti = site.signed_in(Who::Manager).await;
        let view = site.services.unit_sheets(&site.actor(Who::Manager).await, "", "").await.unwrap();
        let cycle = view.cycle.unwrap().id.to_string();
        let page = yanti.get(&format!("/evaluasi/tim?siklus={cycle}")).await;
        assert!(page.text().contains(&format!("href=\"/lembar?siklus={cycle}\"")), "from the closed cycle");
        let page = yanti.get(&format!("/lembar?siklus={cycle}")).await;
        assert!(text_of(page.assert_status(200).text()).contains("2 lembar"));
        let fields = [("siklus", cycle.as_str()), ("unit", &view.unit.0.to_string())];
        let begun = yanti.post("/lembar", &fields).await;
        begun.assert_status(303);
        let job = begun.location().to_owned();
        let running = yanti.get(&job).await;
        assert_eq!(running.assert_status(200).header("refresh"), Some("3"));
        assert!(running.text().contains("<progress") && running.text().contains("(0/2)"), "{}", running.text());
        let still = yanti.get(&format!("{job}?diam=1")).await;
        assert_eq!(still.header("refresh"), None);
        assert_eq!(site.make_sheets().await, 2);
        let done = yanti.get(&job).await;
        assert_eq!(done.header("refresh"), None);
        assert!(text_of(done.text()).contains("2 lembar siap diunduh."), "{}", done.text());
        let name = "lembar-bukti-kelurahan-26-ilir-triwulan-ii-2026.zip";
        let file = yanti.get(&format!("{job}/unduh.zip")).await;
        assert_file(&file, "application/zip", name);
        assert!(file.body.starts_with(b"PK"));
        assert!(text_of(yanti.get("/lembar").await.text()).contains("2 dari 2"));
        let mut rina = site.signed_in(Who::Learner).await;
        for path in ["/lembar", job.as_str(), &format!("{job}/unduh.zip")] {
            rina.get(path).await.assert_status(404);
        }
        rina.post("/lembar", &fields).await.assert_status(404);
        let mut hendra = site.signed_in(Who::Auditor).await;
        hendra.get(&job).await.assert_status(200);
        let page = hendra.get(&format!("/lembar?siklus={cycle}&unit={}", view.unit.0)).await;
        assert!(!page.assert_status(200).text().contains("method=\"post\" action=\"/lembar\""));
        assert!(text_of(page.text()).contains("Yang dapat memintanya"), "{}", page.text());
        hendra.post("/lembar", &fields).await.assert_status(404);
    }
}
