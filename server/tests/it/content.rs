//! An author edits a file and loads the page again.

use std::fs;
use std::path::Path;

use ampera::{Settings, shipped};

use crate::support::{Site, Who};

fn write_shipped(folder: &Path) {
    for (path, bytes) in shipped::files().iter() {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

#[tokio::test]
async fn a_changed_lesson_is_there_after_a_reload() {
    let folder = tempfile::tempdir().unwrap();
    write_shipped(folder.path());
    let path = folder.path().to_owned();
    let site = Site::with(Settings::default(), |server| server.watching(path)).await;
    let mut budi = site.signed_in(Who::Trainer).await;
    let lesson = site.lesson("mengenali-phishing");
    let page = format!("/kursus/mengenali-phishing/{lesson}");
    budi.get(&page).await.assert_status(200);

    let course = folder.path().join("courses/mengenali-phishing");
    let file = fs::read_dir(&course)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|file| file.file_name().unwrap().to_string_lossy().get(3..) == Some(&format!("{lesson}.md")))
        .unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let pause = || tokio::time::sleep(std::time::Duration::from_millis(250));

    fs::write(&file, format!("{text}\nKalimat yang baru saja ditambahkan.\n")).unwrap();
    pause().await;
    assert!(budi.get(&page).await.text().contains("Kalimat yang baru saja ditambahkan."));

    // With an error the last version stays, and the author sees what is wrong.
    fs::write(&file, format!("{text}\n![](img/tidak-ada.svg)\n")).unwrap();
    pause().await;
    assert!(budi.get(&page).await.text().contains("Kalimat yang baru saja ditambahkan."));
    let manuscripts = budi.get("/naskah/mengenali-phishing").await;
    assert!(manuscripts.assert_status(200).text().contains("tidak-ada.svg"));

    fs::write(&file, &text).unwrap();
    pause().await;
    assert!(!budi.get(&page).await.text().contains("Kalimat yang baru saja ditambahkan."));
}
