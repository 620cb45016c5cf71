//! Parts that several pages are made of. Each is a function from values to a view and looks as `/gaya` shows.

pub mod alert;
pub mod avatar;
pub mod card;
pub mod chip;
pub mod competency_bar;
pub mod course_card;
pub mod cover;
pub mod csrf;
pub mod disclosure;
pub mod empty;
pub mod field;
pub mod icon;
pub mod page_head;
pub mod pagination;
pub mod password_field;
pub mod path_card;
pub mod progress;
pub mod qr;
pub mod stop_letters;
pub mod tabs;
pub mod team_tabs;
pub mod text_area;
