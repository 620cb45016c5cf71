//! Certificates and their public verification.

use domain::id::{CourseId, PersonId};
use domain::level::Level;
use domain::policy::Action;
use domain::time::Timestamp;
use store::certificate::Certificate;

use crate::access_log::Look;
use crate::catalogue::titles;
use crate::{Actor, Error, Result, Services, Text};

/// What `/sertifikat/{number}` shows.
#[derive(Clone, Debug)]
pub struct CertificateView {
    pub number: String,
    pub name: String,
    pub course: String,
    pub course_title: String,
    pub course_version: String,
    pub jp: u32,
    pub competencies: Vec<(Text, Level)>,
    pub issued_at: Timestamp,
}

/// What `/verifikasi/{number}` shows to anybody: no personal number.
#[derive(Clone, Debug)]
pub struct Verification {
    /// As it was asked for.
    pub number: String,
    /// `None` where there is no such certificate.
    pub certificate: Option<CertificateView>,
}

/// Longer numbers are not looked up.
const LONGEST_NUMBER: usize = 40;

impl Services {
    /// The number of a person's newest certificate for a course.
    pub(crate) async fn certificate_of(&self, person: PersonId, course: &CourseId) -> Result<Option<String>> {
        let mut conn = self.store.reader().await?;
        let certificates = store::certificate::of_person(&mut conn, person).await?;
        Ok(certificates.into_iter().find(|found| found.course_id == *course).map(|found| found.number))
    }

    /// A certificate for its owner and for those who may see the owner's profile.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn certificate(&self, actor: &Actor, number: &str) -> Result<CertificateView> {
        let mut conn = self.store.reader().await?;
        let found = store::certificate::find(&mut conn, &normalise(number)).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let relation = self.relation(actor, found.person_id).await?;
        self.allow(actor, Action::SeeProfile(relation))?;
        self.note_look(actor, found.person_id, relation, Look::Profile).await?;
        self.certificate_view(found).await
    }

    /// Whether a number is that of a certificate. Anybody may ask: who holds a number was given it by its owner.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn verify(&self, number: &str) -> Result<Verification> {
        let number = normalise(number);
        let mut conn = self.store.reader().await?;
        let found = store::certificate::find(&mut conn, &number).await?;
        drop(conn);
        let certificate = match found {
            Some(found) => Some(self.certificate_view(found).await?),
            None => None,
        };
        Ok(Verification { number, certificate })
    }

    pub(crate) async fn certificate_view(&self, found: Certificate) -> Result<CertificateView> {
        let snapshot = self.snapshot()?;
        let course = self.course_version(&found.content_hash).await?;
        Ok(CertificateView {
            number: found.number,
            name: found.name,
            course: course.id.to_string(),
            course_title: course.title.clone(),
            course_version: course.version.clone(),
            jp: course.jp,
            competencies: titles(&snapshot, &course),
            issued_at: found.issued_at,
        })
    }
}

/// As people type a number from paper.
pub(crate) fn normalise(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).take(LONGEST_NUMBER).collect::<String>().to_uppercase()
}
