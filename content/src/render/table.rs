//! Tables: in a frame that scrolls and that the keyboard reaches, with cells aligned by classes.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::element;
use crate::escape;
use crate::markdown::{Ev, blocks, inside, plain};

/// Where in a table the renderer is.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    open: &'static str,
}

impl Table {
    /// The HTML of a table's event; `None` if the event is of something else.
    pub fn html(&mut self, rest: &[Ev<'_>]) -> Option<String> {
        let (event, _) = rest.first()?;
        Some(match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                let label = escape::attribute(&label(element(rest)));
                format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>")
            }
            Event::Start(Tag::TableHead) => {
                (self.head, self.column) = (true, 0);
                "<thead><tr>".to_owned()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>".to_owned()
            }
            Event::Start(Tag::TableCell) => self.cell(element(rest).len() == 2),
            Event::End(TagEnd::TableCell) => self.open.to_owned(),
            Event::End(TagEnd::TableRow) => "</tr>\n".to_owned(),
            Event::End(TagEnd::TableHead) => {
                self.head = false;
                "</tr></thead>\n<tbody>\n".to_owned()
            }
            Event::End(TagEnd::Table) => "</tbody></table></div>\n".to_owned(),
            _ => return None,
        })
    }

    fn cell(&mut self, empty: bool) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.column += 1;
        // A head without text names nothing.
        if self.head && !empty {
            self.open = "</th>";
            format!("<th scope=\"col\"{class}>")
        } else {
            self.open = "</td>";
            format!("<td{class}>")
        }
    }
}

/// The heads of the columns.
fn label(table: &[Ev<'_>]) -> String {
    let heads = blocks(inside(table)).first().map(|head| blocks(inside(head))).unwrap_or_default();
    let heads: Vec<String> = heads.into_iter().map(plain).filter(|head| !head.is_empty()).collect();
    if heads.is_empty() { "Tabel".to_owned() } else { heads.join(", ") }
}
