//! What the heat map proves, in words; and the figures of each competency as a plain table.

use leptos::prelude::*;
use services::{TeamColumn, TeamQuery, TeamShow, TeamState, TeamView, WITHOUT_POST};

use super::address;
use crate::format;
use crate::lang::Lang;

/// The competency that is short most often, and what else there is to say.
pub fn sentence(lang: Lang, view: &TeamView) -> (String, String) {
    let number = |count: i64| format::number(lang, u64::try_from(count).unwrap_or_default());
    let total = number(view.people as i64);
    let people = match (lang, view.people) {
        (Lang::Id, _) => format!("{total} orang di unit ini."),
        (Lang::En, 1) => "1 person in this unit.".to_owned(),
        (Lang::En, _) => format!("{total} people in this unit."),
    };
    if view.people == 0 {
        return (lang.pick("Belum ada orang di unit ini.", "Nobody is in this unit yet.").into(), String::new());
    }
    if view.unit.id == WITHOUT_POST {
        let strong = match lang {
            Lang::Id => format!("{total} orang belum punya jabatan."),
            Lang::En => format!("{total} without a position."),
        };
        return (strong, String::new());
    }
    let Some(TeamColumn { title, tally, .. }) = &view.worst else {
        let none = if view.columns.is_empty() {
            lang.pick("Belum ada standar untuk jabatan di sini.", "No standard is set for the positions here.")
        } else {
            lang.pick("Semua yang diminta terpenuhi.", "All that is required is met.")
        };
        return (none.into(), people);
    };
    let (title, of) = (lang.text(title), number(tally.people));
    let everybody = tally.people == view.people as i64;
    let short = number(tally.short_in_all());
    let strong = match (lang, tally.short_in_all()) {
        (Lang::Id, 0) => format!("Tidak ada yang terbukti kurang dalam {title}."),
        (Lang::En, 0) => format!("Nobody is shown to be short in {title}."),
        (Lang::Id, _) => format!("{title} kurang pada {short} dari {of} orang{}.", asked(lang, everybody)),
        (Lang::En, _) => format!("{title} is short in {short} of {of} people{}.", asked(lang, everybody)),
    };
    let open = number(tally.unknown);
    let rest = match (lang, tally.unknown) {
        (_, 0) => people,
        (Lang::Id, _) => format!("{open} orang belum cukup buktinya untuk itu. {people}"),
        (Lang::En, 1) => format!("1 person has not enough evidence for it. {people}"),
        (Lang::En, _) => format!("{open} people have not enough evidence for it. {people}"),
    };
    (strong, rest)
}

/// Where a competency is not asked of everybody, the sentence says of whom.
fn asked(lang: Lang, everybody: bool) -> &'static str {
    if everybody { "" } else { lang.pick(" yang jabatannya memintanya", " whose post requires it") }
}

/// Each competency in figures.
pub fn table(lang: Lang, view: &TeamView) -> Option<AnyView> {
    if view.columns.is_empty() {
        return None;
    }
    let of = lang.pick("Diminta dari", "Required of");
    let met = lang.pick("Terpenuhi", "Met");
    let short = lang.pick("Kurang", "Short");
    let unknown = lang.pick("Bukti belum cukup", "Not enough evidence");
    let row = |column: &TeamColumn| {
        let tally = &column.tally;
        let number = |count: i64| format::number(lang, u64::try_from(count).unwrap_or_default());
        let query = TeamQuery { competency: column.id.clone(), page: 1, ..view.query.clone() };
        let shown = |state: TeamState, count: i64| {
            let show = if view.lists_people { Some(TeamShow::People) } else { query.show };
            let query = TeamQuery { state: Some(state), show, ..query.clone() };
            if count == 0 {
                return view! { <span class="muted">"0"</span> }.into_any();
            }
            view! { <a class="tap" href=address::page(&query)>{number(count)}</a> }.into_any()
        };
        view! {
            <tr>
                <th scope="row"><a href=address::page(&query)>{lang.text(&column.title)}</a></th>
                <td class="shares" aria-hidden="true">{shares(column)}</td>
                <td class="number" data-label=short>{shown(TeamState::Short, tally.short_in_all())}</td>
                <td class="number" data-label=unknown>{shown(TeamState::Unknown, tally.unknown)}</td>
                <td class="number" data-label=met>{shown(TeamState::Met, tally.met)}</td>
                <td class="number" data-label=of>{number(tally.people)}</td>
            </tr>
        }
    };
    let rows = view.columns.iter().map(row).collect_view();
    Some(
        view! {
            <section class="card card--long gap-top" aria-labelledby="angka">
                <h2 class="card-title" id="angka">{lang.pick("Setiap kompetensi dalam angka", "Each competency in figures")}</h2>
                <div
                    class="table-scroll" tabindex="0" role="region"
                    aria-label=lang.pick("Tabel angka setiap kompetensi", "Table of the figures of each competency")
                >
                    <table class="table table--cards table--figures">
                        <thead>
                            <tr>
                                <th scope="col">{lang.pick("Kompetensi", "Competency")}</th>
                                <td class="shares" aria-hidden="true"></td>
                                <th scope="col" class="number">{short}</th>
                                <th scope="col" class="number">{unknown}</th>
                                <th scope="col" class="number">{met}</th>
                                <th scope="col" class="number">{of}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// The figures as a bar: met, short, not enough evidence. The table beside it says the same.
fn shares(column: &TeamColumn) -> AnyView {
    let tally = &column.tally;
    let all = tally.people.max(1);
    let parts = [
        ("share share--met", tally.met),
        ("share share--short-1", tally.short[0]),
        ("share share--short-2", tally.short[1]),
        ("share share--short-3", tally.short[2]),
        ("share share--unknown", tally.unknown),
    ];
    let mut from = 0;
    let part = |(class, count): (&'static str, i64)| {
        let (x, width) = (from * 1000 / all, count * 1000 / all);
        from += count;
        (count > 0)
            .then(|| view! { <rect class=class x=x.to_string() y="0" width=width.to_string() height="12"></rect> })
    };
    let parts = parts.map(part);
    view! {
        <svg class="share-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" focusable="false">{parts.into_iter().collect_view()}</svg>
    }
    .into_any()
}
