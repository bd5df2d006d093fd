//! Time by the wall and by the processor, and medians of sides that run in turns.

use std::fs;
use std::time::Instant;

/// Seconds by the wall and of the processor (user and system, all threads of this process).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seconds {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

/// Runs the sides in turns, `times` times, and gives the median of each.
pub(crate) fn in_turns(times: usize, sides: &mut [&mut dyn FnMut()]) -> Vec<Seconds> {
    let mut taken = vec![Vec::new(); sides.len()];
    for _ in 0..times {
        for (side, taken) in sides.iter_mut().zip(&mut taken) {
            let (begun, cpu) = (Instant::now(), cpu_seconds());
            side();
            taken.push(Seconds { wall: begun.elapsed().as_secs_f64(), cpu: cpu_seconds() - cpu });
        }
    }
    let both = |taken: Vec<Seconds>| Seconds {
        wall: median(taken.iter().map(|s| s.wall).collect()),
        cpu: median(taken.iter().map(|s| s.cpu).collect()),
    };
    taken.into_iter().map(both).collect()
}

pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Processor time of this process so far, from `/proc` (ticks of 10 ms); no number where there is none.
fn cpu_seconds() -> f64 {
    ticks(11)
}

/// Processor time of the children that have ended.
pub(crate) fn children_seconds() -> f64 {
    ticks(13)
}

/// Seconds of user and system time, which stand side by side.
fn ticks(place: usize) -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else { return f64::NAN };
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = behind.split_whitespace().skip(place).take(2).filter_map(|n| n.parse::<u64>().ok());
    ticks.sum::<u64>() as f64 / 100.0
}

/// Processor time of this thread so far, brought up to date at each tick of the clock (1 to 10 ms).
pub(crate) fn thread_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}
