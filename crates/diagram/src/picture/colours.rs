//! The colours of pictures: those of the page, as files know them.

use crate::Kind;

/// A colour by its red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// This colour with so much of another in it.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |own: u8, other: u8| (f64::from(own) * (1.0 - share) + f64::from(other) * share).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

macro_rules! colours {
    ($($(#[$doc:meta])* $field:ident = $token:literal $light:expr, $dark:expr;)*) => {
        /// The colours of a picture.
        #[derive(Clone, Copy, Debug)]
        pub struct Colours {
            $($(#[$doc])* pub $field: Rgb,)*
        }

        impl Colours {
            /// On a light ground.
            pub const LIGHT: Self = Self { $($field: $light,)* };
            /// On a dark ground.
            pub const DARK: Self = Self { $($field: $dark,)* };
            /// Every colour by the page's name for it, light and dark.
            pub const ALL: &[(&str, Rgb, Rgb)] = &[$(($token, $light, $dark),)*];
        }
    };
}

colours! {
    /// The ground.
    ground = "surface-0" Rgb(244, 246, 249), Rgb(19, 21, 26);
    /// What lies on it.
    surface = "surface-1" Rgb(254, 254, 255), Rgb(27, 29, 36);
    /// What lies on that.
    raised = "surface-2" Rgb(240, 242, 247), Rgb(36, 39, 46);
    /// A card.
    card = "card" Rgb(255, 255, 255), Rgb(33, 36, 44);
    /// The thinnest border.
    hairline = "line-1" Rgb(223, 226, 231), Rgb(47, 50, 58);
    /// A border.
    line = "line-2" Rgb(197, 201, 209), Rgb(69, 73, 82);
    /// A border that is to be seen.
    strong = "line-3" Rgb(128, 134, 147), Rgb(123, 128, 141);
    /// A transition.
    edge = "edge" Rgb(142, 148, 159), Rgb(113, 118, 129);
    /// A name.
    text = "text-1" Rgb(28, 32, 43), Rgb(233, 234, 239);
    /// A label.
    words = "text-2" Rgb(74, 80, 92), Rgb(178, 182, 190);
    /// What is said beside a name.
    quiet = "text-3" Rgb(100, 105, 117), Rgb(147, 151, 160);
    /// A Task.
    task = "kind-task" Rgb(31, 109, 185), Rgb(121, 182, 244);
    /// A Choice.
    choice = "kind-choice" Rgb(148, 95, 0), Rgb(225, 178, 95);
    /// A Parallel.
    parallel = "kind-parallel" Rgb(126, 79, 183), Rgb(193, 163, 239);
    /// A Map.
    map = "kind-map" Rgb(0, 121, 121), Rgb(107, 202, 201);
    /// A Wait.
    wait = "kind-wait" Rgb(82, 101, 125), Rgb(163, 179, 200);
    /// A Pass, and what has no type.
    pass = "kind-pass" Rgb(96, 99, 106), Rgb(174, 177, 184);
    /// A Succeed.
    succeed = "kind-succeed" Rgb(34, 124, 69), Rgb(121, 205, 145);
    /// A Fail.
    fail = "kind-fail" Rgb(190, 46, 52), Rgb(245, 139, 133);
    /// What went well.
    good = "good" Rgb(19, 125, 65), Rgb(103, 205, 135);
    /// Its ground.
    good_soft = "good-soft" Rgb(228, 249, 234), Rgb(26, 52, 36);
    /// What failed or is wrong.
    bad = "bad" Rgb(197, 29, 40), Rgb(251, 129, 124);
    /// Its ground.
    bad_soft = "bad-soft" Rgb(255, 237, 237), Rgb(73, 34, 33);
    /// What was caught, or changed.
    warn = "warn" Rgb(160, 86, 0), Rgb(238, 172, 83);
    /// Its ground.
    warn_soft = "warn-soft" Rgb(255, 241, 218), Rgb(63, 44, 21);
    /// What is under way.
    busy = "busy" Rgb(24, 107, 197), Rgb(116, 178, 248);
    /// Its ground.
    busy_soft = "busy-soft" Rgb(230, 242, 255), Rgb(28, 49, 76);
    /// What was aborted.
    gone = "gone" Rgb(104, 108, 115), Rgb(155, 158, 165);
}

impl Colours {
    /// The colour of a kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Rgb {
        match kind {
            Kind::Task => self.task,
            Kind::Choice => self.choice,
            Kind::Parallel => self.parallel,
            Kind::Map => self.map,
            Kind::Wait => self.wait,
            Kind::Succeed => self.succeed,
            Kind::Fail => self.fail,
            Kind::Loose => self.bad,
            Kind::Pass | Kind::Unknown | Kind::Start | Kind::End => self.pass,
        }
    }
}
