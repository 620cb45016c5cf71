//! From where a use case is called: the pipeline says it once for a request, and every audit event of that request has it,
//! also that of a sign-in that failed. Jobs and commands come from nowhere.

use std::net::IpAddr;

use store::audit::Origin;

tokio::task_local! {
    static ORIGIN: Origin;
}

/// Runs `work` as coming from `origin`.
pub async fn from<F: Future>(origin: Origin, work: F) -> F::Output {
    ORIGIN.scope(origin, work).await
}

/// The origin of the request that is being answered.
pub(crate) fn current() -> Origin {
    ORIGIN.try_with(Clone::clone).unwrap_or_default()
}

/// An address as the audit log keeps it: the network, not the machine. Rows of the log are never changed, so the address
/// is shortened before it is written and not after a period.
pub fn shorten(address: &str) -> Option<String> {
    match address.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            Some(format!("{a}.{b}.{c}.0/24"))
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            Some(format!("{a:x}:{b:x}:{c:x}::/48"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shortened_to_its_network() {
        assert_eq!(shorten("203.0.113.77").unwrap(), "203.0.113.0/24");
        assert_eq!(shorten("::ffff:203.0.113.77").unwrap(), "203.0.113.0/24");
        assert_eq!(shorten("2001:db8:1:2:3:4:5:6").unwrap(), "2001:db8:1::/48");
        assert_eq!(shorten("unknown"), None);
    }

    #[tokio::test]
    async fn what_is_done_within_comes_from_there() {
        let origin = Origin { address: Some("203.0.113.0/24".to_owned()), ..Origin::default() };
        assert_eq!(from(origin.clone(), async { current() }).await, origin);
        assert_eq!(current(), Origin::default());
    }
}
