//! How somebody showed a provider who they are: `amr` of the ID token, in the words of RFC 8176.

/// A kind of factor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Knowledge,
    Possession,
    Inherence,
}

impl Kind {
    /// Of what says nothing about a factor (`user`, `geo`, `rba`, ...), or is not known, there is none.
    fn of(method: &str) -> Option<Self> {
        match method {
            "pwd" | "pin" | "kba" => Some(Self::Knowledge),
            "otp" | "hwk" | "swk" | "sms" | "tel" | "sc" | "pop" => Some(Self::Possession),
            "face" | "fpt" | "iris" | "retina" | "vbm" => Some(Self::Inherence),
            _ => None,
        }
    }
}

/// Whether these are two factors: the provider says so, or names two of different kinds. A code or a key alone is one.
pub(super) fn are_two_factors<'m>(methods: impl IntoIterator<Item = &'m str>) -> bool {
    let mut first = None;
    for method in methods {
        if method == "mfa" {
            return true;
        }
        match (first, Kind::of(method)) {
            (Some(one), Some(other)) if one != other => return true,
            (None, kind) => first = kind,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_factors_are_of_two_kinds() {
        for two in [&["mfa"][..], &["pwd", "otp"], &["hwk", "pin"], &["fpt", "hwk"], &["user", "pwd", "sms"]] {
            assert!(are_two_factors(two.iter().copied()), "{two:?}");
        }
        for one in [&["otp"][..], &["hwk"], &["pwd"], &["otp", "hwk"], &["pwd", "pin"], &["pwd", "user", "geo"], &[]] {
            assert!(!are_two_factors(one.iter().copied()), "{one:?}");
        }
    }
}
