//! Lists of people: brought into the database that was measured, brought in again, and taken out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};
use domain::number::{Number, NumberKind};
use serde::Serialize;
use tokio::time::Instant;

use crate::program::Memory;

/// People in a unit, and units in a district.
const UNIT: usize = 40;
const DISTRICT: usize = 25;

/// What a list of so many people took.
#[derive(Serialize)]
pub struct Import {
    pub people: usize,
    pub megabytes: f64,
    pub seconds: f64,
    /// The same list once more, which changes nothing.
    pub again_seconds: f64,
    pub export_seconds: f64,
    pub memory_mb: Option<f64>,
}

/// Imports lists of these sizes, each of other people than the ones before.
pub async fn measure(program: &Path, database: &str, target: &Path, sizes: &[usize]) -> Result<Vec<Import>> {
    let mut imports = Vec::new();
    let mut others = 0;
    for people in sizes.iter().copied() {
        let file = target.join(format!("bench-import-{}.csv", std::process::id()));
        let megabytes = write_list(&file, others, people)? as f64 / 1e6;
        let path = file.display().to_string();
        let arguments = ["import", "people", &path, "--database", database];
        let measured = async {
            let (first, memory) = run(program, &arguments).await?;
            let (again, _) = run(program, &arguments).await?;
            let out = format!("{path}.out.csv");
            let exported = run(program, &["export", "people", &out, "--database", database]).await;
            std::fs::remove_file(&out)?;
            Ok::<_, anyhow::Error>((first, again, exported?.0, memory))
        };
        let measured = measured.await;
        std::fs::remove_file(&file)?;
        let (first, again, export, memory) = measured?;
        imports.push(Import {
            people,
            megabytes,
            seconds: first.as_secs_f64(),
            again_seconds: again.as_secs_f64(),
            export_seconds: export.as_secs_f64(),
            memory_mb: memory,
        });
        others += people;
    }
    Ok(imports)
}

/// Runs the program to its end. Tells how long it took and the most memory it had.
async fn run(program: &Path, arguments: &[&str]) -> Result<(Duration, Option<f64>)> {
    let begun = Instant::now();
    let mut child = Command::new(program).args(arguments).stdout(Stdio::null()).spawn()?;
    let memory = Memory::of(child.id());
    let ended = tokio::task::spawn_blocking(move || child.wait());
    let (status, most) = memory.most_during(ended).await;
    let status = status??;
    ensure!(status.success(), "ampera {}: {status}", arguments.join(" "));
    Ok((begun.elapsed(), most))
}

/// A made-up city as a list, from a place on. Tells its length in bytes.
fn write_list(file: &Path, from: usize, people: usize) -> Result<u64> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(
        out,
        "nomor,nama,jenis,status,kode_unit,nama_unit,jenis_unit,kode_induk,kode_jabatan,dasar,kepala,mulai,sampai"
    )?;
    let units = people.div_ceil(UNIT);
    writeln!(out, ",,,,kota,Kota Uji,kota,,,,,,")?;
    for district in 0..units.div_ceil(DISTRICT) {
        writeln!(out, ",,,,d{from}-{district},Kecamatan {district},kecamatan,kota,,,,,")?;
    }
    for unit in 0..units {
        writeln!(out, ",,,,u{from}-{unit},Kelurahan {unit},kelurahan,d{from}-{},,,,,", unit / DISTRICT)?;
    }
    for place in 0..people {
        let (kind, name) = if place % 2 == 0 { (NumberKind::Nip, "PNS") } else { (NumberKind::NiPppk, "PPPK") };
        let number = Number::made_up(kind, from + place);
        let (head, position) = if place % UNIT == 0 { ("ya", "lurah") } else { ("tidak", "pengelola-layanan") };
        writeln!(
            out,
            "{},Orang Uji {place},{name},aktif,u{from}-{},,,,{position},definitif,{head},2024-03-01,",
            number.digits(),
            place / UNIT
        )?;
    }
    out.flush()?;
    Ok(std::fs::metadata(file)?.len())
}
