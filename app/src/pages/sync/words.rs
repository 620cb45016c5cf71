//! Destinations, states and reasons in words: what happened, and what to do.

use domain::course_history::Difference;
use domain::delivery::{DeliveryState, Destination, Reason};
use leptos::prelude::*;
use services::What;

use crate::components::chip::{done_chip, due_chip, measured_chip};
use crate::lang::Lang;

pub fn destination(lang: Lang, to: Destination) -> &'static str {
    match to {
        Destination::Siasn => "SIASN (BKN)",
        Destination::Webhook => lang.pick("Sistem kinerja kota", "Performance system of the city"),
    }
}

pub fn state(lang: Lang, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Held => lang.pick("Ditahan", "Held"),
        DeliveryState::Waiting => lang.pick("Menunggu", "Waiting"),
        DeliveryState::Sent => lang.pick("Terkirim", "Sent"),
        DeliveryState::Refused => lang.pick("Ditolak", "Refused"),
        DeliveryState::Dead => lang.pick("Berhenti dicoba", "Given up"),
    }
}

pub fn state_chip(lang: Lang, of: DeliveryState) -> AnyView {
    let text = state(lang, of);
    match of {
        DeliveryState::Held => view! { <span class="chip">{text}</span> }.into_any(),
        DeliveryState::Waiting => due_chip(text),
        DeliveryState::Sent => done_chip(text),
        DeliveryState::Refused | DeliveryState::Dead => {
            view! { <span class="chip chip--short">{text}</span> }.into_any()
        }
    }
}

/// What happened.
pub fn reason(lang: Lang, reason: Option<Reason>) -> &'static str {
    match reason {
        Some(Reason::WasThere) => {
            lang.pick("Sudah ada di sana; tidak disimpan dua kali", "It was there already; nothing was stored twice")
        }
        Some(Reason::Differs) => {
            lang.pick("Sudah ada di sana dengan isi yang berbeda", "It was there already and says something else")
        }
        Some(Reason::NoNumber) => {
            lang.pick("Orang ini tidak punya NIP atau NI PPPK", "This person has no NIP or NI PPPK")
        }
        Some(Reason::UnknownPerson) => lang.pick("Nomornya tidak dikenal di sana", "The number is not known there"),
        Some(Reason::NotTaken) => lang.pick("Sistem tujuan menolak isinya", "The other system does not take it"),
        Some(Reason::Unreadable) => {
            lang.pick("Isinya tidak dapat dibaca lagi di sini", "It cannot be read here any more")
        }
        Some(Reason::TookTooLong) => lang.pick("Jawabannya terlalu lama", "The answer took too long"),
        Some(Reason::Unreachable) => lang.pick("Tidak dapat dihubungi", "It cannot be reached"),
        Some(Reason::RemoteFailed) => lang.pick("Sistem tujuan sedang gagal", "The other system fails"),
        Some(Reason::Busy) => lang.pick("Sistem tujuan meminta kita menunggu", "The other system asks us to wait"),
        Some(Reason::WebPage) => lang.pick("Yang datang halaman web, bukan data", "A web page came instead of data"),
        Some(Reason::Unintelligible) => lang.pick("Jawabannya tidak dapat dipahami", "The answer cannot be understood"),
        Some(Reason::NotAllowed) => {
            lang.pick("Kunci atau kata sandi kita tidak diterima", "Our keys or password are not taken")
        }
        None => lang.pick("Sebab lain", "Another reason"),
    }
}

/// What to do about it.
pub fn advice(lang: Lang, reason: Option<Reason>) -> &'static str {
    match reason {
        Some(Reason::WasThere) | None => "",
        Some(Reason::Differs) => lang.pick("Bandingkan keduanya, lalu perbaiki yang salah di sistem itu.", "Compare the two, and correct the wrong one in that system."),
        Some(Reason::NoNumber) => lang.pick("Isi nomornya di halaman orang, lalu kirim ulang.", "Fill in the number on the person's page, then send again."),
        Some(Reason::UnknownPerson) => lang.pick("Periksa nomornya di halaman orang. Bila sudah benar, tanyakan ke pengelola sistem itu, lalu kirim ulang.", "Check the number on the person's page. If it is right, ask who runs that system, then send again."),
        Some(Reason::NotTaken) => lang.pick("Baca jawabannya di bawah, perbaiki sebabnya, lalu kirim ulang.", "Read its answer below, correct the cause, then send again."),
        Some(Reason::Unreadable) => lang.pick("Beri tahu pengelola teknis: catatan kursusnya tidak lengkap.", "Tell your technicians: the record of the course is not whole."),
        Some(Reason::TookTooLong) => lang.pick("Tidak perlu apa-apa: sebelum dicoba lagi, kita melihat dahulu apakah sudah tersimpan di sana.", "Nothing to do: before the next try we look whether it was stored there."),
        Some(Reason::Unreachable) => lang.pick("Periksa jaringan, dan alamat di berkas --sync.", "Check the network, and the address in the --sync file."),
        Some(Reason::RemoteFailed | Reason::Busy) => lang.pick("Biasanya pulih sendiri. Bila lama, tanyakan ke pengelola sistem itu.", "It usually passes. If it lasts, ask who runs that system."),
        Some(Reason::WebPage) => lang.pick("Biasanya sedang pemeliharaan, atau alamat di berkas --sync keliru. Buka alamatnya di peramban untuk melihat halamannya. Tidak ada yang tersimpan setengah.", "Usually it is being maintained, or the address in the --sync file is wrong. Open the address in a browser to see the page. Nothing was half done."),
        Some(Reason::Unintelligible) => lang.pick("Mungkin alamat dasarnya keliru atau sistemnya berubah. Beri tahu pengelola teknis.", "The base address may be wrong, or the system has changed. Tell your technicians."),
        Some(Reason::NotAllowed) => lang.pick("Kata sandi atau kuncinya mungkin diganti. Perbarui berkas --sync, jalankan ulang server, lalu coba lagi.", "Password or key may have been changed. Update the --sync file, restart the server, then try again."),
    }
}

pub fn what(lang: Lang, of: &What) -> String {
    match (lang, of) {
        (_, What::Course(title)) => title.clone(),
        (Lang::Id, What::Competency(title, Some(level))) => format!("Kompetensi {}: tingkat {level}", title.id),
        (Lang::En, What::Competency(title, Some(level))) => format!("Competency {}: level {level}", title.en),
        (Lang::Id, What::Competency(title, None)) => format!("Kompetensi {}: belum ada tingkat", title.id),
        (Lang::En, What::Competency(title, None)) => format!("Competency {}: no level yet", title.en),
    }
}

pub fn difference(lang: Lang, of: Difference) -> &'static str {
    match of {
        Difference::Name => lang.pick("nama kursus", "name of the course"),
        Difference::Certificate => lang.pick("nomor sertifikat", "number of the certificate"),
        Difference::Hours => lang.pick("jumlah jam", "hours"),
        Difference::Dates => lang.pick("tanggal", "dates"),
    }
}

/// Found there.
pub fn there_chip(text: &'static str) -> AnyView {
    measured_chip(text)
}
