//! The objects, by the engine of the configuration.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use crate::backends::objects::files::FileObjects;
use crate::backends::objects::verified::VerifiedObjects;
use crate::backends::objects::{Kind, Objects, Options, PublicAddresses};

/// The objects, and who gives them to readers beside this service.
pub(super) type Opened = (Arc<dyn Objects>, Option<Arc<dyn PublicAddresses>>);

/// Opens them, in a locked data directory.
pub(super) async fn open(options: &Options, path: &Path) -> anyhow::Result<Opened> {
    let (engine, public): Opened = match options.kind {
        Kind::Files => {
            let files = FileObjects::open(&path.join("objects")).context("failed to open the objects")?;
            (Arc::new(files), None)
        }
        Kind::S3 => s3::open(options).await?,
    };
    Ok((Arc::new(VerifiedObjects::new(engine)), public))
}

/// Makes what they need before they can be opened: buckets.
pub(super) async fn prepare(options: &Options) -> anyhow::Result<()> {
    match options.kind {
        Kind::Files => Ok(()),
        Kind::S3 => s3::prepare(options).await,
    }
}

#[cfg(feature = "s3")]
mod s3 {
    use std::sync::Arc;

    use anyhow::Context;

    use super::{Opened, Options};
    use crate::backends::objects::PublicAddresses;
    use crate::backends::objects::s3::S3Objects;

    pub(super) async fn open(options: &Options) -> anyhow::Result<Opened> {
        let s3 = Arc::new(client(options).await);
        let public: Option<Arc<dyn PublicAddresses>> = if options.s3.presign { Some(s3.clone()) } else { None };
        Ok((s3, public))
    }

    pub(super) async fn prepare(options: &Options) -> anyhow::Result<()> {
        client(options).await.prepare().await.context("failed to make the objects' buckets")
    }

    /// Boxed: what a client awaits is large, and whoever opens another engine should not carry it.
    async fn client(options: &Options) -> S3Objects {
        Box::pin(S3Objects::open(options.s3.clone())).await
    }
}

#[cfg(not(feature = "s3"))]
mod s3 {
    use super::{Opened, Options};
    use crate::app::not_built_in::NotBuiltIn;

    const S3: NotBuiltIn = NotBuiltIn { setting: "objects.kind = \"s3\"", feature: "s3" };

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn open(_: &Options) -> anyhow::Result<Opened> {
        Err(S3.into())
    }

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn prepare(_: &Options) -> anyhow::Result<()> {
        Err(S3.into())
    }
}
