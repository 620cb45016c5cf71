//! Evaluations of the demo city: a cycle that is closed, and one in the middle of which somebody has objected.

use domain::id::{CycleId, EvaluationId, PersonId};
use domain::policy::Roles;
use jiff::ToSpan;
use jiff::civil::Date;

use super::{CycleForm, FollowUpForm, RateForm, WordsForm};
use crate::{Actor, Error, Result, Services};

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// The first and last day, and the name, of the quarter so many quarters before a day.
fn quarter_before(day: Date, quarters: i32) -> Option<(Date, Date, String)> {
    let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
    let first = first.checked_sub((3 * quarters).months()).ok()?;
    let last = first.checked_add(3.months()).ok()?.yesterday().ok()?;
    let name = ROMAN.get(usize::try_from((first.month() - 1) / 3).ok()?)?;
    Some((first, last, format!("Triwulan {name} {}", first.year())))
}

/// On a draft that nobody has touched.
fn ratings(result: &str, behaviour: &str, comment: &str, share: bool) -> RateForm {
    RateForm {
        result: result.to_owned(),
        behaviour: behaviour.to_owned(),
        comment: comment.to_owned(),
        share,
        version: "0".to_owned(),
    }
}

/// On what was shared at once.
fn said(words: &str) -> WordsForm {
    WordsForm { words: words.to_owned(), version: "1".to_owned() }
}

impl Services {
    pub(crate) async fn demo_evaluations(&self, actors: &[Actor]) -> Result<()> {
        let [rina, yanti, fadil, sari, _, lina, _, _, _, _, dewi, ..] = actors else { return Ok(()) };
        let head = Actor { roles: Roles { manager: true, ..yanti.roles }, ..yanti.clone() };

        let old = self.demo_cycle(dewi, 2, (110, 80)).await?;
        let then = self.days_before(100);
        for (person, form) in [
            (rina, ratings("as", "as", "Target pelayanan tercapai.", true)),
            (
                fadil,
                ratings("above", "above", "Menyusun tata cara pengaduan yang kini dipakai seluruh kelurahan.", true),
            ),
        ] {
            then.rate(&head, self.demo_one(old, person.person).await?, &form).await?;
        }
        let mine = self.demo_one(old, rina.person).await?;
        self.days_before(95).acknowledge_evaluation(rina, mine, &said("Terima kasih.")).await?;
        self.days_before(79).run_evaluations().await?;
        self.days_before(60).run_evaluations().await?;

        let cycle = self.demo_cycle(dewi, 1, (20, -20)).await?;
        let words = "Antrean loket berkurang, dan Anda membantu rekan baru. Laporan pengaduan masih sering terlambat.";
        let mine = self.demo_one(cycle, rina.person).await?;
        self.days_before(6).rate(&head, mine, &ratings("as", "above", words, true)).await?;
        let hers = self.demo_one(cycle, sari.person).await?;
        let words = "Rekap surat masuk bulan Juli dan Agustus belum selesai pada akhir triwulan.";
        self.days_before(5).rate(&head, hers, &ratings("below", "as", words, true)).await?;
        let why =
            "Saya menggantikan petugas loket selama lima minggu; rekap dikerjakan sesudahnya dan selesai 2 Oktober.";
        self.days_before(3).object_to_evaluation(sari, hers, &said(why)).await?;
        let hers = self.demo_one(cycle, lina.person).await?;
        self.days_before(5).rate(&head, hers, &ratings("as", "as", "", true)).await?;
        self.days_before(4).acknowledge_evaluation(lina, hers, &said("")).await?;
        let note = "Ikut lokakarya pengelolaan pengaduan; dibahas lagi pada akhir triwulan.".to_owned();
        let form = FollowUpForm { kind: "plan".to_owned(), note, version: "2".to_owned() };
        self.days_before(3).set_follow_up(&head, hers, &form).await?;
        let his = self.demo_one(cycle, fadil.person).await?;
        self.days_before(2).rate(&head, his, &ratings("above", "", "Masih mengumpulkan contoh.", false)).await
    }

    fn days_before(&self, days: i64) -> Self {
        self.at(self.now().plus_days(-days))
    }

    /// A cycle about a quarter, whose ratings open and close so many days ago.
    async fn demo_cycle(&self, by: &Actor, quarters: i32, (opens, closes): (i64, i64)) -> Result<CycleId> {
        let today = self.now().jakarta().date();
        let Some((first, last, name)) = quarter_before(today, quarters) else { return Err(Error::NotFound) };
        let day = |days: i64| self.now().plus_days(-days).jakarta().date().to_string();
        let form = CycleForm {
            name,
            kind: "quarter".to_owned(),
            period_from: first.to_string(),
            period_to: last.to_string(),
            opens: day(opens),
            closes: day(closes),
        };
        let admin = Actor { roles: Roles { admin: true, ..by.roles }, ..by.clone() };
        let then = self.days_before(opens);
        let cycle = then.create_cycle(&admin, &form).await?;
        then.open_cycle(&admin, cycle).await?;
        then.bring_in(cycle).await?;
        Ok(cycle)
    }

    async fn demo_one(&self, cycle: CycleId, person: PersonId) -> Result<EvaluationId> {
        let mut conn = self.store.reader().await?;
        let rows = store::evaluation::of_person(&mut conn, person, 9).await?;
        rows.into_iter().find(|row| row.cycle_id == cycle).map(|row| row.id).ok_or(Error::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn quarters_have_their_days() {
        let (first, last, name) = quarter_before(date(2026, 11, 24), 1).unwrap();
        assert_eq!((first, last, name.as_str()), (date(2026, 7, 1), date(2026, 9, 30), "Triwulan III 2026"));
        let (first, last, name) = quarter_before(date(2026, 2, 1), 1).unwrap();
        assert_eq!((first, last, name.as_str()), (date(2025, 10, 1), date(2025, 12, 31), "Triwulan IV 2025"));
    }
}
