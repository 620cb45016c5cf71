//! What somebody wants to be told, and how; and what a rule wants that they are told.

use std::collections::BTreeMap;

use domain::notification::{Choice, Kind, Mail, OtherLetter};
use domain::policy::Action;
use serde_json::json;
use store::plan_reminder::Setting;

use crate::{Actor, Error, Result, Services, Text};

/// What `/pemberitahuan/atur` shows.
#[derive(Clone, Debug)]
pub struct ChoicesView {
    /// In the order of [`Kind::ALL`].
    pub rows: Vec<ChoiceRow>,
    /// The reminders of plans are sent by e-mail.
    pub plan_mail: bool,
    /// Where e-mails go to; nowhere where none is on record.
    pub address: Option<String>,
    /// The letter of the day goes out from this hour on.
    pub digest_hour: i8,
}

/// A kind, and how the reader wants to be told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceRow {
    pub kind: Kind,
    pub choice: Choice,
    /// It cannot be turned off.
    pub required: Option<Required>,
}

/// Which rule wants that people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    pub why: String,
    pub source: Text,
    /// Nobody has compared it with the official text yet: `false`.
    pub is_checked: bool,
}

impl Services {
    /// How the actor wants to be told.
    ///
    /// # Errors
    /// Those of the database, and rules that cannot be read.
    pub async fn notification_choices(&self, actor: &Actor) -> Result<ChoicesView> {
        self.allow(actor, Action::ManageOwnData)?;
        let snapshot = self.snapshot()?;
        let rules = snapshot.rules.notifications(self.now().jakarta().date())?;
        let mut conn = self.store.reader().await?;
        let chosen = store::notification::choices(&mut conn, actor.person).await?;
        let setting = store::plan_reminder::setting(&mut conn, actor.person).await?;
        let address = store::account::email(&mut conn, actor.person).await?;
        drop(conn);
        let chosen: BTreeMap<String, (bool, String)> =
            chosen.into_iter().map(|(kind, app, mail)| (kind, (app, mail))).collect();
        let row = |kind: Kind| {
            let usual = Choice::usual(kind);
            let choice = chosen
                .get(kind.code())
                .map_or(usual, |(app, mail)| Choice { app: *app, mail: Mail::from_code(mail).unwrap_or(usual.mail) });
            let required = rules.required(kind).map(|rule| Required {
                why: rule.why.in_lang(self.lang()).to_owned(),
                source: rule.source.clone(),
                is_checked: rule.status == "seen",
            });
            let choice = if required.is_some() { choice.required(kind) } else { choice };
            ChoiceRow { kind, choice, required }
        };
        Ok(ChoicesView {
            rows: Kind::ALL.into_iter().map(row).collect(),
            plan_mail: setting.is_none_or(|setting| setting.mail),
            address,
            digest_hour: rules.digest_from_hour,
        })
    }

    /// Keeps how the actor wants to be told. What a rule wants stays on, whatever was sent.
    ///
    /// # Errors
    /// Those of the database, and rules that cannot be read.
    pub async fn choose_notifications(&self, actor: &Actor, chosen: &[(Kind, Choice)], plan_mail: bool) -> Result<()> {
        self.allow(actor, Action::ManageOwnData)?;
        let snapshot = self.snapshot()?;
        let rules = snapshot.rules.notifications(self.now().jakarta().date())?;
        let rows: Vec<_> = chosen
            .iter()
            .map(|(kind, choice)| {
                let choice = if rules.required(*kind).is_some() { choice.required(*kind) } else { *choice };
                // Another letter tells of it: none is made of the notification.
                let mail = if kind.letter() == OtherLetter::None { choice.mail } else { Mail::Never };
                (*kind, choice.app, mail)
            })
            .collect();
        let person = actor.person;
        let event = self.event(Some(person), Some(person), "notifications-chosen", json!({}))?;
        let setting = Setting { mail: plan_mail, ..self.new_setting(self.lang())? };
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::notification::choose(conn, person, &rows).await?;
                    store::plan_reminder::set(conn, person, &setting).await?;
                    store::audit::append(conn, event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    /// Keeps in which language the actor reads: letters that somebody else causes are written in it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keep_language(&self, actor: &Actor, lang: &str) -> Result<()> {
        self.allow(actor, Action::ManageOwnData)?;
        let (person, setting) = (actor.person, self.new_setting(lang)?);
        self.store
            .write_statement(move |conn| {
                Box::pin(
                    async move { store::notification::set_lang(conn, person, &setting.lang, setting.secret).await },
                )
            })
            .await
            .map_err(Error::from)
    }
}
