//! Numbers and texts as bytes: LEB128 variable-length integers, zigzag for signed ones, checksums.
//!
//! Reading never trusts a length: every decoder gives [`Damage`] on bytes that end early or say too much.

use super::error::Damage;

/// Appends a number, 7 bits a byte, low bits first.
pub(crate) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a signed number: small magnitudes stay short.
pub(crate) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned());
}

/// Appends a text with its length.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Appends an optional text: 0 for none, else the length + 1.
pub(crate) fn put_maybe(out: &mut Vec<u8>, text: Option<&str>) {
    put(out, text.map_or(0, |text| text.len() as u64 + 1));
    out.extend_from_slice(text.unwrap_or_default().as_bytes());
}

/// Puts a checksum before a payload.
pub(crate) fn seal(payload: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(payload.len() + 4);
    value.extend_from_slice(&crc32fast::hash(payload).to_le_bytes());
    value.extend_from_slice(payload);
    value
}

/// The payload of a sealed value.
pub(crate) fn unseal(value: &[u8]) -> Result<&[u8], Damage> {
    let (sum, payload) = value.split_first_chunk().ok_or(Damage("a value is cut short"))?;
    if u32::from_le_bytes(*sum) == crc32fast::hash(payload) {
        Ok(payload)
    } else {
        Err(Damage("a checksum is wrong"))
    }
}

/// Reads what the functions above wrote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Damage> {
        let (&byte, rest) = self.rest.split_first().ok_or(Damage("a record ends early"))?;
        self.rest = rest;
        Ok(byte)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Damage> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(Damage("a number is too large"));
            }
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damage("a number is too long"))
    }

    pub(crate) fn small(&mut self) -> Result<u32, Damage> {
        u32::try_from(self.number()?).map_err(|_| Damage("a number is too large"))
    }

    pub(crate) fn signed(&mut self) -> Result<i64, Damage> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// A count of things that take at least one byte each, so that a wrong one cannot ask for much memory.
    pub(crate) fn count(&mut self) -> Result<usize, Damage> {
        let count = self.number()?;
        if count <= self.rest.len() as u64 { Ok(count as usize) } else { Err(Damage("a list is too long")) }
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], Damage> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Damage("a record ends early"))?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Damage> {
        let len = self.count()?;
        std::str::from_utf8(self.take(len)?).map_err(|_| Damage("a text is not UTF-8"))
    }

    pub(crate) fn maybe(&mut self) -> Result<Option<&'a str>, Damage> {
        let Some(len) = self.number()?.checked_sub(1) else { return Ok(None) };
        let bytes = self.take(usize::try_from(len).map_err(|_| Damage("a text is too long"))?)?;
        std::str::from_utf8(bytes).map(Some).map_err(|_| Damage("a text is not UTF-8"))
    }

    pub(crate) fn end(&self) -> Result<(), Damage> {
        if self.rest.is_empty() { Ok(()) } else { Err(Damage("a record goes on too long")) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_put_is_read(a: u64, b: i64, text: String, maybe: Option<String>) {
            let mut out = Vec::new();
            put(&mut out, a);
            put_signed(&mut out, b);
            put_text(&mut out, &text);
            put_maybe(&mut out, maybe.as_deref());
            let mut bytes = Bytes::new(&out);
            prop_assert_eq!(bytes.number(), Ok(a));
            prop_assert_eq!(bytes.signed(), Ok(b));
            prop_assert_eq!(bytes.text(), Ok(text.as_str()));
            prop_assert_eq!(bytes.maybe(), Ok(maybe.as_deref()));
            prop_assert!(bytes.end().is_ok());
        }

        #[test]
        fn any_bytes_are_read_without_panic(raw: Vec<u8>) {
            let mut bytes = Bytes::new(&raw);
            while bytes.text().is_ok() && bytes.signed().is_ok() && bytes.maybe().is_ok() && !bytes.is_empty() {}
            let _ = unseal(&raw);
        }
    }

    #[test]
    fn a_changed_bit_breaks_the_seal() {
        let mut value = seal("赤峰".as_bytes());
        assert_eq!(unseal(&value), Ok("赤峰".as_bytes()));
        value[5] ^= 1;
        assert!(unseal(&value).is_err());
        assert!(unseal(&value[..3]).is_err());
    }
}
