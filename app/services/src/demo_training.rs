//! What the people of the demo city learn elsewhere: filings in every state.

use domain::time::Timestamp;
use domain::training::Verdict;

use crate::{Actor, Result, Services, TrainingForm};

/// A certificate that says nothing.
const CERTIFICATE: &str = "%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj
trailer << /Root 1 0 R >>
%%EOF
";

/// One filing: kind, title, organiser, place, how many days ago it ended, its days, the amount.
type Row = (&'static str, &'static str, &'static str, &'static str, i64, i64, &'static str);

impl Services {
    pub(crate) async fn train_outside(&self, actors: &[Actor]) -> Result<()> {
        let [rina, _, fadil, sari, _, _, agus, _, _, _, admin, ..] = actors else { return Ok(()) };
        let mut verifier = admin.clone();
        verifier.roles.admin = true;
        let coaching = ("coaching", "Bimbingan pelayanan loket", "Kelurahan 26 Ilir", "Palembang", 70, 1, "3");
        let workshop = ("workshop", "Lokakarya bahasa isyarat", "Dinas Sosial", "Palembang", 200, 2, "");
        let refused = ("seminar", "Rapat koordinasi bulanan", "Kelurahan 26 Ilir", "Palembang", 90, 1, "");
        let returned = ("seminar", "Seminar kearsipan daerah", "Dinas Kearsipan", "daring", 30, 1, "");
        let waiting = ("seminar", "Seminar pelayanan publik inklusif", "LAN", "daring", 8, 2, "");
        let again = ("self-study", "Belajar mandiri: data kesehatan", "Kemenkes", "daring", 15, 3, "270");
        let decided = [
            (fadil, coaching, Verdict::Accept, ""),
            (agus, workshop, Verdict::Accept, ""),
            (sari, returned, Verdict::SendBack, "Nama di sertifikat tidak terbaca. Pindai lagi dengan lebih terang."),
            (sari, refused, Verdict::Refuse, "Rapat rutin bukan pengembangan kompetensi."),
        ];
        for (actor, row, verdict, reason) in decided {
            let then = self.at(self.now().plus_days(3 - row.4));
            let filing = then.file_training(actor, None, &then.demo_form(row, self.now()), document(row)).await?;
            let Some(id) = filing.id.filter(|_| filing.errors.is_empty()) else { continue };
            let later = then.at(then.now().plus_days(2));
            later.decide_training(&verifier, id, verdict, reason, then.now()).await?;
        }
        for (actor, row) in [(rina, waiting), (agus, again)] {
            let then = self.at(self.now().plus_days(2 - row.4));
            then.file_training(actor, None, &then.demo_form(row, self.now()), document(row)).await?;
        }
        Ok(())
    }

    fn demo_form(&self, (activity, title, organiser, place, ago, days, amount): Row, today: Timestamp) -> TrainingForm {
        let day = |back: i64| today.plus_days(-back).jakarta().date().to_string();
        TrainingForm {
            activity: activity.to_owned(),
            title: title.to_owned(),
            organiser: organiser.to_owned(),
            place: place.to_owned(),
            first: day(ago + days - 1),
            last: day(ago),
            amount: amount.to_owned(),
            international: false,
        }
    }
}

/// Another one for each filing.
fn document(row: Row) -> Option<(String, Vec<u8>)> {
    Some(("sertifikat.pdf".to_owned(), format!("{CERTIFICATE}% {}\n%%EOF\n", row.1).into_bytes()))
}
