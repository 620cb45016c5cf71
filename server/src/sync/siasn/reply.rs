//! The three shapes in which SIASN replies: `{code, data}`, `{success, message, mapData}`, and `{fault}` of the gateway
//! before it. Lists come bare, too, and some replies are JSON inside a JSON text.

use serde_json::Value;

/// What a reply says.
#[derive(Debug, PartialEq)]
pub enum Reply {
    Data(Value),
    /// With what it says about that.
    Refused(String),
    /// The gateway has not passed it on.
    Fault(String),
    /// In no shape that is known.
    Unknown,
}

/// The JSON of a body; `None` where it is none.
pub fn parse(body: &[u8]) -> Option<Value> {
    let value: Value = serde_json::from_slice(body).ok()?;
    match &value {
        Value::String(inside) => serde_json::from_str(inside).ok(),
        _ => Some(value),
    }
}

pub fn read(mut value: Value) -> Reply {
    if let Some(fault) = value.get("fault") {
        let said = [&fault["message"], &fault["description"]].map(|text| text.as_str().unwrap_or_default());
        return Reply::Fault(said.join(". ").trim_matches([' ', '.']).to_owned());
    }
    if let Some(success) = value.get("success").and_then(Value::as_bool) {
        if !success {
            return Reply::Refused(message(&value));
        }
        let named = if value.get("mapData").is_some() { "mapData" } else { "data" };
        return Reply::Data(value[named].take());
    }
    if let Some(code) = code(&value) {
        if code != 1 {
            return Reply::Refused(message(&value));
        }
        let data = value["data"].take();
        return match data {
            Value::String(inside) => serde_json::from_str(&inside).map_or(Reply::Unknown, Reply::Data),
            data => Reply::Data(data),
        };
    }
    match value {
        Value::Array(_) => Reply::Data(value),
        _ => Reply::Unknown,
    }
}

/// "Nothing there", as lists say it.
pub fn is_code_zero(value: &Value) -> bool {
    code(value) == Some(0)
}

fn code(value: &Value) -> Option<i64> {
    let code = value.get("code")?;
    code.as_i64().or_else(|| code.as_str()?.parse().ok())
}

fn message(value: &Value) -> String {
    ["message", "data", "error"].into_iter().find_map(|name| value[name].as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_shape_is_read() {
        let data = |value| Reply::Data(value);
        assert_eq!(read(json!({ "code": 1, "data": [1] })), data(json!([1])));
        assert_eq!(read(json!({ "code": "1", "data": "[1]" })), data(json!([1])));
        assert_eq!(
            read(json!({ "success": true, "mapData": { "rwKursusId": "a" } })),
            data(json!({ "rwKursusId": "a" }))
        );
        assert_eq!(read(json!({ "success": true, "data": null })), data(json!(null)));
        assert_eq!(read(json!([1])), data(json!([1])));
        let refused = |text: &str| Reply::Refused(text.to_owned());
        assert_eq!(read(json!({ "code": 0, "data": "tidak ditemukan" })), refused("tidak ditemukan"));
        assert_eq!(read(json!({ "success": false, "message": "tanggal salah" })), refused("tanggal salah"));
        let fault = json!({ "fault": { "code": 900901, "message": "Invalid Credentials", "description": "x." } });
        assert_eq!(read(fault), Reply::Fault("Invalid Credentials. x".to_owned()));
    }

    #[test]
    fn what_is_in_no_shape_is_nothing() {
        for value in [json!({}), json!(null), json!(3), json!({ "data": [] })] {
            assert_eq!(read(value), Reply::Unknown);
        }
        assert_eq!(parse(b"\"{\\\"code\\\":1}\""), Some(json!({ "code": 1 })));
        assert_eq!((parse(b"<html>"), parse(b"\"x\""), parse(b"")), (None, None, None));
        assert!(is_code_zero(&json!({ "code": 0 })) && !is_code_zero(&json!({ "message": "no route" })));
    }
}
