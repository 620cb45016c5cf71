//! Failures to sign in are counted, and whoever fails too often waits.

use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::PersonId;
use domain::throttle::Limit;
use domain::time::Timestamp;
use serde_json::json;

use super::{Door, hash, too_long};
use crate::{Error, Result, Services};

/// What failures are counted by.
pub(super) struct Subjects {
    pub pair: String,
    pub account: String,
    pub address: String,
    /// Of a browser that is known for this account.
    pub device: Option<String>,
}

impl Services {
    pub(super) async fn subjects(&self, person: Option<PersonId>, typed: &str, door: &Door) -> Result<Subjects> {
        // By the person where there is one: name and address of the same account count together.
        let who = person.map_or_else(|| typed.to_owned(), |person| person.to_string());
        let device = match (&door.known, person) {
            (Some(token), Some(person)) if !too_long(token) => {
                let mut conn = self.store.reader().await?;
                let known = store::sign_in::knows_device(&mut conn, hash(token), person).await?;
                known.then(|| format!("device:{}", URL_SAFE_NO_PAD.encode(hash(token))))
            }
            _ => None,
        };
        Ok(Subjects {
            pair: format!("pair:{who}|{}", counted_by(&door.address)),
            account: format!("account:{who}"),
            address: format!("address:{}", counted_by(&door.address)),
            device,
        })
    }

    pub(super) async fn check_failures(&self, subjects: &Subjects) -> Result<()> {
        if let Some(device) = &subjects.device {
            let (failures, _) = self.failures(device, Limit::KNOWN_DEVICE).await?;
            if failures < Limit::KNOWN_DEVICE.free {
                return Ok(());
            }
        }
        let limits =
            [(&subjects.pair, Limit::PAIR), (&subjects.account, Limit::ACCOUNT), (&subjects.address, Limit::ADDRESS)];
        for (subject, limit) in limits {
            self.check_limit(subject, limit).await?;
        }
        Ok(())
    }

    /// # Errors
    /// [`Error::TooManySignIns`] while the subject has to wait.
    pub(crate) async fn check_limit(&self, subject: &str, limit: Limit) -> Result<()> {
        let (failures, latest) = self.failures(subject, limit).await?;
        match limit.wait(failures, latest, self.now()) {
            0 => Ok(()),
            millis => Err(Error::TooManySignIns { minutes: u32::try_from(millis / 60_000 + 1).unwrap_or(1) }),
        }
    }

    async fn failures(&self, subject: &str, limit: Limit) -> Result<(i64, Option<Timestamp>)> {
        let mut conn = self.store.reader().await?;
        let (failures, latest) = store::sign_in::failures(&mut conn, subject, limit.since(self.now())).await?;
        Ok((failures, latest.map(Timestamp)))
    }

    /// `known` is whose account it was.
    pub(super) async fn add_failures(&self, subjects: Vec<String>, known: Option<PersonId>) -> Result<()> {
        let now = self.now();
        // Whoever fails is not known. What was typed is not written down: it may be a password.
        let event = self.event(None, known, "sign-in-failed", json!({ "factor": "password" }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for subject in subjects {
                        store::session::add_failure(conn, &subject, now).await?;
                    }
                    Ok(store::audit::append(conn, event).await?)
                })
            })
            .await
    }
}

impl Subjects {
    /// A failure in a known browser says nothing against anybody else.
    pub(super) fn counted(self) -> Vec<String> {
        match self.device {
            Some(device) => vec![device, self.pair],
            None => vec![self.pair, self.account, self.address],
        }
    }
}

/// What failures of an address are counted by. Who has one address of version 6 has a network of them.
pub(crate) fn counted_by(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_version_six_counts_as_one() {
        assert_eq!(counted_by("2001:db8:1:2:3::4"), counted_by("2001:db8:1:2::ffff"));
        assert_ne!(counted_by("2001:db8:1:2::1"), counted_by("2001:db8:1:3::1"));
        assert_eq!((counted_by("::ffff:10.0.0.1"), counted_by("1")), ("10.0.0.1".to_owned(), "1".to_owned()));
    }
}
