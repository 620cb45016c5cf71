//! My devices: where I am signed in.

use domain::id::SessionId;
use domain::time::Timestamp;

/// A signed-in device.
#[derive(Clone, Debug)]
pub struct DeviceView {
    pub id: SessionId,
    /// As its browser named itself, shortened.
    pub device: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub is_this: bool,
}
