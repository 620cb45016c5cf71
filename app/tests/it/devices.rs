//! My devices.

use app::lang::Lang;
use app::pages::devices;
use domain::id::SessionId;
use domain::time::Timestamp;
use services::DeviceView;
use uuid::Uuid;

use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn device(id: u128, name: &str, hours_ago: i64) -> DeviceView {
    DeviceView {
        id: SessionId(Uuid::from_u128(id)),
        device: name.to_owned(),
        created_at: NOW.plus_days(-20),
        seen_at: NOW.plus_minutes(-60 * hours_ago),
        is_this: hours_ago == 0,
    }
}

#[test]
fn three_devices() {
    let list = [device(1, "Firefox di Windows", 0), device(2, "Chrome di Android", 14), device(3, "", 500)];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| devices(f, &list)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| devices(f, &list)));
}

#[test]
fn this_device_only() {
    let html = main_of(&frame(Lang::Id), |f| devices(f, &[device(1, "Firefox di Windows", 0)]));
    assert!(!html.contains("<form"), "{html}");
}

#[test]
fn what_a_browser_calls_itself_is_text() {
    assert_escaped(&frame(Lang::Id), |f| devices(f, &[device(1, EVIL, 0), device(2, EVIL, 3)]));
}
