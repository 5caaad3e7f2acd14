//! Items come, change and go.

use crate::{
    db::{DbError, UserTx},
    domain::collection::{CollectionId, ItemChange, ItemId, ItemStatus, NewItem},
};

/// Puts an offer at the end of a collection that the caller holds; `None` when it is in there
/// already. The offer must be one that the caller may put there.
///
/// # Errors
/// When the query fails.
pub async fn insert(
    tx: &mut UserTx,
    collection: CollectionId,
    new: &NewItem,
) -> Result<Option<ItemId>, DbError> {
    let id = sqlx::query_scalar!(
        r#"insert into collection_item (collection_id, listing_id, status, notes, position)
           values ($1, $2, $3, $4
                , (select coalesce(max(position) + 1, 0) from collection_item where collection_id = $1))
           on conflict (collection_id, listing_id) do nothing
           returning id"#,
        collection.0,
        new.listing.0,
        new.status.name(),
        new.notes
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(ItemId))
}

/// Puts several offers at the end of a collection that the caller holds, in their order; tells how
/// many were not in there yet. The offers must be such that the caller may put there.
///
/// # Errors
/// When the query fails.
pub async fn insert_all(
    tx: &mut UserTx,
    collection: CollectionId,
    listings: &[i64],
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        r#"insert into collection_item (collection_id, listing_id, position)
           select $1, a.listing_id
                , (select coalesce(max(position) + 1, 0) from collection_item where collection_id = $1)
                  + a.place::int - 1
             from unnest($2::bigint[]) with ordinality as a (listing_id, place)
           on conflict (collection_id, listing_id) do nothing"#,
        collection.0,
        listings
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Changes status and notes of an item in a collection that the caller holds.
///
/// # Errors
/// When the query fails.
pub async fn update(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
    change: &ItemChange,
) -> Result<(), DbError> {
    sqlx::query!(
        r#"update collection_item
              set status = coalesce($3, status)
                , notes = case when $4 then $5 else notes end
                , updated_at = now()
            where id = $1
              and collection_id = $2"#,
        id.0,
        collection.0,
        change.status.map(ItemStatus::name),
        change.notes.is_some(),
        change.notes.clone().flatten()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Moves an item to a place, from 0, in a collection that the caller holds. What stands between
/// moves by one; all places are without gaps afterwards. One statement.
///
/// # Errors
/// When the query fails.
pub async fn move_to(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
    position: i32,
) -> Result<(), DbError> {
    sqlx::query!(
        r#"with placed as (
               select id, row_number() over (order by position, added_at, id) - 1 as place
                 from collection_item
                where collection_id = $1
           ), moving as (
               select place as was, least($3, (select count(*) from placed) - 1) as goal
                 from placed
                where id = $2
           ), moved as (
               select p.id
                    , case when p.place = m.was then m.goal
                           when p.place > m.was and p.place <= m.goal then p.place - 1
                           when p.place < m.was and p.place >= m.goal then p.place + 1
                           else p.place
                      end as place
                 from placed p, moving m
           )
           update collection_item i
              set position = m.place
             from moved m
            where i.id = m.id
              and i.position <> m.place"#,
        collection.0,
        id.0,
        i64::from(position)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes an item out of a collection that the caller holds, and closes the gap; tells whether it
/// was there.
///
/// # Errors
/// When the query fails.
pub async fn delete(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
) -> Result<bool, DbError> {
    let place = sqlx::query_scalar!(
        "delete from collection_item where id = $1 and collection_id = $2 returning position",
        id.0,
        collection.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(place) = place else {
        return Ok(false);
    };
    sqlx::query!(
        "update collection_item set position = position - 1 where collection_id = $1 and position > $2",
        collection.0,
        place
    )
    .execute(tx.conn())
    .await?;
    Ok(true)
}
