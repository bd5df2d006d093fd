//! Tests of `log`.

use proptest::prelude::*;

use super::*;

fn item(len: usize, seed: u8) -> Vec<u8> {
    (0..len).map(|i| (i / 7) as u8 ^ seed).collect()
}

#[test]
fn items_come_back_before_and_after_syncing_and_reopening() {
    Packing::ALL.into_iter().for_each(items_come_back);
}

fn items_come_back(packing: Packing) {
    let block = packing.block();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("articles.log");
    let mut log = Log::create(&path, packing).unwrap();
    let items: Vec<_> = [0, 1, 200, block - 3, block, 5 * block + 17, 9, 90_000]
        .iter()
        .enumerate()
        .map(|(i, &len)| item(len, i as u8))
        .collect();
    let addresses: Vec<u64> = items.iter().map(|item| log.append(item).unwrap()).collect();
    let check = |log: &Log| {
        for (item, &address) in items.iter().zip(&addresses) {
            assert_eq!(&log.read(address).unwrap(), item);
            let from = item.len() * 2 / 3;
            let part = read_part(log.written.split(address), from, 100, |offset| log.block(offset)).unwrap();
            assert_eq!(part, item[from..item.len().min(from + 100)]);
        }
    };
    check(&log);
    let end = log.sync().unwrap();
    check(&log);
    log.append(&item(100, 99)).unwrap();
    log.close_block().unwrap();
    drop(log);
    check(&Log::open(&path, end).unwrap());
    assert_eq!(std::fs::metadata(&path).unwrap().len(), end, "the tail nobody counted is gone");
    assert!(matches!(Log::open(&path, end + 1), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_changed_byte_is_noticed() {
    Packing::ALL.into_iter().for_each(changed_bytes_are_noticed);
}

fn changed_bytes_are_noticed(packing: Packing) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("articles.log");
    let mut log = Log::create(&path, packing).unwrap();
    let address = log.append("赤峰市总工会".repeat(50).as_bytes()).unwrap();
    let end = log.sync().unwrap();
    let whole = std::fs::read(&path).unwrap();
    for at in MAGIC..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        std::fs::write(&path, bytes).unwrap();
        assert!(Log::open(&path, end).unwrap().read(address).is_err(), "byte {at}");
    }
}

proptest! {
    #[test]
    fn any_frame_unpacks_without_panic(raw: Vec<u8>, address: u64) {
        for packing in Packing::ALL {
            let _ = (unpack(&raw, packing), packing.unpack(&raw, 1000));
        }
        let block = |_| Ok(Arc::new(Block { raw: raw.clone(), next: 0 }));
        if !raw.is_empty() && raw.iter().any(|&b| b < 0x80) {
            let _ = read_part((address >> 16, 0), 0, 1 << 16, block);
        }
    }
}
