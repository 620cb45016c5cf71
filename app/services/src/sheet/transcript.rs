//! The transcript: what somebody learned, by year, and the competencies of the day.

use domain::id::PersonId;
use domain::policy::Action;
use sheets::{Competency, Content, JobMatch, Transcript, Year, YearRow};

use super::issue::Of;
use super::{Letterhead, SheetFile, SheetKind, language, post_line, slug};
use crate::access_log::Look;
use crate::{Actor, CompetencyRow, Error, HourRow, Result, Services};

impl Services {
    /// A person's transcript as PDF, for those who may see the profile. It is noted in the log.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it.
    pub async fn transcript_pdf(&self, actor: &Actor, person: PersonId, head: &Letterhead) -> Result<SheetFile> {
        let relation = self.relation(actor, person).await?;
        self.allow(actor, Action::SeeProfile(relation))?;
        self.note_look(actor, person, relation, Look::Profile).await?;
        let lang = language(self.lang());
        let transcript = self.transcript(person, lang).await?;
        let name = format!("transkrip-{}.pdf", slug(&transcript.name));
        let of = Of { kind: SheetKind::Transcript, person, evaluation: None, lang };
        let content = self.issued(of, Content::Transcript(transcript), head, Some(actor.person)).await?;
        Ok(SheetFile { name, content })
    }

    async fn transcript(&self, id: PersonId, lang: &str) -> Result<Transcript> {
        let snapshot = self.snapshot()?;
        let today = self.now().jakarta().date();
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let certificates = store::certificate::of_person(&mut conn, id).await?;
        let years = store::training_hour::years(&mut conn, id).await?;
        drop(conn);
        let number = |row: &HourRow| {
            let of_row = |certificate: &&store::certificate::Certificate| {
                certificate.issued_at.year() == row.at.year()
                    && snapshot.course_title(certificate.course_id.as_str()) == row.title
            };
            row.training.is_none().then(|| certificates.iter().find(of_row).map(|found| found.number.clone())).flatten()
        };
        let mut shown = Vec::new();
        for year in years {
            let hours = self.hours_of_year(&person, year).await?;
            let row = |row: &HourRow| YearRow {
                on: row.at.jakarta().date(),
                title: row.title.clone(),
                activity: row.training.as_ref().map(|(_, kind)| kind.in_lang(lang).to_owned()),
                certificate: number(row),
                jp: row.jp,
                counted: row.counted,
            };
            shown.push(Year { year, counted: hours.counted, rows: hours.rows.iter().map(row).collect() });
        }
        let rows = self.competency_rows(id).await?;
        let job_match = self.match_view(&rows)?.map(|found| found.value);
        Ok(Transcript {
            name: person.name,
            posts: self.posts(id).await?.iter().map(|post| post_line(lang, post)).collect(),
            as_of: today,
            years: shown,
            competencies: rows.iter().map(|row| competency(row, lang)).collect(),
            interval: snapshot.rules.measurement(today)?.interval.get(),
            job_match: job_match.map(|found| JobMatch { value: found.value, decided: found.decided, of: found.of }),
        })
    }
}

fn competency(row: &CompetencyRow, lang: &str) -> Competency {
    Competency {
        title: row.title.in_lang(lang).to_owned(),
        required: row.required.map(|level| level.get()),
        required_place: row.required_place,
        place: row.place,
        standing: row.standing,
        answers: row.state.levels.iter().map(|level| u32::from(level.answers)).sum(),
    }
}
