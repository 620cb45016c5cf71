//! `/admin/sinkronisasi`: what other systems are told, what they did not take, and for which units they are told at all.

mod compare;
mod parts;
mod words;

use leptos::prelude::*;
use services::{DeliveryRow, FieldError, RefusalRow, SwitchedUnit, SyncView};

pub use compare::sync_compare;

use self::parts::{destinations, filters, problems};
use self::words::{advice, destination, reason, state_chip, what};
use crate::components::card::{go, section};
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, error_summary, problem, problem_of, select_field};
use crate::components::page_head::page_head;
use crate::components::pagination::pagination;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn sync(frame: &Frame, view: &SyncView, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Sinkronisasi", "Synchronisation");
    // Before there is a system to tell and a unit to tell about, there are no messages to look for.
    let is_used = !view.destinations.is_empty() || !view.switched.is_empty();
    let body = view! {
        {page_head(title, lede(lang, view))}
        {(!errors.is_empty()).then(|| {
            let fields = errors.iter().map(|error| (error.field.clone(), problem(lang, error.problem)));
            error_summary(lang.pick("Unit belum diaktifkan", "The unit is not switched on yet"), None, fields.collect())
        })}
        {problems(frame, view)}
        {section("sistem", lang.pick("Sistem tujuan", "Other systems"), (), destinations(lang, view))}
        {(!view.refusals.is_empty()).then(|| {
            section("tindakan", lang.pick("Perlu tindakan Anda", "You have to act"), (), refusals(frame, view))
        })}
        {section("unit-menyala", lang.pick("Unit yang disinkronkan", "Units that are synchronised"), dry_run(lang, view), units(frame, view, errors))}
        {is_used.then(|| section("pesan", lang.pick("Pesan", "Messages"), (), messages(frame, view)))}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

/// The sentence above the numbers.
fn lede(lang: Lang, view: &SyncView) -> String {
    let sum = |of: fn(&services::DestinationView) -> u64| view.destinations.iter().map(of).sum::<u64>();
    let (waiting, refused) = (sum(|to| to.waiting), sum(|to| to.refused));
    let number = |value| format::number(lang, value);
    match (lang, view.destinations.is_empty(), waiting, refused) {
        (Lang::Id, true, ..) => "Belum ada sistem lain yang diberi tahu.".to_owned(),
        (Lang::En, true, ..) => "No other system is told anything yet.".to_owned(),
        (Lang::Id, _, 0, 0) => "Semua yang boleh dikirim sudah terkirim.".to_owned(),
        (Lang::En, _, 0, 0) => "Everything that may be sent has been sent.".to_owned(),
        (Lang::Id, _, waiting, 0) => format!("{} pesan menunggu giliran. Tidak ada yang ditolak.", number(waiting)),
        (Lang::En, _, 1, 0) => "1 message waits for its turn. None was refused.".to_owned(),
        (Lang::En, _, waiting, 0) => format!("{} messages wait for their turn. None was refused.", number(waiting)),
        (Lang::Id, _, waiting, refused) => {
            format!(
                "{} pesan ditolak dan menunggu tindakan Anda; {} menunggu giliran.",
                number(refused),
                number(waiting)
            )
        }
        (Lang::En, _, waiting, refused) => {
            format!("{} refused and waiting for you; {} waiting for their turn.", number(refused), number(waiting))
        }
    }
}

fn refusals(frame: &Frame, view: &SyncView) -> AnyView {
    let lang = frame.lang;
    let heads = [lang.pick("Tujuan", "To"), lang.pick("Pesan", "Messages")];
    let row = |row: &RefusalRow| {
        let (why, act) = (reason(lang, row.reason), advice(lang, row.reason));
        let said =
            (!row.detail.is_empty()).then(|| view! { <span class="line muted">"“"{row.detail.clone()}"”"</span> });
        let again = view.may_change.then(|| {
            let action = format!("/admin/sinkronisasi/{}/ulang", row.to.code());
            view! {
                <td>
                    <form method="post" action=action>
                        {csrf(frame)}
                        <input type="hidden" name="reason" value=row.code.clone()/>
                        <button class="button button--quiet">
                            {lang.pick("Kirim ulang semua", "Send all again")}
                            <span class="visually-hidden">{format!(": {why}")}</span>
                        </button>
                    </form>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{why}<span class="line muted">{act}</span>{said}</th>
                <td data-label=heads[0]>{destination(lang, row.to)}</td>
                <td data-label=heads[1]>{format::number(lang, row.count)}</td>
                {again}
            </tr>
        }
    };
    table(lang, lang.pick("Sebab", "Reason"), &heads, view.may_change, view.refusals.iter().map(row).collect_view())
}

fn table(
    lang: Lang,
    first: &'static str,
    heads: &[&'static str],
    acts: bool,
    rows: impl IntoView + 'static,
) -> AnyView {
    let heads = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{first}</th>
                        {heads}
                        {acts.then(|| view! {
                            <th scope="col"><span class="visually-hidden">{lang.pick("Tindakan", "Actions")}</span></th>
                        })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn dry_run(lang: Lang, view: &SyncView) -> Option<AnyView> {
    let any = view.may_change && !view.destinations.is_empty();
    any.then(|| go("/admin/sinkronisasi/uji", lang.pick("Uji coba tanpa mengirim", "Try without sending")))
}

fn units(frame: &Frame, view: &SyncView, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let heads = [lang.pick("Aktif sejak", "On since"), lang.pick("Diaktifkan oleh", "Switched on by")];
    let row = |unit: &SwitchedUnit| {
        let off = view.may_change.then(|| {
            let action = format!("/admin/sinkronisasi/unit/{}/matikan", unit.id);
            view! {
                <td>
                    <form method="post" action=action>
                        {csrf(frame)}
                        <button class="button button--quiet">
                            {lang.pick("Nonaktifkan", "Switch off")}
                            <span class="visually-hidden">{format!(": {}", unit.name)}</span>
                        </button>
                    </form>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{unit.name.clone()}</th>
                <td data-label=heads[0]>{format::date_tag(lang, unit.since)}</td>
                <td data-label=heads[1]>{unit.by.clone()}</td>
                {off}
            </tr>
        }
    };
    let list = if view.switched.is_empty() {
        let why = lang.pick(
            "Tentang siapa pun tidak ada yang dikirim. Yang terjadi tetap dicatat dan ditahan, dan dikirim setelah unitnya diaktifkan.",
            "Nothing is sent about anybody. What happens is kept and held, and sent once the unit is on.",
        );
        empty(lang.pick("Belum ada unit yang disinkronkan", "No unit is synchronised yet"), why, None)
    } else {
        let rows = view.switched.iter().map(row).collect_view();
        table(lang, lang.pick("Unit dan semua di bawahnya", "Unit and all below it"), &heads, view.may_change, rows)
    };
    let field = Field::new("unit", lang.pick("Aktifkan unit", "Switch a unit on"))
        .hint(lang.pick(
            "Dengan semua unit di bawahnya. Uji coba dahulu: Anda melihat apa yang akan dikirim.",
            "With all units below it. Try without sending first: you see what would be sent.",
        ))
        .error(problem_of(lang, errors, "unit"));
    let choose = (String::new(), lang.pick("Pilih unit", "Choose a unit").to_owned());
    let options =
        view.units.iter().map(|unit| (unit.id.clone(), format!("{}{}", "\u{2003}".repeat(unit.depth), unit.name)));
    let options: Vec<_> = std::iter::once(choose).chain(options).collect();
    view! {
        {list}
        {(view.may_change && !view.units.is_empty()).then(|| view! {
            <form class="card gap-top" method="post" action="/admin/sinkronisasi/unit" novalidate>
                {csrf(frame)}
                {select_field(&field, options, "")}
                <p class="row gap-top"><button class="button">{lang.pick("Aktifkan", "Switch on")}</button></p>
            </form>
        })}
    }
    .into_any()
}

fn messages(frame: &Frame, view: &SyncView) -> AnyView {
    let lang = frame.lang;
    let content = if view.rows.is_empty() {
        let why = lang.pick(
            "Pesan muncul di sini setelah seseorang menyelesaikan kursus atau kompetensinya berubah.",
            "Messages appear here after somebody completes a course, or a competency of theirs changes.",
        );
        empty(lang.pick("Tidak ada pesan", "No messages"), why, None)
    } else {
        let heads = [lang.pick("Pesan", "Message"), lang.pick("Tujuan", "To"), lang.pick("Keadaan", "State")];
        let rows = view.rows.iter().map(|row| message(frame, row, heads, view.may_change)).collect_view();
        table(lang, lang.pick("Nama", "Name"), &heads, view.may_change, rows)
    };
    let address = |page| {
        let (to, state) = (view.query.to.map_or("", |to| to.code()), view.query.state.map_or("", |state| state.code()));
        format!("/admin/sinkronisasi?tujuan={to}&keadaan={state}&hal={page}")
    };
    view! {
        {filters(lang, view)}
        <div class="gap-top">{content}</div>
        {pagination(lang, view.page, view.pages, address)}
    }
    .into_any()
}

fn message(frame: &Frame, row: &DeliveryRow, heads: [&'static str; 3], may_change: bool) -> AnyView {
    use domain::delivery::DeliveryState;
    let lang = frame.lang;
    let given_up = matches!(row.state, DeliveryState::Refused | DeliveryState::Dead);
    let why = row.reason.map(|why| view! { <span class="line muted">{reason(lang, Some(why))}</span> });
    let said = (given_up && !row.detail.is_empty())
        .then(|| view! { <span class="line muted">"“"{row.detail.clone()}"”"</span> });
    let time = match (row.state, row.done_at) {
        (DeliveryState::Waiting, _) if row.tries > 0 => {
            let at = format::date_time(lang, row.next_at);
            Some(match lang {
                Lang::Id => format!("Percobaan ke-{} pada {at}", row.tries + 1),
                Lang::En => format!("Try {} on {at}", row.tries + 1),
            })
        }
        (_, Some(at)) => Some(format::date_time(lang, at)),
        _ => None,
    };
    let again = may_change.then(|| {
        let form = given_up.then(|| {
            let action = format!("/admin/sinkronisasi/{}/ulang", row.to.code());
            view! {
                <form method="post" action=action>
                    {csrf(frame)}
                    <input type="hidden" name="message" value=row.id.to_string()/>
                    <button class="button button--quiet">
                        {lang.pick("Kirim ulang", "Send again")}
                        <span class="visually-hidden">{format!(": {}, {}", row.name, what(lang, &row.what))}</span>
                    </button>
                </form>
            }
        });
        view! { <td>{form}</td> }
    });
    let name = if may_change {
        view! { <a href=format!("/admin/orang/{}", row.person)>{row.name.clone()}</a> }.into_any()
    } else {
        row.name.clone().into_any()
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=heads[0]>
                <span class="line">{what(lang, &row.what)}</span>
                <span class="line muted">{format::date_time_tag(lang, row.at)}</span>
            </td>
            <td data-label=heads[1]>{destination(lang, row.to)}</td>
            <td data-label=heads[2]>
                {state_chip(lang, row.state)}
                {why}
                {said}
                {time.map(|time| view! { <span class="line muted">{time}</span> })}
            </td>
            {again}
        </tr>
    }
    .into_any()
}
