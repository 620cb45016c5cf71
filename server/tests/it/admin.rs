//! The agency keeps people, units and lists, through the pages.

use crate::support::{Answer, Site, Who, text_of};

const LIST: &str = "Nomor Pegawai,Nama,Jenis,Kode Unit,Nama Unit,Kode Jabatan,Kepala\n\
                    198609262015051001,Ayu Lestari,PNS,K1,Kelurahan Baru,lurah,ya\n\
                    199003152021211001,Beni Saputra,PNS,K1,,pengelola-layanan,\n";

fn place(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_list_goes_from_upload_over_the_dry_run_to_the_people() {
    for site in Site::on_all().await {
        let mut admin = site.signed_in(Who::Admin).await;
        admin.get("/admin/impor").await.assert_status(200);
        let list = place(&admin.post_file("/admin/impor", "daftar.csv", LIST.as_bytes()).await);
        let page = admin.get(&list).await;
        let text = text_of(page.assert_status(200).text());
        assert!(text.contains("Kolomnya belum cukup jelas") && !text.contains("198609262015051001"), "{text}");
        let fields = |from: &'static str| {
            let mut fields = vec![("from", from)];
            let columns = ["nomor", "nama", "jenis", "kode_unit", "nama_unit", "kode_jabatan", "kepala"];
            let names = ["kolom.0", "kolom.1", "kolom.2", "kolom.3", "kolom.4", "kolom.5", "kolom.6"];
            fields.extend(names.into_iter().zip(columns));
            fields
        };
        let wrong = admin.post(&format!("{list}/kolom"), &fields("kemarin dulu")).await;
        assert!(wrong.assert_status(422).text().contains("value=\"kemarin dulu\""), "what was typed is kept");
        admin.post(&format!("{list}/kolom"), &fields("2026-11-24")).await.assert_redirect(&list);
        let text = text_of(admin.get(&list).await.assert_status(200).text());
        assert!(text.contains("1 baris ditolak") && text.contains("Nomornya nomor PPPK"), "{text}");
        // As a whole list it would end the post of whom the rejected row is about.
        let whole = fields("2026-11-24").into_iter().chain([("whole", "ya")]).collect::<Vec<_>>();
        admin.post(&format!("{list}/kolom"), &whole).await.assert_redirect(&list);
        let refused = admin.post(&format!("{list}/terapkan"), &[]).await;
        let text = text_of(refused.assert_status(422).text());
        assert!(text.contains("Daftar lengkap tidak dapat diterapkan"), "{text}");
        admin.post(&format!("{list}/kolom"), &fields("2026-11-24")).await.assert_redirect(&list);
        let applied = admin.post(&format!("{list}/terapkan"), &[]).await;
        applied.assert_redirect("/admin/impor?pesan=list-applied");
        admin.post(&format!("{list}/terapkan"), &[]).await.assert_status(404);
        assert!(admin.get("/admin/impor").await.text().contains("daftar.csv"));
        let found = admin.get("/admin/orang?nama=ayu+les").await;
        let text = text_of(found.assert_status(200).text());
        assert!(text.contains("Ayu Lestari") && text.contains("··············1001"), "{text}");
        assert!(text.contains("Lurah, Kelurahan Baru") && !text.contains("198609262015051001"), "{text}");
        let export = admin.get("/admin/ekspor/orang.csv").await;
        assert!(export.assert_status(200).text().contains("198609262015051001,Ayu Lestari"));
        assert_eq!(export.header("content-disposition"), Some("attachment; filename=\"orang.csv\""));
        let sheet = admin.get("/admin/ekspor/orang.xlsx").await;
        assert!(sheet.assert_status(200).body.starts_with(b"PK"));
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_said_at_the_field() {
    let site = Site::new().await;
    let mut admin = site.signed_in(Who::Admin).await;
    admin.get("/admin/impor").await;
    for (content, words) in [
        (&b""[..], "Berkas ini kosong"),
        (b"%PDF-1.7\0\0", "bukan CSV atau XLSX"),
        (b"PK\x03\x04", "rusak atau tidak utuh"),
        (b"\xd0\xcf\x11\xe0", "format Excel lama"),
        (b"Nama\n\xff\xfe\n", "CSV UTF-8"),
        (b"Nama,NIP\n", "Berkas ini kosong"),
    ] {
        let name = if content.starts_with(b"PK") { "a.xlsx" } else { "a.csv" };
        let answer = admin.post_file("/admin/impor", name, content).await;
        let text = text_of(answer.assert_status(422).text());
        assert!(text.contains(words), "{words}: {text}");
    }
    let misnamed = admin.post_file("/admin/impor", "a.xlsx", b"Nama,NIP\nRina,1\n").await;
    assert!(text_of(misnamed.assert_status(422).text()).contains("sesuai isinya"));
    admin.post("/admin/impor", &[]).await.assert_status(422);
    let large = vec![b'a'; 17 << 20];
    admin.post_file("/admin/impor", "a.csv", &large).await.assert_status(413);
    admin.token = Some("x".into());
    admin.post_file("/admin/impor", "a.csv", b"a").await.assert_status(403);
    let mut rina = site.signed_in(Who::Learner).await;
    rina.post_file("/admin/impor", "a.csv", b"a").await.assert_status(404);
}

#[tokio::test]
async fn units_and_positions_are_kept_through_forms() {
    for site in Site::on_all().await {
        let mut admin = site.signed_in(Who::Admin).await;
        let page = admin.get("/admin/unit/baru").await;
        assert!(page.assert_status(200).text().contains("Puskesmas Dempo"));
        let wrong = [("name", ""), ("kind", "bidang"), ("other", ""), ("from", "x")];
        let text = admin.post("/admin/unit", &wrong).await;
        assert!(text.assert_status(422).text().contains("Bagian ini belum diisi"));
        let fields =
            [("name", "Bidang Uji"), ("kind", "bidang"), ("other", ""), ("code", "BU"), ("from", "2026-11-01")];
        let unit = place(&admin.post("/admin/unit", &fields).await);
        let rename = [("ubah.name", "Bidang Baru"), ("ubah.kind", "bidang"), ("ubah.from", "2026-11-10")];
        admin.post(&format!("{unit}/ubah"), &rename).await.assert_status(303);
        let before = [("ubah.name", "Bidang Lama"), ("ubah.kind", "bidang"), ("ubah.from", "2026-11-05")];
        let answer = admin.post(&format!("{unit}/ubah"), &before).await;
        let text = answer.assert_status(422).text();
        assert!(text.contains("10 November 2026") && text.contains("value=\"Bidang Lama\""), "{text}");
        let then = admin.get("/admin/unit?tanggal=2026-11-05&q=bidang+uji").await;
        assert!(text_of(then.text()).contains("Bidang Uji"));
        admin.post(&format!("{unit}/akhiri"), &[("akhiri.from", "2026-11-30")]).await.assert_status(303);
        assert!(text_of(admin.get(&unit).await.text()).contains("Unit ini berakhir pada 30 November 2026"));

        let wrong = [("name", "Ayu"), ("kind", "pns"), ("number", "123"), ("from", "2026-01-01")];
        let answer = admin.post("/admin/orang", &wrong).await;
        let text = answer.assert_status(422).text();
        assert!(text.contains("Nomornya harus 18 angka") && text.contains("value=\"123\""), "{text}");
        let fields = [("name", "Ayu"), ("kind", "pns"), ("number", "19860926 201505 1 001"), ("from", "2026-01-01")];
        let person = place(&admin.post("/admin/orang", &fields).await);
        let unit =
            site.services.unit_tree(&admin_actor(&site, &admin).await, None, "26 Ilir").await.unwrap().rows[0].id;
        let unit = unit.to_string();
        let post = [
            ("tugas.unit", unit.as_str()),
            ("tugas.position", "lurah"),
            ("tugas.basis", "plt"),
            ("tugas.head", "ya"),
            ("tugas.from", "2026-11-24"),
            ("tugas.to", "2026-12-31"),
        ];
        admin.post(&format!("{person}/jabatan"), &post).await.assert_status(303);
        let text = text_of(admin.get(&person).await.text());
        assert!(text.contains("Plt. Lurah, Kelurahan 26 Ilir") && text.contains("31 Desember 2026"), "{text}");
        let status = [("status.status", "leave"), ("status.from", "2026-11-01")];
        admin.post(&format!("{person}/status"), &status).await.assert_status(303);
        let number = [("nomor.number", "198609262015052001"), ("nomor.from", "2026-11-01")];
        admin.post(&format!("{person}/nomor"), &number).await.assert_status(303);
        let text = text_of(admin.get(&person).await.text());
        assert!(text.contains("Cuti") && text.contains("··············2001") && !text.contains("19860926"), "{text}");
    }
}

async fn admin_actor(site: &Site, admin: &crate::support::Visitor) -> services::Actor {
    site.services.session(&admin.cookies["ampera"]).await.unwrap().unwrap()
}
