//! The program as scripts use it: what it prints, and how it ends.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn ampera(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ampera"));
    command.current_dir(folder).env_clear();
    command
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    ended(ampera(folder).args(args).output().unwrap())
}

fn ended(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

#[test]
fn a_wrong_setting_stops_the_start_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let wrong: [(&[&str], &str); 7] = [
        (&["serve", "--demo", "--addr", "0.0.0.0:0"], "--demo"),
        (&["serve", "--addr", "nowhere"], "--addr"),
        (&["serve", "--addr", "0.0.0.0:0"], "--trusted-proxy"),
        (&["serve", "--content", "tidak-ada"], "--content tidak-ada"),
        (&["serve", "--log", "a=b=c", "--addr", "127.0.0.1:0"], "--log"),
        (&["migrate", "--database", "sqlite:tidak/ada/x.db"], "--database sqlite:tidak/ada/x.db"),
        (&["migrate", "--database", "mysql://a:rahasia@b/c"], "--database"),
    ];
    for (args, name) in wrong {
        let (code, _, error) = run(folder.path(), args);
        assert_eq!(code, 2, "{args:?}: {error}");
        assert!(error.contains(name), "{args:?}: {error}");
    }
    let output =
        ampera(folder.path()).args(["serve"]).env("AMPERA_ADDR", "0.0.0.0:0").env("AMPERA_DEMO", "true").output();
    assert_eq!(ended(output.unwrap()).0, 2);
}

#[test]
fn a_password_in_an_address_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    let database = "postgres://ampera:rahasia@127.0.0.1:1/ampera";
    let (code, out, error) = run(folder.path(), &["migrate", "--database", database]);
    assert_eq!(code, 2);
    assert!(!out.contains("rahasia") && !error.contains("rahasia") && error.contains("ampera:***@"), "{error}");
}

#[test]
fn courses_are_linted_and_put_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, _) = run(folder.path(), &["content", "lint", &content().display().to_string()]);
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = run(folder.path(), &["content", "fmt", "--check", &content().display().to_string()]);
    assert_eq!(code, 0, "{out}");

    let course = folder.path().join("kursus-rusak");
    std::fs::create_dir(&course).unwrap();
    std::fs::write(course.join("course.md"), "---\ntitle: Rusak\n---\n").unwrap();
    let (code, out, _) = run(folder.path(), &["content", "lint", "kursus-rusak"]);
    assert_eq!(code, 1);
    assert!(out.contains("kursus-rusak/course.md") && out.contains("help:"), "{out}");
    assert_eq!(run(folder.path(), &["content", "lint", "tidak-ada"]).0, 2);
}

#[test]
fn from_an_empty_folder_to_a_checked_restore() {
    let folder = tempfile::tempdir().unwrap();
    let step = |args: &[&str]| {
        let (code, out, error) = run(folder.path(), args);
        assert_eq!(code, 0, "{args:?}: {out}{error}");
        out
    };
    step(&["migrate"]);
    step(&["content", "import", &content().display().to_string()]);
    step(&["seed", "--people", "40"]);
    let out = step(&["admin", "create", "--username", "sari", "--name", "Sari Wulandari"]);
    assert!(out.contains("password, shown only this once: "));
    step(&["replay", "--check"]);
    let checked = step(&["audit", "verify"]);
    let head = checked.lines().find_map(|line| line.strip_prefix("head ")).unwrap().to_owned();
    assert!(checked.contains(" rows, 0 faults") && head.len() == 64, "{checked}");
    step(&["backup", "satu.backup"]);
    assert_eq!(run(folder.path(), &["backup", "satu.backup"]).0, 2, "nothing is overwritten");
    step(&["restore", "satu.backup", "--database", "sqlite:baru.db"]);
    // Before the check: it notes until when it has looked for dates that pass.
    step(&["backup", "dua.backup", "--database", "sqlite:baru.db"]);
    let out = step(&["replay", "--check", "--database", "sqlite:baru.db"]);
    assert!(out.contains(", 0 differences"), "{out}");
    assert_eq!(run(folder.path(), &["restore", "satu.backup", "--database", "sqlite:baru.db"]).0, 1, "it is not empty");
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines("satu.backup"), lines("dua.backup"));
    let expect =
        |hash: &str| run(folder.path(), &["audit", "verify", "--database", "sqlite:baru.db", "--expect", hash]);
    assert_eq!(expect(&head).0, 0, "the chain is restored with its rows");
    let (code, out, _) = expect(&"0f".repeat(32));
    assert!(code == 1 && out.contains("fault: the expected hash is nowhere in the chain"), "{out}");
    assert_eq!(expect("salah").0, 2);
}

#[test]
fn an_administrator_has_a_long_password_and_a_name_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let create = |password: &str| {
        let mut child = ampera(folder.path())
            .args(["admin", "create", "--username", "sari", "--name", "Sari", "--password-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        ended(child.wait_with_output().unwrap())
    };
    let (code, _, error) = create("pendek\n");
    assert_eq!(code, 2, "{error}");
    let (code, out, error) = create("kata sandi yang panjang\n");
    assert_eq!(code, 0, "{error}");
    assert!(!out.contains("panjang"));
    let (code, _, error) = create("kata sandi yang panjang\n");
    assert_eq!(code, 2);
    assert!(error.contains("--username sari"), "{error}");
}
