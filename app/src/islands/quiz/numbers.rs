//! Numbers of the island that need no browser.

/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: u32 = 30;

/// How long to wait after `failures` tries in a row that did not arrive, in seconds: 1, 2, 4, 8, 16, 30, 30, ...
pub fn pause(failures: u32) -> u32 {
    1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}

/// The number of the next message: greater than any before, also where the storage was cleared or the clock set back.
pub fn next_number(last: f64, stored: f64, now: f64) -> f64 {
    let last = if last > stored { last } else { stored };
    if now > last { now } else { last + 1.0 }
}

/// A remaining time as `m:ss`, or `h:mm:ss` from an hour.
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = String::new();
    if hours > 0 {
        text.push_str(&hours.to_string());
        text.push(':');
        push_two(&mut text, minutes);
    } else {
        text.push_str(&minutes.to_string());
    }
    text.push(':');
    push_two(&mut text, seconds);
    text
}

fn push_two(text: &mut String, number: u32) {
    if number < 10 {
        text.push('0');
    }
    text.push_str(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_thirty_seconds() {
        let pauses: Vec<_> = (1..=8).map(pause).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(pause(0), 1);
        assert_eq!(pause(200), LONGEST_PAUSE);
    }

    #[test]
    fn numbers_only_grow() {
        assert_eq!(next_number(0.0, 0.0, 1000.0), 1000.0);
        assert_eq!(next_number(1000.0, 0.0, 1000.0), 1001.0);
        assert_eq!(next_number(0.0, 5000.0, 1000.0), 5001.0, "the clock was set back");
        assert_eq!(next_number(7000.0, 5000.0, 1000.0), 7001.0);
    }

    #[test]
    fn remaining_time_reads_as_a_clock() {
        assert_eq!(clock(702), "11:42");
        assert_eq!(clock(9), "0:09");
        assert_eq!(clock(3725), "1:02:05");
    }
}
