//! Published content: versions that never change, and which of them is current.

use domain::id::ContentHash;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// A current version.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Current {
    pub kind: String,
    pub slug: String,
    #[sqlx(try_from = "String")]
    pub hash: ContentHash,
    pub shipped: bool,
}

/// A version to publish.
pub struct Version {
    pub hash: ContentHash,
    pub kind: String,
    pub slug: String,
    pub files: Vec<u8>,
    pub shipped: bool,
}

/// Publishes a version and makes it current. The same version again changes nothing but what is current.
pub async fn publish(conn: &mut Conn, version: Version, now: Timestamp) -> Result<()> {
    const VERSION: Sql = Sql::new(
        "INSERT INTO content_version (hash, kind, slug, files, shipped, published_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (hash) DO UPDATE SET shipped = excluded.shipped",
    );
    const CURRENT: Sql = Sql::new(
        "INSERT INTO content_current (kind, slug, hash) VALUES ($1, $2, $3)
         ON CONFLICT (kind, slug) DO UPDATE SET hash = excluded.hash",
    );
    let Version { hash, kind, slug, files, shipped } = version;
    conn.run(VERSION, args![&hash, kind.as_str(), slug.as_str(), files, shipped, now]).await?;
    conn.run(CURRENT, args![kind, slug, &hash]).await.map(drop)
}

/// All current versions.
pub async fn current(conn: &mut Conn) -> Result<Vec<Current>> {
    const CURRENT: Sql = Sql::new(
        "SELECT c.kind, c.slug, c.hash, v.shipped FROM content_current c JOIN content_version v ON v.hash = c.hash
         ORDER BY c.kind, c.slug",
    );
    conn.all(CURRENT, args![]).await
}

/// The slug and files of a version.
pub async fn version(conn: &mut Conn, hash: &ContentHash) -> Result<Option<(String, Vec<u8>)>> {
    const VERSION: Sql = Sql::new("SELECT slug, files FROM content_version WHERE hash = $1");
    conn.maybe(VERSION, args![hash]).await
}

/// The files of every version of a kind, current or not.
pub async fn all_of_kind(conn: &mut Conn, kind: &str) -> Result<Vec<Vec<u8>>> {
    const ALL: Sql = Sql::new("SELECT files FROM content_version WHERE kind = $1 ORDER BY published_at, hash");
    Ok(conn.all::<(Vec<u8>,)>(ALL, args![kind]).await?.into_iter().map(|(files,)| files).collect())
}
