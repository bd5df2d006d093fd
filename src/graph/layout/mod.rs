//! Where nodes stand in a picture: ForceAtlas2 for each component, components packed, no overlaps, in Gephi's ranges.
//!
//! The same network, radii and seed give the same places, whatever the number of threads: every node's force is summed
//! in one order, and what is summed over nodes is summed in their order.

mod backbone;
mod cells;
mod forces;
mod overlap;
mod packing;

use super::components::components;
use super::network::Network;
use backbone::backbone;
use forces::spread;
use packing::pack;

/// The largest coordinate. Gephi's importer rescales nothing below 5,000.
const EDGE: f64 = 4800.0;

/// A place in the plane; y points up.
pub type Point = (f64, f64);

/// A place for each node.
///
/// `radii` are those of the nodes as drawn, in units of the result. The middle of all nodes is (0, 0), no coordinate
/// lies beyond 4,800, and coordinates are rounded to thousandths. Nodes do not overlap where the square has room for
/// them; no two stand at one place. Of a network with more than 20,000 edges a backbone is laid out.
///
/// Jacomy, Venturini, Heymann, Bastian, "ForceAtlas2, a continuous graph layout algorithm for handy network
/// visualization designed for the Gephi software", `PLoS` ONE 9(6), 2014, with attraction by ln(1 + weight).
/// O(rounds · n · log n); about 3,000,000/n rounds, between 50 and 600.
///
/// # Panics
/// If there are not as many radii as nodes.
///
/// ```
/// use guanxi::graph::{Network, layout};
/// let places = layout(&Network::new(2, &[(0, 1, 1.0)]), &[4.0, 100.0], 1);
/// assert!(places[0].0 != places[1].0 && (places[0].0 + places[1].0).abs() < 0.01);
/// ```
#[must_use]
pub fn layout(network: &Network, radii: &[f64], seed: u64) -> Vec<Point> {
    assert_eq!(network.len(), radii.len(), "a radius for each node");
    let network = backbone(network);
    let parts = components(&network);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); parts.sizes.len()];
    for (node, &part) in parts.of.iter().enumerate() {
        members[part as usize].push(node as u32);
    }
    let mut places = vec![(0.0, 0.0); network.len()];
    let mut circles = Vec::with_capacity(members.len());
    for (part, nodes) in members.iter().enumerate() {
        let spread = spread(&network.part(nodes), seed.wrapping_add(part as u64));
        circles.push(place_part(&mut places, nodes, &spread));
    }
    for (nodes, centre) in members.iter().zip(pack(&circles)) {
        for &node in nodes {
            let place = &mut places[node as usize];
            *place = (place.0 + centre.0, place.1 + centre.1);
        }
    }
    fit(&mut places, radii);
    places
}

/// Puts a component around (0, 0); gives the radius of a circle around it.
fn place_part(places: &mut [Point], nodes: &[u32], spread: &[Point]) -> f64 {
    let mut spread = spread.to_vec();
    let reach = centre(&mut spread);
    for (&node, &place) in nodes.iter().zip(&spread) {
        places[node as usize] = place;
    }
    reach + forces::ROOM
}

/// Moves the mean to (0, 0); gives the largest distance from it.
fn centre(places: &mut [Point]) -> f64 {
    let count = places.len().max(1) as f64;
    let (x, y) = places.iter().fold((0.0, 0.0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
    let mut reach = 0.0f64;
    for place in places {
        *place = (place.0 - x / count, place.1 - y / count);
        reach = reach.max(place.0.hypot(place.1));
    }
    reach
}

/// Scales to the square and takes overlaps apart. What is pushed out of the square is put at its edge, so that a
/// crowded middle may grow.
fn fit(places: &mut [Point], radii: &[f64]) {
    centre(places);
    scale(places, EDGE * 0.9);
    for _ in 0..(1_000_000 / places.len().max(1)).clamp(20, 300) {
        let apart = overlap::take_apart(places, radii);
        centre(places);
        if apart && extent(places) <= EDGE {
            break;
        }
        for place in places.iter_mut() {
            *place = (place.0.clamp(-EDGE, EDGE), place.1.clamp(-EDGE, EDGE));
        }
    }
    overlap::tell_apart(places);
    centre(places);
    if extent(places) > EDGE {
        scale(places, EDGE);
    }
    for place in places {
        *place = (round(place.0), round(place.1));
    }
}

fn extent(places: &[Point]) -> f64 {
    places.iter().fold(0.0, |most, place| most.max(place.0.abs()).max(place.1.abs()))
}

fn scale(places: &mut [Point], edge: f64) {
    let extent = extent(places);
    if extent > 0.0 {
        for place in places {
            *place = (place.0 * edge / extent, place.1 * edge / extent);
        }
    }
}

fn round(coordinate: f64) -> f64 {
    // Adding 0 turns −0 into 0.
    (coordinate * 1000.0).round() / 1000.0 + 0.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::fixture::{any_network, karate, ring_of_rings};

    fn overlaps(places: &[Point], radii: &[f64]) -> usize {
        let pair = |a: usize, b: usize| {
            (places[a].0 - places[b].0).hypot(places[a].1 - places[b].1) < radii[a] + radii[b]
        };
        (0..places.len()).map(|a| (0..a).filter(|&b| pair(a, b)).count()).sum()
    }

    fn in_range(places: &[Point]) -> bool {
        let count = places.len().max(1) as f64;
        let mean = places.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0 / count, sum.1 + at.1 / count));
        extent(places) <= EDGE && mean.0.abs() < 0.01 && mean.1.abs() < 0.01
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn nodes_stand_apart_in_range_around_the_middle(network in any_network(30), seed: u64) {
            let radii: Vec<f64> = (0..network.len()).map(|node| 4.0 + 96.0 * (node % 5) as f64 / 4.0).collect();
            let places = layout(&network, &radii, seed);
            prop_assert!(in_range(&places));
            prop_assert_eq!(overlaps(&places, &radii), 0);
            prop_assert_eq!(layout(&network, &radii, seed), places);
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_places() {
        let network = ring_of_rings(40, 30);
        let radii = vec![4.0; network.len()];
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| layout(&network, &radii, 1))
        };
        let one = with(1);
        assert!(one == with(3) && one != layout(&network, &radii, 2));
    }

    #[test]
    fn what_is_related_stands_near() {
        let network = karate();
        let places = layout(&network, &[4.0; 34], 1);
        let distance = |a: u32, b: u32| {
            let (a, b) = (places[a as usize], places[b as usize]);
            (a.0 - b.0).hypot(a.1 - b.1)
        };
        let mean = |pairs: &[(u32, u32)]| {
            pairs.iter().map(|&(a, b)| distance(a, b)).sum::<f64>() / pairs.len() as f64
        };
        let related: Vec<_> = network.edges().map(|(a, b, _)| (a, b)).collect();
        let all: Vec<_> = (0..34).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        assert!(mean(&related) < 0.6 * mean(&all));
    }

    #[test]
    fn degenerate_networks_have_places() {
        assert!(layout(&Network::default(), &[], 1).is_empty());
        assert_eq!(layout(&Network::new(1, &[]), &[4.0], 1), [(0.0, 0.0)]);
        // No room for so many large nodes: still in range and each at its own place.
        let network = Network::new(3000, &[]);
        let places = layout(&network, &vec![100.0; 3000], 1);
        assert!(in_range(&places));
        assert_eq!(overlaps(&places, &vec![0.0004; 3000]), 0);
    }

    #[test]
    fn a_large_network_is_laid_out_by_its_backbone() {
        let edges: Vec<_> =
            (0..300u32).flat_map(|a| (0..a).map(move |b| (b, a, f64::from(a * b % 97 + 1)))).collect();
        let network = Network::new(300, &edges);
        let backbone = backbone(&network);
        assert_eq!(backbone.edge_count(), 20_000);
        assert_eq!(components(&backbone).sizes, [300]);
        assert!(in_range(&layout(&network, &[4.0; 300], 1)));
    }
}
