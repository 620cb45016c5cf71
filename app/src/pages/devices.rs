//! `/perangkat`: where I am signed in.

use leptos::prelude::*;
use services::DeviceView;

use crate::components::chip::measured_chip;
use crate::components::csrf::csrf;
use crate::components::icon::{self, icon};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use domain::time::Timestamp;

pub fn devices(frame: &Frame, devices: &[DeviceView]) -> Page {
    let lang = frame.lang;
    let others = devices.iter().any(|device| !device.is_this);
    // This device was seen with this very request, so its time is the present.
    let this = devices.iter().filter(|device| device.is_this).map(|device| device.seen_at).max();
    let now = this.or_else(|| devices.iter().map(|device| device.seen_at).max()).unwrap_or_default();
    let lede = if others {
        lang.pick(
            "Di sini Anda masih masuk. Keluarkan perangkat yang tidak Anda kenal, lalu ganti kata sandi.",
            "You are signed in here. Sign out a device that you do not know, then change your password.",
        )
    } else {
        lang.pick(
            "Anda hanya masuk di perangkat ini. Tidak ada yang perlu dikeluarkan.",
            "You are signed in on this device only. There is nothing to sign out.",
        )
    };
    let body = view! {
        {page_head(lang.pick("Perangkat saya", "My devices"), lede)}
        <ul class="card lesson-list" role="list">
            {devices.iter().map(|device| row(frame, device, now)).collect_view()}
        </ul>
        {others.then(|| view! {
            <form class="gap-top" method="post" action="/perangkat/cabut-lainnya">
                {csrf(frame)}
                <button class="button button--plain">
                    {lang.pick("Keluarkan semua perangkat lain", "Sign out all other devices")}
                </button>
            </form>
            <form class="gap-top" method="post" action="/perangkat/cabut-semua">
                {csrf(frame)}
                <button class="button button--quiet">
                    {lang.pick("Keluar di semua perangkat, juga di sini", "Sign out everywhere, here as well")}
                </button>
            </form>
        })}
    };
    Page {
        title: lang.pick("Perangkat saya", "My devices").to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Narrow,
        description: None,
    }
}

fn row(frame: &Frame, device: &DeviceView, now: Timestamp) -> AnyView {
    let lang = frame.lang;
    let name = if device.device.trim().is_empty() {
        lang.pick("Perangkat tanpa nama", "Unnamed device").to_owned()
    } else {
        device.device.clone()
    };
    let used = if device.is_this {
        lang.pick("dipakai sekarang", "in use now").to_owned()
    } else {
        format!("{} {}", lang.pick("dipakai", "used"), format::ago(lang, now, device.seen_at))
    };
    let since = format!("{used} · {} {}", lang.pick("masuk", "signed in"), format::date(lang, device.created_at));
    let is_phone = ["Android", "iPhone", "iPad"].iter().any(|system| device.device.contains(system));
    let revoke = (!device.is_this).then(|| {
        view! {
            <form method="post" action=format!("/perangkat/{}/cabut", device.id)>
                {csrf(frame)}
                <button class="button button--quiet">
                    {lang.pick("Keluarkan", "Sign out")}<span class="visually-hidden">": "{name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li>
            <div class="lesson-link lesson-link--action">
                {icon(if is_phone { icon::PHONE } else { icon::DEVICE })}
                <span class="lesson-name">
                    {name.clone()}
                    {device.is_this.then(|| view! { " "{measured_chip(lang.pick("perangkat ini", "this device"))} })}
                    <span class="lesson-meta">{since}</span>
                </span>
                {revoke}
            </div>
        </li>
    }
    .into_any()
}
