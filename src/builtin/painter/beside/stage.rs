//! Where on a page there is room for things: above, behind and beside the heroes, nearest first.

use super::super::footing::{Footing, Standing};
use super::super::shapes::At;

/// Where a thing belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In the air, over their heads.
    Above,
    /// As large as a hero or larger, behind them.
    Behind,
    /// On the ground before the heroes.
    Beside,
}

/// Half of the room that a thing beside the heroes takes.
const HALF: f32 = 80.0;

/// Places for things, each given away once.
pub(super) struct Stage {
    above: Vec<At>,
    behind: Vec<At>,
    beside: Vec<At>,
}

impl Stage {
    /// The places of a page; `flip` mirrors the order in which they are taken.
    pub(super) fn of(footing: &Footing, width: f32, flip: bool) -> Self {
        let side = |x: f32| if flip { width * (1.0 - x) } else { width * x };
        let above = [(0.68, 250.0), (0.36, 210.0), (0.9, 330.0), (0.12, 300.0)].map(|(x, y)| (side(x), y));
        let (left, right) = (footing.middle - footing.reach(), footing.middle + footing.reach());
        let mut behind = vec![
            (f32::midpoint(right, width).min(width * 0.82), footing.y - 96.0),
            ((left / 2.0).max(width * 0.18), footing.y - 96.0),
            (footing.middle + width * 0.13, footing.y - 170.0),
            (footing.middle - width * 0.13, footing.y - 170.0),
        ];
        let drop = match footing.standing {
            Standing::Ground => 38.0,
            Standing::Swimming => 60.0,
            Standing::Cloud | Standing::Floating => 0.0,
            Standing::Boat => 96.0,
        };
        let floor = footing.y + drop;
        let mut beside = vec![(right + HALF, floor), (left - HALF, floor)];
        // then the gaps between heroes, from the middle outwards, and at last the page's edges
        if footing.count > 1 && footing.standing != Standing::Boat {
            let middle_gaps = if footing.count.is_multiple_of(2) { vec![0.0] } else { vec![0.5, -0.5] };
            beside.extend(middle_gaps.into_iter().map(|gap| (footing.middle + gap * footing.spread, floor + 22.0)));
        }
        beside.extend([(right + HALF * 3.4, floor - 10.0), (left - HALF * 3.4, floor - 10.0)]);
        beside.extend([(width * 0.08, floor + 26.0), (width * 0.92, floor + 26.0)]);
        for (x, _) in &mut beside {
            *x = x.clamp(HALF * 1.4, width - HALF * 1.4);
        }
        if flip {
            behind.swap(0, 1);
            beside.swap(0, 1);
        }
        let mut stage = Self { above: above.to_vec(), behind, beside };
        stage.keep_apart();
        stage
    }

    /// The next place for a thing that belongs there, if there is one.
    pub(super) fn next(&mut self, belongs: Where) -> Option<At> {
        let places = match belongs {
            Where::Above => &mut self.above,
            Where::Behind => &mut self.behind,
            Where::Beside => &mut self.beside,
        };
        (!places.is_empty()).then(|| places.remove(0))
    }

    /// No two things beside the heroes stand in each other.
    fn keep_apart(&mut self) {
        let mut kept: Vec<At> = Vec::new();
        for place in self.beside.drain(..) {
            if kept.iter().all(|other| (other.0 - place.0).abs() > HALF * 1.5) {
                kept.push(place);
            }
        }
        self.beside = kept;
    }
}
