//! The writing side: one thread that gathers what waits, runs it as one transaction, and answers after the commit.
//!
//! A command decides first and writes then, so a refused one leaves nothing in the shared transaction and no savepoints
//! are needed, nor for one that fails at what it reads. When a command fails midway the whole batch is rolled back and
//! each command gets a transaction of its own, so that nothing is ever half there and nobody pays for another's
//! failure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::connection;
use super::database::Database;
use super::failure::{Failure, Fallible};
use super::options::Options;
use super::reserve::Reserve;
use super::soundness::Soundness;
use crate::backends::error::StoreError;
use crate::metrics::{STORE_BATCH, STORE_COMMIT_SECONDS, label};

/// Commands of one transaction at most: beyond this a commit's cost is spread thin already.
const BATCH: usize = 64;
/// Commands that wait at most: two batches, so that the next one is full while one commits. More wait as callers.
const QUEUE: usize = 2 * BATCH;

/// The way to the writer's thread. Dropped, it waits until everything queued is answered and the connection is closed:
/// fields are dropped in their order, the queue before the thread.
pub(super) struct Writer {
    orders: mpsc::Sender<Order>,
    _thread: Joined,
}

/// A thread that is waited for.
struct Joined(Option<JoinHandle<()>>);

impl Drop for Joined {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            // one that panicked has closed its connection on the way
            let _ = thread.join();
        }
    }
}

enum Order {
    Write(Box<dyn Command>),
    /// Answers whether the log could be emptied.
    Truncate(oneshot::Sender<Fallible<bool>>),
}

/// A write with its way back. It may run several times; the last run counts.
trait Command: Send {
    fn run(&mut self, connection: &Connection) -> Fallible<()>;
    /// Whether it may have some of the reserve.
    fn makes_room(&self) -> bool;
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct PendingWrite<T, F> {
    run: F,
    makes_room: bool,
    outcome: Option<Fallible<T>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T: Send, F: Fn(&Connection) -> Fallible<T> + Send> Command for PendingWrite<T, F> {
    fn run(&mut self, connection: &Connection) -> Fallible<()> {
        let before = connection.total_changes();
        let run = AssertUnwindSafe(|| (self.run)(connection));
        let outcome = catch_unwind(run).unwrap_or(Err(Failure::Command("a write panicked")));
        let wrote = connection.total_changes() > before;
        self.outcome = Some(match outcome {
            // it failed before it wrote, so there is nothing to take back
            Err(failure) if !wrote && failure.spares_neighbours() => Err(failure),
            outcome => Ok(outcome?),
        });
        Ok(())
    }

    fn makes_room(&self) -> bool {
        self.makes_room
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let Self { outcome, reply, .. } = *self;
        // whoever stopped waiting needs no answer
        let _ = reply.send(committed.and_then(|()| Ok(outcome.ok_or_else(gone)??)));
    }
}

fn gone() -> StoreError {
    StoreError::unavailable("the writer has ended")
}

impl Writer {
    /// Starts the thread on an open connection.
    pub(super) fn start(
        path: PathBuf,
        database: Database,
        options: Options,
        connection: Connection,
        soundness: Soundness,
    ) -> Result<Self, StoreError> {
        let (orders, inbox) = mpsc::channel(QUEUE);
        let reserve = Reserve::beside(&path, options.reserve);
        reserve.fill();
        let writer = WriterThread { path, database, options, connection: Some(connection), soundness, reserve };
        let thread = thread::Builder::new()
            .name(format!("write-{}", database.name))
            .spawn(move || serve(writer, inbox))
            .map_err(StoreError::unavailable)?;
        Ok(Self { orders, _thread: Joined(Some(thread)) })
    }

    /// Runs a command in the next transaction and answers once that is durable. On a full disk one that makes room gets
    /// some of the reserve.
    pub(super) async fn write<T, F>(&self, run: F, makes_room: bool) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&Connection) -> Fallible<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let call = PendingWrite { run, makes_room, outcome: None, reply };
        self.orders.send(Order::Write(Box::new(call))).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }

    /// Empties the log beside the database file; `false` while somebody reads an older snapshot.
    pub(super) async fn truncate(&self) -> Result<bool, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(Order::Truncate(reply)).await.map_err(|_| gone())?;
        Ok(answer.await.map_err(|_| gone())??)
    }
}

/// The thread: runs until every sender is gone and the queue is empty.
fn serve(mut writer: WriterThread, mut inbox: mpsc::Receiver<Order>) {
    let mut orders = Vec::with_capacity(BATCH);
    while inbox.blocking_recv_many(&mut orders, BATCH) > 0 {
        let mut batch = Vec::with_capacity(orders.len());
        let mut truncations = Vec::new();
        for order in orders.drain(..) {
            match order {
                Order::Write(command) => batch.push(command),
                Order::Truncate(reply) => truncations.push(reply),
            }
        }
        writer.write(batch);
        for reply in truncations {
            let _ = reply.send(writer.truncate());
        }
    }
}

/// Where a transaction failed.
enum Failed {
    /// In one of the commands: the others may do better without it.
    Command(Failure),
    /// At the beginning or the commit: all of them failed.
    All(Failure),
}

/// What the thread owns.
struct WriterThread {
    path: PathBuf,
    database: Database,
    options: Options,
    /// `None` after it broke, until it can be opened again.
    connection: Option<Connection>,
    soundness: Soundness,
    reserve: Reserve,
}

impl WriterThread {
    fn write(&mut self, mut batch: Vec<Box<dyn Command>>) {
        if batch.is_empty() {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a batch has at most 64 commands")]
        ::metrics::histogram!(STORE_BATCH, label::DATABASE => self.database.name).record(batch.len() as f64);
        match self.commit(&mut batch) {
            Ok(()) => batch.into_iter().for_each(|command| command.answer(Ok(()))),
            Err(Failed::Command(_)) if batch.len() > 1 => {
                for command in batch {
                    self.write(vec![command]);
                }
            }
            Err(Failed::Command(failure) | Failed::All(failure)) => {
                for command in batch {
                    if failure.is_of_a_full_disk() && command.makes_room() {
                        self.write_from_reserve(command);
                    } else {
                        command.answer(Err(failure.to_error()));
                    }
                }
            }
        }
    }

    /// Gives up shares of the reserve until there is room for the command, or none is left.
    fn write_from_reserve(&mut self, command: Box<dyn Command>) {
        let mut batch = [command];
        let committed = loop {
            let is_given = self.reserve.give();
            match self.commit(&mut batch) {
                Err(Failed::Command(failure) | Failed::All(failure)) if is_given && failure.is_of_a_full_disk() => {}
                committed => break committed,
            }
        };
        let [command] = batch;
        command.answer(committed.map_err(|(Failed::Command(failure) | Failed::All(failure))| failure.into()));
    }

    /// One transaction. On failure nothing of it is there, and a connection that broke is let go.
    fn commit(&mut self, batch: &mut [Box<dyn Command>]) -> Result<(), Failed> {
        let started = Instant::now();
        let connection = self.connection().map_err(Failed::All)?;
        let outcome = transact(connection, batch);
        let torn = !connection.is_autocommit();
        if let Err(Failed::Command(failure) | Failed::All(failure)) = &outcome {
            self.let_go_if_broken(failure, torn);
        }
        ::metrics::histogram!(STORE_COMMIT_SECONDS, label::DATABASE => self.database.name).record(started.elapsed());
        outcome
    }

    fn let_go_if_broken(&mut self, failure: &Failure, torn: bool) {
        self.soundness.note(failure);
        if torn || failure.breaks_connection() {
            tracing::warn!(database = self.database.name, error = %failure, "opening the writer's connection again");
            self.connection = None;
        }
    }

    fn truncate(&mut self) -> Fallible<bool> {
        // what only the log held yet makes the file grow before the log's room is free
        let emptied = loop {
            let emptied = connection::truncate(self.connection()?);
            if !emptied.as_ref().is_err_and(Failure::is_of_a_full_disk) || !self.reserve.give() {
                break emptied;
            }
        };
        self.reserve.fill();
        if let Err(failure) = &emptied {
            self.let_go_if_broken(failure, false);
        }
        emptied
    }

    /// The connection; a new one when the last broke, or when the file is not where it was.
    fn connection(&mut self) -> Fallible<&mut Connection> {
        if !self.path.exists() {
            self.connection = None;
        }
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connection::reopen(&self.path, self.options.max_pages)?,
        };
        Ok(self.connection.insert(connection))
    }
}

fn transact(connection: &mut Connection, batch: &mut [Box<dyn Command>]) -> Result<(), Failed> {
    let all = |error| Failed::All(Failure::Engine(error));
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(all)?;
    for command in batch {
        command.run(&transaction).map_err(Failed::Command)?;
    }
    transaction.commit().map_err(all)
}
