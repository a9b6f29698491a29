//! Thousands of readers of one story: what one who waits costs in memory, and what an event and a resume cost in time
//! of a processor, beside nginx's nchan and a bare loop of `write()`, each a process of its own in the same run.
//!
//! `cargo bench --bench fanout`. Goals: memory of an idle reader, after the first heartbeat, at most 0.25 of nchan's; a
//! delivery at most 1.5 of the bare loop's; a resume at most 0.7 of nchan's. nchan is Debian's `nginx-light` with
//! `libnginx-mod-nchan`; where it is missing, what needs it is left out. `cargo test` runs a few readers.

#[path = "fanout/bare.rs"]
mod bare;
#[path = "fanout/contender.rs"]
mod contender;
#[path = "fanout/crowd.rs"]
mod crowd;
#[path = "fanout/process.rs"]
mod process;
#[path = "fanout/tale.rs"]
mod tale;

use std::time::Duration;

use contender::Contender;
use crowd::Crowd;

/// Stands in each event once, and nowhere else in a stream.
const MARK: u8 = b'~';
/// Life signs of both servers, in seconds.
const HEARTBEAT_SECONDS: u64 = 5;
/// Descriptors for everything but readers.
const RESERVE: usize = 512;
/// Events that a reader who resumes has missed.
const MISSED: usize = 4;

/// How much is measured.
struct Extent {
    readers: usize,
    rounds: usize,
    events: usize,
}

fn main() {
    let role = std::env::args().nth(1).unwrap_or_default();
    match role.as_str() {
        "tale" => return tale::serve(),
        "bare" => return bare::serve(),
        _ => {}
    }
    let whole = std::env::args().any(|argument| argument == "--bench");
    let extent = if whole {
        Extent { readers: 5_000.min((process::descriptors() - RESERVE) / 3), rounds: 5, events: 10 }
    } else {
        Extent { readers: 20, rounds: 1, events: 5 }
    };
    let runtime = tokio::runtime::Runtime::new().expect("the runtime's threads start");
    runtime.block_on(compare(&extent));
}

/// What was measured of one contender.
#[derive(Clone, Copy, Default)]
struct Costs {
    /// Bytes of an idle reader.
    memory: f64,
    /// Microseconds of a processor.
    delivery: f64,
    resume: f64,
}

async fn compare(extent: &Extent) {
    let mut contenders = vec![Contender::tale(), Contender::bare()];
    match Contender::nchan() {
        Some(nchan) => contenders.insert(1, nchan),
        None => println!("nginx with nchan is not installed here: what is compared with it is left out"),
    }
    println!("{} readers, {} events of {} bytes", extent.readers, extent.rounds * extent.events, tale::TEXT_BYTES);
    let mut costs = vec![Costs::default(); contenders.len()];
    let mut crowds = Vec::new();
    for (contender, costs) in contenders.iter_mut().zip(&mut costs) {
        let crowd = warmed(contender).await;
        let before = contender.process.memory();
        let crowd = Crowd::gather(contender, extent.readers, crowd).await;
        if contender.has_heartbeats {
            crowd.all_beaten().await;
            costs.memory = (contender.process.memory() - before) / of(extent.readers);
        }
        crowds.push(crowd);
    }
    let mut deliveries = vec![Vec::new(); contenders.len()];
    for _ in 0..extent.rounds {
        for ((contender, crowd), times) in contenders.iter_mut().zip(&crowds).zip(&mut deliveries) {
            let before = contender.process.cpu();
            for _ in 0..extent.events {
                let seen = crowd.events();
                contender.publish();
                crowd.all_seen(seen + extent.readers).await;
            }
            times.push(micros(contender.process.cpu().saturating_sub(before)) / of(extent.readers * extent.events));
        }
    }
    for ((contender, costs), crowd) in contenders.iter_mut().zip(&mut costs).zip(crowds) {
        let last_ids = crowd.leave().await;
        if contender.has_heartbeats {
            let after = &last_ids[last_ids.len() - 1 - MISSED];
            let before = contender.process.cpu();
            crowd::resume(contender, after, extent.readers).await;
            costs.resume = micros(contender.process.cpu().saturating_sub(before)) / of(extent.readers);
        }
    }
    for (costs, times) in costs.iter_mut().zip(deliveries) {
        costs.delivery = median(times);
    }
    report(&contenders, &costs);
}

/// A first few readers and events, so that what any server keeps once is there.
async fn warmed(contender: &mut Contender) -> Vec<String> {
    let crowd = Crowd::gather(contender, 50, Vec::new()).await;
    for _ in 0..=MISSED {
        let seen = crowd.events();
        contender.publish();
        crowd.all_seen(seen + 50).await;
    }
    let ids = crowd.leave().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    ids
}

fn report(contenders: &[Contender], costs: &[Costs]) {
    println!("{:<10} {:>16} {:>16} {:>14}", "", "idle reader, KiB", "a delivery, us", "a resume, us");
    for (contender, costs) in contenders.iter().zip(costs) {
        let Costs { memory, delivery, resume } = costs;
        let kib = memory / 1024.0;
        println!("{:<10} {kib:>16.2} {delivery:>16.2} {resume:>14.1}", contender.name);
    }
    let (ours, bare) = (costs[0], costs[costs.len() - 1]);
    println!("a delivery over the bare loop's: {:.2} (goal 1.5)", ours.delivery / bare.delivery);
    if let [_, nchan, _] = costs {
        println!("an idle reader over nchan's: {:.2} (goal 0.25)", ours.memory / nchan.memory);
        println!("a delivery over nchan's: {:.2}", ours.delivery / nchan.delivery);
        println!("a resume over nchan's: {:.2} (goal 0.7)", ours.resume / nchan.resume);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn of(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("a small count"))
}
