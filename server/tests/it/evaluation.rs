//! Evaluations as forms: what was typed is kept, what is not possible is said where something can be done about it.

use std::process::Command;

use crate::support::{Site, Who, text_of};

/// Where the evaluation of somebody of Yanti's unit is shown.
async fn address(site: &Site, name: &str) -> String {
    let yanti = site.actor(Who::Manager).await;
    let team = site.services.evaluation_team(&yanti, None, 1).await.unwrap();
    format!("/evaluasi/{}", team.rows.iter().find(|row| row.name == name).unwrap().id)
}

/// The version that the forms of a page send back.
fn version(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"version\" value=\"").expect("no form with a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_was_typed_is_kept_and_a_closed_cycle_says_what_to_do() {
    for site in Site::on_all().await {
        let (mut yanti, mut admin) = (site.signed_in(Who::Manager).await, site.signed_in(Who::Admin).await);
        let fadil = address(&site, "Muhammad Fadil").await;
        let rate = format!("{fadil}/nilai");
        let version = version(yanti.get(&fadil).await.assert_status(200).text());
        let seen = ("version", version.as_str());
        let typed = [seen, ("result", "below"), ("behaviour", "as"), ("comment", ""), ("then", "share")];
        let again = yanti.post(&rate, &typed).await;
        assert!(again.assert_status(422).text().contains("href=\"#comment\""));
        assert!(again.text().contains("value=\"below\" checked"), "{}", again.text());
        let odd = yanti.post(&rate, &[seen, ("result", "1"), ("then", "share")]).await;
        assert!(odd.assert_status(422).text().contains("href=\"#result\""));
        let long = "x".repeat(2001);
        yanti.post(&rate, &[seen, ("comment", &long)]).await.assert_status(422);

        let view = site.services.cycles(&site.actor(Who::Admin).await).await.unwrap();
        let cycle = format!("/admin/evaluasi/{}", view.cycles[0].head.id);
        admin.post(&format!("{cycle}/tutup"), &[]).await.assert_redirect(&format!("{cycle}?pesan=cycle-closing"));
        let words = [seen, ("result", "as"), ("behaviour", "as"), ("comment", "Kata saya."), ("then", "share")];
        let late = yanti.post(&rate, &words).await;
        let text = text_of(late.assert_status(409).text());
        assert!(text.contains("Siklus ini sudah ditutup") && text.contains("Kata saya."), "{text}");
        assert!(text.contains("Minta pengelola membuka siklus kembali"), "{text}");
        site.services.run_evaluations().await.unwrap();
        let page = text_of(admin.get(&cycle).await.assert_status(200).text());
        assert!(page.contains("Tidak dinilai:") && page.contains("Muhammad Fadil"), "{page}");
        let again = admin.post(&format!("{cycle}/buka-lagi"), &[("why", ""), ("closes", "2020-01-01")]).await;
        assert!(again.assert_status(422).text().contains("value=\"2020-01-01\""));
        let twice = admin.post(&format!("{cycle}/tutup"), &[]).await;
        assert!(twice.assert_status(409).text().contains("Keadaannya sudah berubah"));
    }
}

#[tokio::test]
async fn a_form_that_is_older_than_what_is_stored_is_shown_again_with_both() {
    for site in Site::on_all().await {
        let mut yanti = site.signed_in(Who::Manager).await;
        let fadil = address(&site, "Muhammad Fadil").await;
        let rate = format!("{fadil}/nilai");
        let old = version(yanti.get(&fadil).await.assert_status(200).text());
        let first = [("version", old.as_str()), ("result", "above"), ("comment", "Yang pertama."), ("then", "draft")];
        yanti.post(&rate, &first).await.assert_redirect(&format!("{fadil}?pesan=evaluation-saved"));
        for seen in [&[("version", old.as_str())][..], &[]] {
            let mut second =
                vec![("result", "below"), ("behaviour", "as"), ("comment", "Yang kedua."), ("then", "share")];
            second.extend(seen);
            let again = yanti.post(&rate, &second).await;
            let html = again.assert_status(409).text();
            assert!(html.contains("value=\"below\" checked") && version(html) != old, "{html}");
            let text = text_of(html);
            assert!(text.contains("Yang pertama.") && text.contains("Yang kedua."), "{text}");
        }
        let new = version(yanti.get(&fadil).await.assert_status(200).text());
        let third = [("version", new.as_str()), ("result", "as"), ("behaviour", "as"), ("then", "share")];
        yanti.post(&rate, &third).await.assert_redirect(&format!("{fadil}?pesan=evaluation-shared"));
    }
}

#[tokio::test]
async fn the_file_of_a_cycle_has_everybody_and_no_number() {
    for site in Site::on_all().await {
        let mut hendra = site.signed_in(Who::Auditor).await;
        let view = site.services.cycles(&site.actor(Who::Admin).await).await.unwrap();
        let file = hendra.get(&format!("/admin/evaluasi/{}/unduh.csv", view.cycles[0].head.id)).await;
        let text = file.assert_status(200).text().to_owned();
        assert_eq!(text.lines().count(), 13, "{text}");
        assert!(
            text.contains("\"Rina Astuti\",\"Kelurahan 26 Ilir\",\"menunggu tanggapan\",\"2\",\"1\",\"Baik\""),
            "{text}"
        );
        assert!(
            text.contains("\"Muhammad Fadil\",\"Kelurahan 26 Ilir\",\"belum dibagikan\",\"\",\"\",\"\""),
            "a draft: {text}"
        );
        let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
        assert!(digits < Some(9), "no personal number: {text}");
    }
}

/// The rule data of the shipped content with a gap between two versions, and one course beside it.
#[test]
fn a_gap_between_two_versions_of_a_rule_is_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let shipped = ampera::shipped::files();
    for (path, bytes) in shipped.iter() {
        if path.starts_with("courses/") && !path.starts_with("courses/mengenali-phishing/") {
            continue;
        }
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    let rule = folder.path().join("rules/performance.yaml");
    let text = std::fs::read_to_string(&rule).unwrap();
    let (head, version) = text.split_at(text.find("  - valid-from").unwrap());
    let line = head.lines().count() + version.lines().count() + 1;
    let old = version.replace("valid-to: null", "valid-to: 2025-12-31");
    std::fs::write(&rule, format!("{head}{old}{}", version.replace("2023-01-01", "2026-02-01"))).unwrap();
    let ampera = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ampera"));
        let done = command.current_dir(folder.path()).env_clear().args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout) + &text(done.stderr))
    };
    let (code, out) = ampera(&["content", "lint", "."]);
    assert_eq!(code, 1, "{out}");
    let expected = format!("rules/performance.yaml:{line}: a gap: no version holds between 2025-12-31 and 2026-02-01");
    assert!(out.contains(&expected), "{expected}: {out}");
    let (code, out) = ampera(&["content", "import", "."]);
    assert!(code != 0 && out.contains(&format!("performance.yaml:{line}: a gap")), "{out}");
}
