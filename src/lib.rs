//! AI Tale tells children illustrated stories: a wish is written, illustrated and streamed to its reader scene by
//! scene, as each picture finishes.
//!
//! ```text
//! reader ─► http ─► request ─► queue ─► StoryRun ══ writes ══► words, scene by scene
//!                   (accepts,  (the      │  for each scene:  scene ─► illustration ─► storage
//!                    durably)   log)     │                  (checks,   (paints,        (objects)
//!                                        ▼                   prompt)    checks, sizes)
//! reader ◄─ stream ◄─ hub ◄────────── story log ─► outbox ─► notification ─► in-app
//!           (signed pictures,         (the truth)      └──► bus ─► analytics
//!            replay, live)
//! ```
//!
//! Modules in reading order; arrows point one way: `domain <- pipeline <- backends <- builtin`,
//! `backends <- stream, accounts`, all of these `<- actors <- http`; `flow` moves work and knows no story; `app` sees
//! all.

pub mod domain;

pub mod pipeline;

pub mod flow;

pub mod backends;

pub mod builtin;

pub mod stream;

pub mod accounts;

pub mod actors;

pub mod http;

pub mod app;
pub mod commands;
pub mod config;
pub mod metrics;
pub mod telemetry;
