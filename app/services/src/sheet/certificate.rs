//! The certificate as a sheet. Its number and verification are those of the certificate itself.

use domain::policy::Action;
use sheets::{Certificate, Content, Sheet};

use super::issue::seal;
use super::{Letterhead, SheetFile, language};
use crate::access_log::Look;
use crate::certificates::normalise;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// A certificate as PDF, for its owner and for those who may see the owner's profile. It is noted in the log.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn certificate_pdf(&self, actor: &Actor, number: &str, head: &Letterhead) -> Result<SheetFile> {
        let mut conn = self.store.reader().await?;
        let found = store::certificate::find(&mut conn, &normalise(number)).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let person = found.person_id;
        let relation = self.relation(actor, person).await?;
        self.allow(actor, Action::SeeProfile(relation))?;
        self.note_look(actor, person, relation, Look::Profile).await?;
        let view = self.certificate_view(found).await?;
        let event = self.downloaded(actor.person, person, "certificate")?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        let lang = language(self.lang());
        let title =
            |(title, level): &(crate::Text, domain::level::Level)| (title.in_lang(lang).to_owned(), level.get());
        let content = Certificate {
            name: view.name,
            course: view.course_title,
            course_version: view.course_version,
            jp: view.jp,
            competencies: view.competencies.iter().map(title).collect(),
            completed_on: view.issued_at.jakarta().date(),
        };
        let sheet = Sheet {
            lang,
            issuer: head.issuer.clone(),
            content: Content::Certificate(content),
            seal: seal(head, view.number.clone(), None, view.issued_at),
        };
        Ok(SheetFile { name: format!("sertifikat-{}.pdf", view.number), content: self.typeset(sheet).await? })
    }
}
