//! The least that an event can cost: a loop of `write()` over the readers' sockets.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::MARK;
use super::tale::TEXT_BYTES;

/// What events of the service have besides their text, about.
const ENVELOPE_BYTES: usize = 200;

/// Says where it listens; each line of the input is an event.
pub fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    println!("{} - -", listener.local_addr().expect("it listens"));
    let readers = Arc::<Mutex<Vec<TcpStream>>>::default();
    let coming = Arc::clone(&readers);
    thread::spawn(move || {
        for reader in listener.incoming() {
            let mut reader = reader.expect("there are descriptors enough");
            reader.set_nodelay(true).expect("a socket can be tuned");
            // a request comes whole, as it is small
            let _ = reader.read(&mut [0; 4096]).expect("a reader asks");
            reader.write_all(b"HTTP/1.1 200 OK\r\n\r\n").expect("a reader reads");
            coming.lock().expect("no holder panics").push(reader);
        }
    });
    let mut event = vec![b'.'; TEXT_BYTES + ENVELOPE_BYTES];
    event[0] = MARK;
    for _ in std::io::stdin().lines() {
        // who has left is forgotten
        readers.lock().expect("no holder panics").retain_mut(|reader| reader.write(&event).is_ok());
        println!("published");
    }
}
