//! Stores in use, that cannot be written, or that are damaged; a pipe that is closed.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::copy_news;
use crate::support::desk::Desk;
use crate::support::skip::skip;

#[test]
fn a_store_in_use_is_refused_and_asking_goes_on() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news"]);
    let free = desk.json(&["status", "--sources"]);
    let lock = fs::File::options().write(true).open(desk.path("store/lock")).unwrap();
    lock.lock().unwrap();
    let refused = desk.run(&["forget", "news"]);
    assert_eq!(refused.status.code(), Some(2));
    let talk = String::from_utf8(refused.stderr).unwrap();
    assert!(talk.starts_with("error: store: in use") && talk.lines().count() == 1, "{talk}");
    assert!(desk.done(&["near", "天骏计划"]).contains("内蒙古"));
    let status = desk.json(&["status", "--sources"]);
    assert_eq!((&status["sequence"], &status["dictionary"]), (&json!(1), &Value::Null));
    assert_eq!((&status["sources"], &status["source_names"]), (&free["sources"], &free["source_names"]));
    assert!(desk.done(&["report", "-"]).contains("内蒙古"));
    let refused = desk.run(&["verify"]);
    let talk = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(2) && talk.contains("run it again when that ends"), "{talk}");
}

/// The program as somebody who may not write everywhere: as nobody where we may. None where that cannot be.
#[cfg(unix)]
fn as_nobody(desk: &Desk) -> Option<Command> {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    fs::set_permissions(desk.folder(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = desk.path("guanxi");
    fs::copy(env!("CARGO_BIN_EXE_guanxi"), &program).unwrap();
    let is_bound = fs::write(desk.path("shut/x"), "x").is_err();
    let command = || {
        let mut command = Command::new(&program);
        if !is_bound {
            command.uid(65534).gid(65534);
        }
        command.current_dir(desk.folder());
        command
    };
    if command().arg("--version").output().is_ok() {
        return Some(command());
    }
    skip("nobody", "nothing can be run as nobody here");
    None
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_is_one_clear_message() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    fs::create_dir(desk.path("shut")).unwrap();
    fs::set_permissions(desk.path("shut"), fs::Permissions::from_mode(0o555)).unwrap();
    let Some(mut command) = as_nobody(&desk) else { return };
    let refused = command.args(["build", "news", "--store", "shut/store"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let talk = String::from_utf8(refused.stderr).unwrap();
    assert!(talk.starts_with("error: ") && talk.contains("shut") && talk.lines().count() == 1, "{talk}");
}

#[test]
fn a_graph_that_is_damaged_or_old_is_told_and_made_anew() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news/2024-03-06_02.txt"]);
    let (old, new) = (desk.path("store/graph-1-1.gx"), desk.path("store/graph-1-2.gx"));
    let mut bytes = fs::read(&old).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&old, &bytes).unwrap();
    let found = desk.run(&["verify"]);
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(found.stderr).unwrap(),
        "problem: graph-1-1.gx is damaged; the next question makes it anew\n"
    );
    desk.done(&["top", "-q"]);
    desk.done(&["verify"]);
    let before = fs::read(&old).unwrap();
    desk.done(&["build", "-q", "news"]);
    let (top, after) = (desk.json(&["top"]), fs::read(&new).unwrap());
    fs::write(&new, before).unwrap();
    assert_eq!(desk.run(&["verify"]).status.code(), Some(1));
    assert_eq!(desk.json(&["top"]), top);
    assert!(fs::read(&new).unwrap() == after);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    let mut command = desk.command(&["tag", "news", "--with-text", "-q"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
