//! Names of people who do not exist, and who of them is away.

use domain::draw::shuffled;
use domain::status::Status;

const GIVEN: [&str; 24] = [
    "Ahmad", "Siti", "Dedi", "Rini", "Hendra", "Maya", "Joko", "Fitri", "Rizal", "Wulan", "Eko", "Indah", "Iwan",
    "Ratna", "Taufik", "Desi", "Hasan", "Lestari", "Andi", "Yuni", "Ridwan", "Mega", "Zainal", "Kartika",
];
const FAMILY: [&str; 20] = [
    "Saputra",
    "Wijaya",
    "Kusuma",
    "Hidayat",
    "Pratama",
    "Lubis",
    "Nasution",
    "Siregar",
    "Utami",
    "Permata",
    "Gunawan",
    "Setiawan",
    "Rahmawati",
    "Maulana",
    "Firdaus",
    "Anwar",
    "Handayani",
    "Syahputra",
    "Wibowo",
    "Puspita",
];

pub(super) fn of(place: usize) -> String {
    let turn = shuffled(place as i64, "name", GIVEN.len());
    format!("{} {}", GIVEN[turn[0]], FAMILY[place % FAMILY.len()])
}

/// A few are away.
pub(super) fn status(place: usize) -> Option<Status> {
    match place % 97 {
        5 => Some(Status::Leave),
        11 => Some(Status::Study),
        _ => None,
    }
}

/// A number that looks like chance and is the same every time: the finaliser of SplitMix64.
pub(super) fn chance(place: usize, about: u64) -> u64 {
    let mut mixed =
        (place as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ about.wrapping_mul(0xd1b5_4a32_d192_ed03);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_even_enough() {
        let low = (0..10_000).filter(|place| chance(*place, 7) % 1000 < 300).count();
        assert!((2800..3200).contains(&low), "{low}");
    }
}
