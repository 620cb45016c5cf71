//! The chain over the audit log: sealing new rows, and finding what was removed, changed, inserted or put in another order.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use store::audit_chain::{GENESIS, Head, Link, Row};
use uuid::Uuid;

use crate::{Error, Result, Services};

/// Rows sealed in one transaction.
const BATCH: u32 = 500;
/// Links checked at once.
const PAGE: u32 = 1000;
/// More faults are not listed: the first ones say where to look.
const MOST_FAULTS: u32 = 100;

/// What checking the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// Rows that the chain seals.
    pub rows: i64,
    /// The hash of the last link, in hexadecimal: noted elsewhere, it proves later that nothing before it was changed.
    pub head: String,
    pub faults: Vec<ChainFault>,
}

/// Something that is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    #[error("place {place}: the link is missing")]
    LinkMissing { place: i64 },
    #[error("place {place}: row {row} was removed")]
    RowRemoved { place: i64, row: Uuid },
    #[error("place {place}: row {row} is not what was sealed there: it was changed, or put in another order")]
    RowChanged { place: i64, row: Uuid },
    #[error("row {row} was inserted past the program: no link seals it and it does not wait for one")]
    RowInserted { row: Uuid },
    #[error("row {row} was removed before it was sealed")]
    RowLost { row: Uuid },
    #[error("the chain ends at place {found}, but {noted} links were sealed")]
    EndMissing { found: i64, noted: i64 },
    #[error("the end of the chain is not the one that was noted")]
    EndChanged,
    #[error("the expected hash is nowhere in the chain: what it stood for was changed or removed")]
    ExpectedMissing,
}

impl Services {
    /// Seals the rows that wait. Tells how many. A job calls it every second, and checking does before it begins.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn seal_audit(&self) -> Result<u64> {
        let mut conn = self.store.reader().await?;
        if !store::audit_chain::is_pending(&mut conn).await? {
            return Ok(0);
        }
        drop(conn);
        let mut sealed = 0;
        loop {
            let batch = self.store.write(|conn| Box::pin(seal_batch(conn))).await?;
            sealed += batch;
            if batch < u64::from(BATCH) {
                return Ok(sealed);
            }
        }
    }

    /// Checks the whole chain. `expect` is a hash that was noted earlier; it has to be in the chain still.
    ///
    /// # Errors
    /// Those of the database; a fault is no error.
    pub async fn verify_audit(&self, expect: Option<&str>) -> Result<ChainReport> {
        self.seal_audit().await?;
        let mut conn = self.store.reader().await?;
        let head = store::audit_chain::head(&mut conn).await?.unwrap_or(Head { seq: 0, hash: GENESIS.to_vec() });
        let mut faults = Vec::new();
        let mut last = Head { seq: 0, hash: GENESIS.to_vec() };
        let mut expected_is_there = expect.is_none_or(|expect| expect == hexadecimal(&last.hash));
        loop {
            let links = store::audit_chain::links_after(&mut conn, last.seq, PAGE).await?;
            let links: Vec<Link> = links.into_iter().filter(|link| link.seq <= head.seq).collect();
            let Some(newest) = links.last() else { break };
            let rows = store::audit_chain::rows_between(&mut conn, last.seq, newest.seq).await?;
            let rows: HashMap<Uuid, Row> = rows.into_iter().map(|row| (row.id, row)).collect();
            for link in links {
                faults.extend((last.seq + 1..link.seq).map(|place| ChainFault::LinkMissing { place }));
                match rows.get(&link.audit_id) {
                    None => faults.push(ChainFault::RowRemoved { place: link.seq, row: link.audit_id }),
                    // A missing link breaks the one after it, too: that is said already.
                    Some(row) if link.seq == last.seq + 1 && link_hash(&last.hash, row)[..] != link.hash => {
                        faults.push(ChainFault::RowChanged { place: link.seq, row: link.audit_id });
                    }
                    Some(_) => {}
                }
                expected_is_there |= expect == Some(hexadecimal(&link.hash).as_str());
                // From the stored hash on: one changed row is told once, not with every row after it.
                last = Head { seq: link.seq, hash: link.hash };
            }
        }
        if last.seq < head.seq {
            faults.push(ChainFault::EndMissing { found: last.seq, noted: head.seq });
        } else if last.hash != head.hash {
            faults.push(ChainFault::EndChanged);
        }
        let strangers = store::audit_chain::strangers(&mut conn, MOST_FAULTS).await?;
        faults.extend(strangers.into_iter().map(|row| ChainFault::RowInserted { row }));
        let lost = store::audit_chain::lost(&mut conn, MOST_FAULTS).await?;
        faults.extend(lost.into_iter().map(|row| ChainFault::RowLost { row }));
        if !expected_is_there {
            faults.push(ChainFault::ExpectedMissing);
        }
        Ok(ChainReport { rows: head.seq, head: hexadecimal(&head.hash), faults })
    }
}

/// One transaction: holds the end of the chain, so that of several servers one seals at a time.
async fn seal_batch(conn: &mut store::Conn) -> Result<u64, Error> {
    let mut head = store::audit_chain::hold_head(conn).await?;
    let rows = store::audit_chain::pending(conn, BATCH).await?;
    let count = rows.len() as u64;
    for row in rows {
        let hash = link_hash(&head.hash, &row).to_vec();
        head = Head { seq: head.seq + 1, hash: hash.clone() };
        store::audit_chain::append(conn, Link { seq: head.seq, audit_id: row.id, hash }).await?;
    }
    store::audit_chain::set_head(conn, head).await?;
    Ok(count)
}

/// SHA-256 of the hash before and of the row. Every part says how long it is: no two rows give the same bytes.
fn link_hash(before: &[u8], row: &Row) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(b"ampera audit 1\n");
    let mut part = |bytes: Option<&[u8]>| match bytes {
        None => hash.update([0]),
        Some(bytes) => {
            hash.update([1]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    };
    let id = |id: &Option<Uuid>| id.map(|id| id.into_bytes());
    part(Some(before));
    part(Some(row.id.as_bytes()));
    part(Some(&row.at.to_be_bytes()));
    part(id(&row.actor_id).as_ref().map(|id| &id[..]));
    part(id(&row.subject_id).as_ref().map(|id| &id[..]));
    part(Some(row.action.as_bytes()));
    part(Some(row.detail.as_bytes()));
    part(row.address.as_deref().map(str::as_bytes));
    part(row.agent.as_deref().map(str::as_bytes));
    part(id(&row.client_id).as_ref().map(|id| &id[..]));
    hash.finalize().into()
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            id: Uuid::from_u128(1),
            at: 2,
            actor_id: None,
            subject_id: Some(Uuid::from_u128(3)),
            action: "signed-in".to_owned(),
            detail: "{}".to_owned(),
            address: Some("203.0.113.0/24".to_owned()),
            agent: None,
            client_id: None,
        }
    }

    /// The hash of a row is a promise to all who noted one: it never changes.
    #[test]
    fn the_hash_of_a_row_stays_what_it_is() {
        let expected = "133c14ce4519bdb8ff45d7fa0f3165617ccb95941002f0e461fdb1aa5265baa2";
        assert_eq!(hexadecimal(&link_hash(&GENESIS, &row())), expected);
    }

    #[test]
    fn every_part_of_a_row_counts() {
        let whole = link_hash(&GENESIS, &row());
        let other = Uuid::from_u128(9);
        let changed = [
            Row { id: other, ..row() },
            Row { at: 3, ..row() },
            Row { actor_id: Some(other), ..row() },
            Row { subject_id: None, ..row() },
            Row { action: "signed-i".to_owned(), detail: "n{}".to_owned(), ..row() },
            Row { address: None, agent: row().address, ..row() },
            Row { agent: Some(String::new()), ..row() },
            Row { client_id: Some(other), ..row() },
        ];
        assert!(changed.iter().all(|row| link_hash(&GENESIS, row) != whole));
        assert_ne!(link_hash(&whole, &row()), whole);
    }
}
