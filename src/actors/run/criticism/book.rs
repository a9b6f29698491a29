//! The look at the whole book: once, when every page has its picture and its critique. Pages that do not belong to the
//! rest are painted again, all at once.

use futures_util::future::{join_all, try_join_all};

use super::gallery::{Page, hanging};
use super::note::before_call;
use super::redo::{Redo, redo};
use crate::actors::run::stop::Stop;
use crate::actors::run::telling::Telling;
use crate::actors::stage::PageKey;
use crate::domain::{CriticismNote, Fault, Outlier};
use crate::pipeline::critique::{MOST_REDOS, outliers};

/// Below this a book has no rest to which a page could not belong.
pub const FEWEST_PAGES: usize = 3;

/// Looks at all pages beside each other, and paints again those that do not belong to the rest.
pub async fn criticise(telling: &Telling, pages: Vec<Page>) -> Result<(), Stop> {
    before_call(telling, CriticismNote::Book).await?;
    let Some(critic) = telling.models.critic() else { return Ok(()) };
    let hanging = join_all(pages.iter().map(|page| hanging(telling, &page.picture))).await;
    let hanging: Vec<_> = hanging.into_iter().flatten().collect();
    if hanging.len() < FEWEST_PAGES {
        return Ok(());
    }
    let whole = PageKey { story: telling.story, scene: 0 };
    let found = telling.context.critique.review_book(whole, critic, &telling.models.calls, &hanging).await;
    let scenes: Vec<u32> = hanging.iter().map(|picture| picture.spec.scene).collect();
    let found = outliers(found, &scenes);
    let redone = pages.into_iter().filter(|page| page.past.redos < MOST_REDOS).filter_map(|page| {
        let outlier = found.iter().find(|outlier| outlier.scene == page.picture.scene)?;
        Some(paint_again(telling, page, outlier))
    });
    try_join_all(redone).await?;
    Ok(())
}

async fn paint_again(telling: &Telling, mut page: Page, outlier: &Outlier) -> Result<(), Stop> {
    redo(telling, &mut page, Redo { fault: Fault::Outlier, advice: &outlier.advice }).await?;
    Ok(())
}
