//! Letters by SMTP.

use std::fmt;
use std::time::Duration;

use app::lang::Lang;
use app::letters::{LetterText, letter, notices, reminders};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use openidconnect::url::Url;
use services::{Letter, LinkKind};

use crate::server::Server;

const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");
const LONGEST: Duration = Duration::from_secs(20);
/// Letters of one turn of the job.
const MOST: usize = 50;

/// Where letters are given to, and who they are from.
#[derive(Clone)]
pub struct MailSettings {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Holds a password: nothing of it is printed.
impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mail from {}", self.from)
    }
}

impl MailSettings {
    /// `smtps://USER:PASSWORD@HOST`, `smtp://HOST:PORT?tls=required`, or without TLS on this machine.
    ///
    /// # Errors
    /// What is wrong, without the address, which can hold a password.
    pub fn new(address: &str, from: &str) -> Result<Self, String> {
        let url = Url::parse(address).map_err(|error| error.to_string())?;
        let local = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        let safe =
            url.scheme() == "smtps" || url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
        if !safe && !local {
            return Err("letters hold links that set passwords: use smtps://, or add ?tls=required".to_owned());
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(address).map_err(|error| error.to_string())?;
        let from = from.parse::<Mailbox>().map_err(|error| format!("the sender {from}: {error}"))?;
        Ok(Self { transport: builder.timeout(Some(LONGEST)).build(), from })
    }

    /// `unsubscribe` is the address that ends letters of this kind.
    async fn send(&self, to: &Letter, text: LetterText, unsubscribe: Option<&str>) -> Result<(), (String, bool)> {
        let failed = |error: &dyn fmt::Display| (error.to_string(), true);
        let address = to.address.parse().map_err(|error: lettre::address::AddressError| failed(&error))?;
        let mut builder = Message::builder();
        if let Some(address) = unsubscribe {
            // One click, without a page in between: RFC 8058.
            builder = builder
                .raw_header(HeaderValue::new(UNSUBSCRIBE, format!("<{address}>")))
                .raw_header(HeaderValue::new(UNSUBSCRIBE_POST, "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = builder
            .from(self.from.clone())
            // The same for every try: a mail server that has it already can tell.
            .message_id(Some(format!("<{}@{}>", to.id, self.from.email.domain())))
            .to(Mailbox::new(None, address))
            .subject(text.subject)
            // So that nobody's holiday notice answers.
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(text.text, text.html))
            .map_err(|error| failed(&error))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err((error.to_string(), error.is_permanent())),
        }
    }
}

/// Sends the letters that are due. Tells how many were sent.
///
/// # Errors
/// Those of the database. A letter that the mail server does not take is tried again later.
pub async fn send_due(server: &Server) -> Result<usize, services::Error> {
    let Some(mail) = &server.settings.mail else { return Ok(0) };
    let mut sent = 0;
    for _ in 0..MOST {
        let Some(due) = server.services.next_letter().await? else { break };
        let lang = Lang::from_code(&due.lang).unwrap_or_default();
        let path = due.link.as_ref().map(|(kind, token, end)| (format!("{}/{token}", path_of(*kind)), *end));
        let link = path.as_ref().map(|(path, end)| (path.as_str(), *end));
        let base = server.settings.base();
        let of_plans = due.plan.as_ref().map(|plan| format!("{base}/rencana/berhenti/{}", plan.token));
        let of_notices = due.notices.as_ref().and_then(|mail| mail.token.as_ref());
        let unsubscribe = of_plans.or_else(|| of_notices.map(|token| format!("{base}/pemberitahuan/berhenti/{token}")));
        let text = match (&due.plan, &due.notices, &unsubscribe) {
            (Some(plan), _, Some(unsubscribe)) => reminders(lang, &due.name, base, plan, unsubscribe),
            (_, Some(mail), unsubscribe) => notices(lang, &due.name, base, mail, unsubscribe.as_deref()),
            _ => letter(lang, due.kind, &due.name, base, link),
        };
        match mail.send(&due, text, unsubscribe.as_deref()).await {
            Ok(()) => {
                sent += 1;
                server.services.letter_sent(&due).await?;
            }
            Err((problem, for_good)) => {
                tracing::warn!(kind = due.kind.code(), for_good, "a letter was not taken by the mail server");
                server.services.letter_failed(&due, &problem, for_good).await?;
            }
        }
    }
    Ok(sent)
}

pub fn path_of(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Invitation => "/undangan",
        LinkKind::Reset => "/atur-ulang",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_travel_encrypted_or_stay_on_this_machine() {
        let from = "Ampera <ampera@palembang.go.id>";
        for good in ["smtp://127.0.0.1:1025", "smtps://u:p@mail.example", "smtp://mail.example:587?tls=required"] {
            assert!(MailSettings::new(good, from).is_ok(), "{good}");
        }
        for wrong in
            ["smtp://mail.example", "smtp://mail.example?tls=opportunistic", "mail.example", "http://127.0.0.1"]
        {
            assert!(MailSettings::new(wrong, from).is_err(), "{wrong}");
        }
        let error = MailSettings::new("smtp://u:rahasia@mail.example", "bukan alamat").unwrap_err();
        assert!(!error.contains("rahasia"));
    }
}
