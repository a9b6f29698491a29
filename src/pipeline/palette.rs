//! The colours of a page: of the picture that the built-in painter draws, and so of the page that waits for it.
//!
//! Every colour of the scenery passes [`Light::tone`], which knows the time of day and the style; so the two colours
//! that a reader sees first are the two that stay.

use crate::domain::{Clouds, Elements, Place, Style, TimeOfDay, Weather};

/// Red, green and blue, 0 to 1.
pub type Rgb = [f32; 3];

/// Top and bottom of the page, `#rrggbb`.
#[must_use]
pub fn of(elements: &Elements, style: Style) -> [String; 2] {
    let light = Light::of(elements, style);
    [hex(light.sky[0]), hex(light.tone(ground(elements)))]
}

/// The light of a page: its sky, and what it does to colours.
#[derive(Clone, Copy, Debug)]
pub struct Light {
    /// The sky's top and its foot.
    pub sky: [Rgb; 2],
    veil: Rgb,
    strength: f32,
    style: Style,
}

impl Light {
    /// The light at a place, time and weather, in a style.
    #[must_use]
    pub fn of(elements: &Elements, style: Style) -> Self {
        let time = if style == Style::Night { TimeOfDay::Night } else { elements.time };
        let [top, foot] = sky(elements, time);
        let (veil, strength) = veil(elements.place, time);
        let light = Self { sky: [top, foot], veil, strength, style };
        Self { sky: [light.style(top), light.style(foot)], ..light }
    }

    /// A colour of the scenery in this light.
    #[must_use]
    pub fn tone(&self, colour: Rgb) -> Rgb {
        self.style(mix(colour, self.veil, self.strength))
    }

    /// A colour that must stay itself on every page: half the light.
    #[must_use]
    pub fn tone_hero(&self, colour: Rgb) -> Rgb {
        let lit = mix(colour, self.veil, self.strength * 0.35);
        match self.style {
            Style::Night => mix(lit, [0.16, 0.20, 0.48], 0.14),
            _ => self.style(lit),
        }
    }

    fn style(&self, colour: Rgb) -> Rgb {
        match self.style {
            Style::Watercolor => mix(saturate(colour, 0.92), [1.0, 0.985, 0.95], 0.14),
            Style::PaperCut => saturate(mix(colour, [0.98, 0.93, 0.85], 0.08), 1.08),
            Style::Crayon => saturate(colour, 1.12),
            Style::Storybook => colour,
            Style::Night => mix(colour, [0.05, 0.08, 0.32], 0.26),
        }
    }
}

/// The sky's top and foot before the style.
fn sky(elements: &Elements, time: TimeOfDay) -> [Rgb; 2] {
    let [top, foot] = match (elements.place, time) {
        (Place::Space, _) => [rgb(0x0b_0d_2e), rgb(0x3d_2a_6b)],
        (Place::Cave, _) => [rgb(0x3a_30_46), rgb(0x6b_5a_6e)],
        (Place::Underwater, TimeOfDay::Night) => [rgb(0x1c_4a_86), rgb(0x0d_24_55)],
        (Place::Underwater, _) => [rgb(0x6f_d3_e0), rgb(0x1b_74_b0)],
        (Place::Bedroom, TimeOfDay::Night) => [rgb(0x4a_4f_8c), rgb(0x6a_68_a6)],
        (place, TimeOfDay::Night) if is_inside(place) => [rgb(0x8a_6a_6e), rgb(0xb0_86_72)],
        (Place::House, _) => [rgb(0xf7_dc_b4), rgb(0xf3_cf_a0)],
        (Place::School | Place::Station | Place::FireStation, _) => [rgb(0xf3_e9_c8), rgb(0xea_dc_b0)],
        (Place::Kitchen, _) => [rgb(0xf8_ec_c0), rgb(0xf4_e0_b0)],
        (Place::Library, _) => [rgb(0xe8_d0_b0), rgb(0xdc_bc_94)],
        (Place::Museum | Place::Airport, _) => [rgb(0xe4_e0_ec), rgb(0xd4_d0_e0)],
        (Place::Theatre, _) => [rgb(0x7a_2c_3c), rgb(0x9c_40_4c)],
        (Place::Circus, _) => [rgb(0xf6_e4_b8), rgb(0xf0_cc_98)],
        (Place::Shop, _) => [rgb(0xf6_dc_e0), rgb(0xf0_cc_d0)],
        (Place::Hospital, _) => [rgb(0xda_ee_ee), rgb(0xc8_e4_e4)],
        (Place::Pool, _) => [rgb(0xd4_f0_f6), rgb(0xb8_e4_ee)],
        (Place::Train, _) => [rgb(0xe6_d4_b4), rgb(0xd8_c0_98)],
        (Place::Workshop | Place::Stable, _) => [rgb(0xd8_b0_84), rgb(0xc8_9c_70)],
        (Place::Bedroom, _) => [rgb(0xd9_cc_ee), rgb(0xea_dd_f2)],
        (_, TimeOfDay::Dawn) => [rgb(0x9c_b8_ec), rgb(0xff_d6_c2)],
        (_, TimeOfDay::Day) => [rgb(0x77_c3_f0), rgb(0xdd_f3_fa)],
        (_, TimeOfDay::Sunset) => [rgb(0x8d_6b_b8), rgb(0xff_bd_74)],
        (_, TimeOfDay::Night) => [rgb(0x16_1f_55), rgb(0x4b_5a_a3)],
    };
    let (grey, strength) = match elements.weather {
        Weather::Clear | Weather::Cloudy | Weather::Wind if elements.clouds == Clouds::Grey => (rgb(0xa0_ac_ba), 0.5),
        Weather::Clear | Weather::Wind => (rgb(0x80_90_a0), 0.0),
        Weather::Cloudy => (rgb(0xb4_c0_cc), 0.25),
        Weather::Rain => (rgb(0x8d_9d_b0), 0.5),
        Weather::Storm => (rgb(0x55_5d_78), 0.6),
        Weather::Snow => (rgb(0xc4_d2_e4), 0.4),
        Weather::Fog => (rgb(0xd0_d6_da), 0.5),
    };
    let outside = !is_inside(elements.place) && !matches!(elements.place, Place::Space | Place::Underwater);
    let strength = match (outside, time) {
        (false, _) => 0.0,
        (true, TimeOfDay::Night) => strength * 0.35,
        (true, _) => strength,
    };
    [mix(top, grey, strength), mix(foot, grey, strength)]
}

/// What lies over every colour: its tint and how much of it.
fn veil(place: Place, time: TimeOfDay) -> (Rgb, f32) {
    match (place, time) {
        (Place::Cave, _) => (rgb(0x3b_2c_52), 0.35),
        (Place::Space, _) => (rgb(0x2a_22_66), 0.15),
        (Place::Underwater, TimeOfDay::Night) => (rgb(0x10_30_70), 0.5),
        (Place::Underwater, _) => (rgb(0x2b_8f_c0), 0.28),
        (place, TimeOfDay::Night) if is_inside(place) => (rgb(0x35_2f_68), 0.28),
        (place, _) if is_inside(place) => (rgb(0xff_e0_b0), 0.06),
        (_, TimeOfDay::Dawn) => (rgb(0xff_c0_b0), 0.2),
        (_, TimeOfDay::Day) => (rgb(0xff_ff_ff), 0.0),
        (_, TimeOfDay::Sunset) => (rgb(0xe0_70_50), 0.26),
        (_, TimeOfDay::Night) => (rgb(0x1c_27_66), 0.52),
    }
}

/// The ground that one stands on, before the light.
#[must_use]
pub fn ground(elements: &Elements) -> Rgb {
    let snowy = elements.weather == Weather::Snow;
    match elements.place {
        Place::Snowfield => rgb(0xf1_f7_fd),
        place if snowy && is_green(place) => rgb(0xee_f4_fa),
        Place::Forest | Place::Campsite => rgb(0x6f_a8_56),
        Place::Jungle => rgb(0x4c_94_4c),
        Place::Meadow | Place::River | Place::Lake | Place::Mill | Place::Cottage => rgb(0x8c_c6_5c),
        Place::Garden | Place::Farm | Place::Park | Place::Playground | Place::Zoo => rgb(0x86_be_5e),
        Place::SportsField => rgb(0x6c_b4_54),
        Place::BuildingSite => rgb(0xc4_a0_70),
        Place::Harbour => rgb(0xb4_ac_a4),
        Place::Village => rgb(0xc9_b4_8a),
        Place::City | Place::Street => rgb(0x9a_a3_b4),
        Place::House => rgb(0xc0_85_5a),
        Place::Bedroom => rgb(0xb9_8f_78),
        Place::School | Place::Library | Place::Workshop => rgb(0xc4_94_62),
        Place::Kitchen | Place::Shop => rgb(0xd8_b4_88),
        Place::Museum | Place::Station | Place::Airport | Place::FireStation => rgb(0xb8_b0_b8),
        Place::Theatre | Place::Train => rgb(0xa0_6c_48),
        Place::Circus | Place::Stable => rgb(0xdc_b8_78),
        Place::Hospital => rgb(0xb4_d0_cc),
        Place::Pool => rgb(0x6c_c4_dc),
        Place::Mountain => rgb(0x86_a8_78),
        Place::Cave => rgb(0x86_72_78),
        Place::Sea => rgb(0x2f_86_b8),
        Place::Underwater => rgb(0xd8_c4_92),
        Place::Beach | Place::Island | Place::Lighthouse => rgb(0xf2_dd_a4),
        Place::Desert => rgb(0xee_c0_7a),
        Place::Sky => rgb(0xf6_fa_ff),
        Place::Space => rgb(0xb6_b0_cc),
        Place::Castle => rgb(0x94_bd_6c),
    }
}

/// Where snow lies on grass.
const fn is_green(place: Place) -> bool {
    matches!(
        place,
        Place::Forest
            | Place::Meadow
            | Place::Garden
            | Place::Farm
            | Place::Castle
            | Place::Mountain
            | Place::Mill
            | Place::Cottage
            | Place::Park
            | Place::Playground
            | Place::Campsite
            | Place::Zoo
            | Place::SportsField
    )
}

/// Whether a place has walls and a ceiling, so that its weather is behind the window.
#[must_use]
pub const fn is_inside(place: Place) -> bool {
    matches!(
        place,
        Place::House
            | Place::Kitchen
            | Place::Bedroom
            | Place::School
            | Place::Library
            | Place::Museum
            | Place::Theatre
            | Place::Circus
            | Place::Shop
            | Place::Hospital
            | Place::Pool
            | Place::Train
            | Place::Station
            | Place::Airport
            | Place::FireStation
            | Place::Workshop
            | Place::Stable
            | Place::Cave
    )
}

/// Whether no weather reaches a place.
#[must_use]
pub const fn is_sheltered(place: Place) -> bool {
    is_inside(place) || matches!(place, Place::Underwater | Place::Space)
}

/// Whether clouds hide whatever shines.
#[must_use]
pub fn is_covered(elements: &Elements) -> bool {
    elements.clouds == Clouds::Grey || matches!(elements.weather, Weather::Rain | Weather::Storm)
}

/// `amount` of `to` in `from`.
#[must_use]
pub fn mix(from: Rgb, to: Rgb, amount: f32) -> Rgb {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * amount)
}

/// A colour written as the number `0xrr_gg_bb`.
#[must_use]
pub const fn rgb(number: u32) -> Rgb {
    let [_, red, green, blue] = number.to_be_bytes();
    [red as f32 / 255.0, green as f32 / 255.0, blue as f32 / 255.0]
}

fn saturate(colour: Rgb, amount: f32) -> Rgb {
    let grey = colour[0] * 0.3 + colour[1] * 0.59 + colour[2] * 0.11;
    mix([grey; 3], colour, amount).map(|channel| channel.clamp(0.0, 1.0))
}

fn hex(colour: Rgb) -> String {
    let [red, green, blue] = colour.map(|channel| format!("{:02x}", to_byte(channel)));
    format!("#{red}{green}{blue}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 255 before")]
fn to_byte(channel: f32) -> u8 {
    (channel * 255.0).round().clamp(0.0, 255.0) as u8
}
