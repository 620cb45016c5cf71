//! The systems, how they do, and what the list is narrowed to.

use domain::delivery::{DeliveryState, Destination};
use leptos::prelude::*;
use services::{DestinationView, SyncView};

use super::words::{advice, destination, reason, state};
use crate::components::alert::{Kind, alert};
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, select_field};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// Systems that fail as a whole: since when, why, and what to do.
pub fn problems(frame: &Frame, view: &SyncView) -> AnyView {
    let lang = frame.lang;
    let alerts = view.destinations.iter().filter_map(|to| {
        let problem = to.problem.as_ref()?;
        let title = format!("{}: {}", destination(lang, to.id), reason(lang, problem.reason));
        let (since, until) = (format::date_time(lang, problem.since), format::date_time(lang, problem.until));
        let when = match lang {
            Lang::Id => format!("Sejak {since}. Semua pesan tersimpan dan menunggu; dicoba lagi sendiri pada {until}."),
            Lang::En => {
                format!("Since {since}. Every message is kept and waits; it is tried again by itself on {until}.")
            }
        };
        let said = (!problem.detail.is_empty()).then(|| view! { <p class="muted">"“"{problem.detail.clone()}"”"</p> });
        let now = view.may_change.then(|| {
            view! {
                <form class="gap-top" method="post" action=format!("/admin/sinkronisasi/{}/coba", to.id.code())>
                    {csrf(frame)}
                    <button class="button button--quiet">{lang.pick("Coba sekarang", "Try now")}</button>
                </form>
            }
        });
        let text = view! {
            <p>{when}</p>
            <p>{advice(lang, problem.reason)}</p>
            {said}
            {now}
        };
        Some(alert(Kind::Error, title, text))
    });
    alerts.collect_view().into_any()
}

pub fn destinations(lang: Lang, view: &SyncView) -> AnyView {
    if view.destinations.is_empty() {
        let why = lang.pick(
            "Pengelola teknis menyebut sistemnya di berkas --sync. Sejak tanggal yang ditulis di sana, semua yang terjadi masuk antrean.",
            "Your technicians name the systems in the --sync file. From the day that is written there, everything that happens is queued.",
        );
        return empty(lang.pick("Belum ada sistem tujuan", "No other systems yet"), why, None);
    }
    let heads = [
        lang.pick("Menunggu", "Waiting"),
        lang.pick("Terkirim", "Sent"),
        lang.pick("Ditolak", "Refused"),
        lang.pick("Ditahan", "Held"),
    ];
    let row = |to: &DestinationView| {
        let since = format::date(lang, to.since);
        let note = match (to.configured, lang) {
            (true, Lang::Id) => format!("Yang terjadi sejak {since}"),
            (true, Lang::En) => format!("What happened since {since}"),
            (false, Lang::Id) => "Tidak lagi disebut di berkas --sync: pesannya menunggu".to_owned(),
            (false, Lang::En) => "No longer named in the --sync file: its messages wait".to_owned(),
        };
        let cells = heads.into_iter().zip([to.waiting, to.sent, to.refused, to.held]);
        let cells = cells.map(|(head, count)| view! { <td data-label=head>{format::number(lang, count)}</td> });
        view! {
            <tr>
                <th scope="row">{destination(lang, to.id)}<span class="line muted">{note}</span></th>
                {cells.collect_view()}
            </tr>
        }
    };
    let rows = view.destinations.iter().map(row).collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Sistem", "System")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="card-note">
                {lang.pick(
                    "Ditahan: tentang orang di unit yang belum diaktifkan. Ditolak: juga yang berhenti dicoba setelah dua hari.",
                    "Held: about people of units that are not on. Refused: also what was given up after two days.",
                )}
            </p>
        </div>
    }
    .into_any()
}

pub fn filters(lang: Lang, view: &SyncView) -> AnyView {
    let every = || (String::new(), lang.pick("Semua", "All").to_owned());
    let destinations = Destination::ALL.map(|to| (to.code().to_owned(), destination(lang, to).to_owned()));
    let states = DeliveryState::ALL.map(|of| (of.code().to_owned(), state(lang, of).to_owned()));
    let options = |all: Vec<(String, String)>| std::iter::once(every()).chain(all).collect();
    view! {
        <form class="filters no-print" method="get" action="/admin/sinkronisasi">
            {select_field(
                &Field::new("tujuan", lang.pick("Tujuan", "To")),
                options(destinations.to_vec()),
                view.query.to.map_or("", Destination::code),
            )}
            {select_field(
                &Field::new("keadaan", lang.pick("Keadaan", "State")),
                options(states.to_vec()),
                view.query.state.map_or("", DeliveryState::code),
            )}
            <div class="field"><button class="button button--quiet">{lang.pick("Saring", "Filter")}</button></div>
        </form>
    }
    .into_any()
}
