//! The chain over the audit log, on every database, against somebody who may do anything with the database.

use services::{ChainFault, ChainReport};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

use crate::city::{City, cities};

/// Runs a text as somebody who owns the database: the triggers are gone, and nothing asks who they are.
async fn force(city: &City, texts: &[&str]) {
    let address = &city.database.address;
    if address.starts_with("sqlite:") {
        let mut conn = SqliteConnection::connect(address).await.unwrap();
        for trigger in ["audit_no_update", "audit_no_delete", "audit_link_no_update", "audit_link_no_delete"] {
            conn.execute(AssertSqlSafe(format!("DROP TRIGGER IF EXISTS {trigger}"))).await.unwrap();
        }
        for text in texts {
            conn.execute(AssertSqlSafe((*text).to_owned())).await.unwrap();
        }
        conn.close().await.unwrap();
    } else {
        let mut conn = PgConnection::connect(address).await.unwrap();
        for (trigger, table) in [("audit_append_only", "audit"), ("audit_link_append_only", "audit_link")] {
            conn.execute(AssertSqlSafe(format!("DROP TRIGGER IF EXISTS {trigger} ON {table}"))).await.unwrap();
        }
        for text in texts {
            conn.execute(AssertSqlSafe((*text).to_owned())).await.unwrap();
        }
        conn.close().await.unwrap();
    }
}

async fn verify(city: &City) -> ChainReport {
    city.services.verify_audit(None).await.unwrap()
}

async fn sealed(city: &City) -> ChainReport {
    let report = verify(city).await;
    assert_eq!(report.faults, []);
    assert!(report.rows > 20, "{report:?}");
    report
}

#[tokio::test]
async fn an_untouched_log_has_no_faults_and_grows() {
    for city in cities().await {
        let first = sealed(&city).await;
        assert_eq!(city.services.seal_audit().await.unwrap(), 0, "nothing waits");
        city.actor("rina").await;
        assert_eq!(city.services.seal_audit().await.unwrap(), 1);
        let second = city.services.verify_audit(Some(&first.head)).await.unwrap();
        assert_eq!((second.rows, second.faults), (first.rows + 1, vec![]), "an old hash is still in the chain");
        let unknown = city.services.verify_audit(Some(&"0f".repeat(32))).await.unwrap();
        assert_eq!(unknown.faults, [ChainFault::ExpectedMissing]);
    }
}

#[tokio::test]
async fn two_sealers_do_not_get_in_each_others_way() {
    for city in cities().await {
        let services = &city.services;
        let sealed = tokio::join!(services.seal_audit(), services.seal_audit(), services.seal_audit());
        let rows: u64 = [sealed.0, sealed.1, sealed.2].into_iter().map(|sealed| sealed.unwrap()).sum();
        let report = verify(&city).await;
        assert_eq!((report.faults, report.rows as u64), (vec![], rows));
    }
}

#[tokio::test]
async fn a_changed_row_is_found() {
    for city in cities().await {
        sealed(&city).await;
        for column in ["detail = 'x'", "actor_id = NULL", "at = at + 1", "address = '10.0.0.0/24'"] {
            force(&city, &["UPDATE audit SET detail = detail"]).await;
            let set = format!("UPDATE audit SET {column} WHERE id = (SELECT audit_id FROM audit_link WHERE seq = 5)");
            force(&city, &["CREATE TABLE kept AS SELECT * FROM audit", &set]).await;
            let faults = verify(&city).await.faults;
            assert!(matches!(faults[..], [ChainFault::RowChanged { place: 5, .. }]), "{column}: {faults:?}");
            force(&city, &["DELETE FROM audit", "INSERT INTO audit SELECT * FROM kept", "DROP TABLE kept"]).await;
            sealed(&city).await;
        }
    }
}

#[tokio::test]
async fn a_removed_row_is_found_and_so_is_one_without_its_link() {
    for city in cities().await {
        let head = sealed(&city).await.head;
        force(&city, &["DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_link WHERE seq = 7)"]).await;
        let faults = verify(&city).await.faults;
        assert!(matches!(faults[..], [ChainFault::RowRemoved { place: 7, .. }]), "{faults:?}");
        force(&city, &["DELETE FROM audit_link WHERE seq = 7"]).await;
        assert_eq!(verify(&city).await.faults, [ChainFault::LinkMissing { place: 7 }]);
        // Whoever writes every link after it again leaves a chain that is whole; the noted hash is not in it.
        let report = city.services.verify_audit(Some(&head)).await.unwrap();
        assert_eq!(report.faults, [ChainFault::LinkMissing { place: 7 }]);
    }
}

#[tokio::test]
async fn a_removed_end_is_found() {
    for city in cities().await {
        let report = sealed(&city).await;
        let last = format!("WHERE seq > {}", report.rows - 2);
        let rows = format!("DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_link {last})");
        force(&city, &[&rows, &format!("DELETE FROM audit_link {last}")]).await;
        let faults = verify(&city).await.faults;
        assert_eq!(faults, [ChainFault::EndMissing { found: report.rows - 2, noted: report.rows }]);
        // With the noted end moved back, only a hash that was noted elsewhere tells.
        let head = format!(
            "UPDATE audit_head SET seq = {0}, hash = (SELECT hash FROM audit_link WHERE seq = {0})",
            report.rows - 2
        );
        force(&city, &[&head]).await;
        assert_eq!(verify(&city).await.faults, []);
        let expected = city.services.verify_audit(Some(&report.head)).await.unwrap().faults;
        assert_eq!(expected, [ChainFault::ExpectedMissing]);
    }
}

#[tokio::test]
async fn an_inserted_row_is_found() {
    for city in cities().await {
        sealed(&city).await;
        let id = if city.database.address.starts_with("sqlite:") {
            "X'00000000000070008000000000000001'"
        } else {
            "'00000000-0000-7000-8000-000000000001'"
        };
        let row = format!("INSERT INTO audit (id, at, action, detail) VALUES ({id}, 0, 'signed-in', '{{}}')");
        force(&city, &[&row]).await;
        let faults = verify(&city).await.faults;
        assert!(matches!(faults[..], [ChainFault::RowInserted { .. }]), "{faults:?}");
        let link = format!("INSERT INTO audit_link (seq, audit_id, hash) SELECT seq + 1, {id}, hash FROM audit_head");
        force(&city, &[&link, "UPDATE audit_head SET seq = seq + 1"]).await;
        let faults = verify(&city).await.faults;
        assert!(matches!(faults[..], [ChainFault::RowChanged { .. }]), "{faults:?}");
    }
}

#[tokio::test]
async fn another_order_is_found() {
    for city in cities().await {
        sealed(&city).await;
        // Two rows change places, each with the link of the other.
        force(
            &city,
            &[
                "UPDATE audit_link SET seq = -1 WHERE seq = 3",
                "UPDATE audit_link SET seq = 3 WHERE seq = 4",
                "UPDATE audit_link SET seq = 4 WHERE seq = -1",
            ],
        )
        .await;
        let faults = verify(&city).await.faults;
        let places: Vec<i64> = faults
            .iter()
            .map(|fault| match fault {
                ChainFault::RowChanged { place, .. } => *place,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(places, [3, 4, 5]);
    }
}

#[tokio::test]
async fn a_row_that_is_removed_before_it_is_sealed_is_found() {
    for city in cities().await {
        sealed(&city).await;
        city.actor("rina").await;
        force(&city, &["DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_pending)"]).await;
        let faults = verify(&city).await.faults;
        assert!(matches!(faults[..], [ChainFault::RowLost { .. }]), "{faults:?}");
    }
}

#[tokio::test]
async fn the_log_is_append_only_as_long_as_its_triggers_are_there() {
    for city in cities().await {
        sealed(&city).await;
        let address = &city.database.address;
        for text in ["UPDATE audit_link SET hash = hash", "DELETE FROM audit_link"] {
            let refused = if address.starts_with("sqlite:") {
                SqliteConnection::connect(address).await.unwrap().execute(AssertSqlSafe(text.to_owned())).await.err()
            } else {
                PgConnection::connect(address).await.unwrap().execute(AssertSqlSafe(text.to_owned())).await.err()
            };
            assert!(refused.unwrap().to_string().contains("audit_link is append-only"));
        }
    }
}
