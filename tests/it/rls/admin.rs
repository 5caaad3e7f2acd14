//! Who gets into the admin area, and what happens to those who are in it when they no longer may.

use deal_brain::{
    db::{Db, switches},
    domain::user::UserId,
};
use sqlx::PgPool;

use super::world::World;

async fn stage(pool: &PgPool) -> (Db, World) {
    let world = World::make(&mut pool.acquire().await.unwrap(), "a").await;
    (Db::from_pool(pool.clone()), world)
}

#[sqlx::test]
async fn only_active_administrators_get_in(pool: PgPool) {
    let (db, world) = stage(&pool).await;
    for (name, may) in [
        ("admin", true),
        ("owner", false),
        ("gone_admin", false),
        ("gone", false),
    ] {
        let administrator = db.administrator(UserId(world.id(name))).await.unwrap();
        assert_eq!(administrator.is_some(), may, "{name}");
    }
    assert_eq!(db.administrator(UserId(999_999)).await.unwrap(), None);
}

#[sqlx::test]
async fn who_is_demoted_is_out_at_the_next_statement(pool: PgPool) {
    let (db, world) = stage(&pool).await;
    let administrator = db
        .administrator(UserId(world.id("admin")))
        .await
        .unwrap()
        .unwrap();
    let mut tx = db.as_admin(administrator).await.unwrap();
    assert!(
        switches::set(&mut tx, switches::LEGACY_ROWS_VISIBLE, false)
            .await
            .unwrap()
    );

    sqlx::query("update app_user set role = 'user' where id = $1")
        .bind(world.id("admin"))
        .execute(&pool)
        .await
        .unwrap();
    assert!(
        !switches::set(&mut tx, switches::LEGACY_ROWS_VISIBLE, true)
            .await
            .unwrap()
    );
    drop(tx);
    let mut tx = db.as_admin(administrator).await.unwrap();
    assert!(
        !switches::set(&mut tx, switches::LEGACY_ROWS_VISIBLE, true)
            .await
            .unwrap()
    );
}

#[sqlx::test]
async fn a_switch_is_on_for_everybody_once_it_is_committed(pool: PgPool) {
    let (db, world) = stage(&pool).await;
    let administrator = db
        .administrator(UserId(world.id("admin")))
        .await
        .unwrap()
        .unwrap();
    let mut tx = db.as_admin(administrator).await.unwrap();
    assert!(
        switches::set(&mut tx, switches::LEGACY_ROWS_VISIBLE, false)
            .await
            .unwrap()
    );
    assert!(
        !switches::set(&mut tx, "NO_SUCH_SWITCH", true)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();

    let other = UserId(world.id("other"));
    let mut tx = db.as_user(other, Default::default()).await.unwrap();
    assert!(
        !switches::is_on(&mut tx, switches::LEGACY_ROWS_VISIBLE)
            .await
            .unwrap()
    );
    assert!(
        switches::is_on(&mut tx, switches::PUBLIC_COLLECTIONS)
            .await
            .unwrap()
    );
    assert!(!switches::is_on(&mut tx, "NO_SUCH_SWITCH").await.unwrap());
}
