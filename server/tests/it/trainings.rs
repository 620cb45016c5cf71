//! Outside training through the pages: filed, opened, verified.

use crate::support::{Site, Visitor, Who, text_of};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

const FIELDS: [(&str, &str); 7] = [
    ("activity", "workshop"),
    ("title", "Lokakarya layanan digital"),
    ("organiser", "Kominfo"),
    ("first", "2026-11-02"),
    ("last", "2026-11-03"),
    ("amount", ""),
    ("place", "daring"),
];

async fn file(visitor: &mut Visitor, fields: &[(&str, &str)], name: &str, content: &[u8]) -> crate::support::Answer {
    visitor.get("/pelatihan-luar").await.assert_status(200);
    visitor.post_fields_and_file("/pelatihan-luar", fields, name, content).await
}

#[tokio::test]
async fn a_filing_goes_from_the_form_to_the_ledger() {
    for site in Site::on_all().await {
        let mut rina = site.signed_in(Who::Learner).await;
        let answer = file(&mut rina, &FIELDS, "../bukti \"x\".pdf", PDF).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let place = answer.location().split('?').next().unwrap().to_owned();
        let page = rina.get(&place).await;
        let text = text_of(page.assert_status(200).text());
        assert!(text.contains("Menunggu pemeriksaan") && text.contains("10 JP"), "{text}");

        let document = rina.get(&format!("{place}/dokumen")).await;
        document.assert_status(200);
        assert_eq!(document.body, PDF);
        let id = place.rsplit('/').next().unwrap();
        for (name, value) in [
            ("content-type", "application/pdf".to_owned()),
            ("content-disposition", format!("attachment; filename=\"pelatihan-{id}.pdf\"")),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
            ("cache-control", "private, no-store".to_owned()),
        ] {
            assert_eq!(document.header(name), Some(value.as_str()), "{name}");
        }

        let mut admin = site.signed_in(Who::Admin).await;
        let queue = admin.get("/admin/pelatihan-luar").await;
        assert!(text_of(queue.assert_status(200).text()).contains("Lokakarya layanan digital"));
        let review = format!("/admin{place}");
        let page = admin.get(&review).await;
        let seen = page.assert_status(200).text().split("name=\"seen\" value=\"").nth(1).unwrap();
        let seen = seen.split('"').next().unwrap().to_owned();
        let decide = format!("{review}/putusan");
        let empty = [("verdict", "kembalikan"), ("seen", seen.as_str()), ("reason", " ")];
        let wrong = admin.post(&decide, &empty).await;
        assert!(text_of(wrong.assert_status(422).text()).contains("Bagian ini belum diisi"));
        let old = admin.post(&decide, &[("verdict", "terima"), ("seen", "1"), ("reason", "")]).await;
        assert!(text_of(old.assert_status(422).text()).contains("sudah berubah"));
        admin.post(&decide, &[("verdict", "apa")]).await.assert_status(422);
        let accept = [("verdict", "terima"), ("seen", seen.as_str()), ("reason", "")];
        admin.post(&decide, &accept).await.assert_redirect("/admin/pelatihan-luar?pesan=training-decided");

        let ledger = text_of(rina.get("/jp").await.assert_status(200).text());
        assert!(ledger.contains("Lokakarya layanan digital") && ledger.contains("Perkiraan 31 Desember"), "{ledger}");
        rina.get("/jp?tahun=1999").await.assert_status(404);
        rina.get("/jp?tahun=x").await.assert_status(404);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_lost() {
    let site = Site::new().await;
    let mut rina = site.signed_in(Who::Learner).await;
    let mut fields = FIELDS;
    fields[1].1 = "";
    let answer = file(&mut rina, &fields, "a.pdf", PDF).await;
    let html = answer.assert_status(422).text().to_owned();
    let text = text_of(&html);
    assert!(text.contains("Dokumen dan isian Anda sudah tersimpan") && text.contains("a.pdf"), "{text}");
    assert!(html.contains("value=\"Kominfo\"") && html.contains("value=\"2026-11-02\""));
    for (content, words) in [
        (&b"MZ\x90\0"[..], "bukan PDF, JPEG, PNG, atau WebP"),
        (b"%PDF-1.4 << /OpenAction 1 0 R >> %%EOF", "memuat sesuatu yang berjalan sendiri"),
        (b"%PDF-1.4 << /Encrypt 1 0 R >> %%EOF", "terkunci"),
        (b"\x89PNG\r\n\x1a\n\0\0", "tidak utuh"),
        (b"", "Bagian ini belum diisi"),
    ] {
        let answer = file(&mut rina, &FIELDS, "", content).await;
        let text = text_of(answer.assert_status(422).text());
        assert!(text.contains(words), "{words}: {text}");
    }
    let large = vec![b'%'; (5 << 20) + 1];
    let answer = file(&mut rina, &FIELDS, "a.pdf", &large).await;
    assert!(text_of(answer.assert_status(422).text()).contains("lebih dari 5 MB"));
    // So it is for one that is larger than any form may be: what was typed stays.
    let large = vec![b'%'; 17 << 20];
    let answer = file(&mut rina, &FIELDS, "a.pdf", &large).await;
    let html = answer.assert_status(422).text();
    assert!(text_of(html).contains("lebih dari 5 MB") && html.contains("value=\"Kominfo\""), "{html}");
    rina.token = Some("x".into());
    rina.post_fields_and_file("/pelatihan-luar", &FIELDS, "a.pdf", PDF).await.assert_status(403);
}
