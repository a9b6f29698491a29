//! The currency of a price: its ISO 4217 code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Three letters, such as `usd`; written small, as the API writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// What prices are in where nobody says otherwise.
    pub const USD: Self = Self(*b"usd");
}

/// Text that names no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three letters, such as usd")]
pub struct NoCurrency;

impl FromStr for Currency {
    type Err = NoCurrency;

    fn from_str(text: &str) -> Result<Self, NoCurrency> {
        let code: [u8; 3] = text.to_ascii_lowercase().into_bytes().try_into().map_err(|_| NoCurrency)?;
        if code.iter().all(u8::is_ascii_lowercase) { Ok(Self(code)) } else { Err(NoCurrency) }
    }
}

impl TryFrom<String> for Currency {
    type Error = NoCurrency;

    fn try_from(text: String) -> Result<Self, NoCurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.to_string()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(formatter, "{}", char::from(*letter)))
    }
}
