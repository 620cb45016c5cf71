//! The order of the front matter's fields.

use serde_yaml_ng::Value;

use crate::header;

/// The fields in the order of `header`, unknown ones last; unchanged if that would change what they say.
pub(super) fn ordered(yaml: &str) -> String {
    let Ok(before @ Value::Mapping(_)) = serde_yaml_ng::from_str::<Value>(yaml) else {
        return yaml.to_owned();
    };
    let order = match before.get("kind").and_then(Value::as_str) {
        Some("lesson") => header::LESSON,
        Some("bank") => header::BANK,
        Some(_) => header::QUIZ,
        None => header::COURSE,
    };
    let Some(mut fields) = fields(yaml) else { return yaml.to_owned() };
    let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
    fields.sort_by_key(|(name, _)| rank(name));
    let ordered: String = fields.into_iter().map(|(_, lines)| lines).collect();
    let trimmed: String =
        ordered.lines().map(str::trim_end).filter(|line| !line.is_empty()).fold(String::new(), |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        });
    let same = |text: &String| serde_yaml_ng::from_str::<Value>(text).is_ok_and(|after| after == before);
    [trimmed, ordered].into_iter().find(same).unwrap_or_else(|| yaml.to_owned())
}

/// Each field's name and lines, with the comments above it. `None` if the front matter is written in another style.
fn fields(yaml: &str) -> Option<Vec<(String, String)>> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut comments = String::new();
    for line in yaml.split_inclusive('\n') {
        let continues = line.starts_with([' ', '\t', '-']) || line.trim().is_empty();
        if line.starts_with('#') {
            comments.push_str(line);
        } else if continues && comments.is_empty() {
            fields.last_mut()?.1.push_str(line);
        } else if continues {
            // A comment inside a field.
            let field = &mut fields.last_mut()?.1;
            field.push_str(&std::mem::take(&mut comments));
            field.push_str(line);
        } else {
            let name = line.split_once(':')?.0.trim_matches(['"', '\'']);
            fields.push((name.to_owned(), std::mem::take(&mut comments) + line));
        }
    }
    if !comments.is_empty() {
        fields.last_mut()?.1.push_str(&comments);
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_in_their_order() {
        let yaml = "title: A  \nkind: lesson\n# lama\nduration: 9 min\n\nobjectives:\n  - o1\nid: k/a\n";
        assert_eq!(ordered(yaml), "id: k/a\nkind: lesson\ntitle: A\n# lama\nduration: 9 min\nobjectives:\n  - o1\n");
    }

    #[test]
    fn what_cannot_be_moved_stays() {
        for yaml in
            ["{title: A, id: b}\n", "b: &x 1\nid: *x\n", "a: [1,\n2]\nid: x\n", "text: |\n  a  \n\n  b\n", "- a\n", ""]
        {
            assert_eq!(ordered(yaml), yaml, "{yaml}");
        }
    }
}
