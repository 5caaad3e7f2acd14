//! Every cell of the matrix, tried on a real database.

use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use super::{
    cells::{KINDS, Kind},
    functions::READINGS,
    owner::{login, migrated_by_plain_owner},
    persona::Persona,
    world::World,
};

/// Two worlds in one database: in the second, the owner of everything has been deactivated.
pub struct Worlds {
    pub inhabited: World,
    pub deserted: World,
}

impl Worlds {
    pub async fn make(superuser: &mut PgConnection) -> Self {
        let inhabited = World::make(&mut *superuser, "a").await;
        let deserted = World::make_deserted(superuser, "b").await;
        Self {
            inhabited,
            deserted,
        }
    }

    fn of(&self, persona: Persona) -> &World {
        if persona == Persona::Deactivated {
            &self.deserted
        } else {
            &self.inhabited
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Works,
    /// No row, or PostgreSQL's "insufficient privilege".
    Refused,
}

/// One statement, who gives it, and what should come of it.
struct Cell {
    name: String,
    persona: Persona,
    sql: String,
    expected: Outcome,
}

/// Tries every cell, those of `table` first; gives what came out otherwise than it should. Stops
/// after the first fault when one is enough. The connection must be in a transaction, which is as
/// it was afterwards.
pub async fn faults(
    connection: &mut PgConnection,
    worlds: &Worlds,
    table: Option<&str>,
    one_is_enough: bool,
) -> Vec<String> {
    let mut kinds: Vec<&Kind> = KINDS.iter().collect();
    kinds.sort_by_key(|kind| Some(kind.table) != table);
    let cells = kinds
        .into_iter()
        .flat_map(|kind| cells_of(kind, worlds))
        .chain(readings(worlds));
    let mut faults = Vec::new();
    for cell in cells {
        let outcome = attempt(&mut *connection, worlds, &cell).await;
        if outcome != Ok(cell.expected) {
            faults.push(format!(
                "{}, as {:?}: {outcome:?} instead of {:?}",
                cell.name, cell.persona, cell.expected
            ));
            if one_is_enough {
                break;
            }
        }
    }
    faults
}

fn cells_of(kind: &'static Kind, worlds: &Worlds) -> Vec<Cell> {
    let commands = [
        ('S', kind.select),
        ('I', kind.insert),
        ('U', kind.update),
        ('D', kind.delete),
    ];
    let mut cells = Vec::new();
    for (letter, template) in commands
        .into_iter()
        .filter(|(_, template)| !template.is_empty())
    {
        for persona in Persona::ALL {
            cells.push(Cell {
                name: format!("{letter} {}", kind.name),
                persona,
                sql: worlds.of(persona).fill(template, persona),
                expected: expected(rights(kind, persona).contains(letter)),
            });
        }
    }
    cells
}

fn rights(kind: &Kind, persona: Persona) -> &'static str {
    match persona {
        Persona::Anonymous => kind.rights.anonymous,
        Persona::Owner => kind.rights.owner,
        Persona::Other | Persona::AdminAtHome => kind.rights.other,
        Persona::Recipient => kind.rights.recipient,
        Persona::Admin => kind.rights.admin,
        Persona::System => kind.rights.system,
        Persona::WithoutContext | Persona::Impostor | Persona::GoneAdmin | Persona::Deactivated => {
            ""
        }
    }
}

fn readings(worlds: &Worlds) -> Vec<Cell> {
    let mut cells = Vec::new();
    for reading in READINGS {
        for persona in Persona::ALL {
            cells.push(Cell {
                name: reading.name.to_owned(),
                persona,
                sql: worlds.of(persona).fill(reading.sql, persona),
                expected: expected(reading.answered.contains(&persona)),
            });
        }
    }
    cells
}

fn expected(works: bool) -> Outcome {
    if works {
        Outcome::Works
    } else {
        Outcome::Refused
    }
}

/// Any failure other than a refusal is the test's own.
async fn attempt(
    connection: &mut PgConnection,
    worlds: &Worlds,
    cell: &Cell,
) -> Result<Outcome, String> {
    const UNDO: &str = "rollback to savepoint cell; release savepoint cell";
    // One round trip; of its statements only the cell's own touches rows.
    let context = cell.persona.context(worlds.of(cell.persona));
    let sql = format!("savepoint cell; {context} {}; {UNDO}", cell.sql);
    let answer = sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut *connection)
        .await;
    if answer.is_err() {
        sqlx::raw_sql(UNDO).execute(connection).await.unwrap();
    }
    match answer {
        Ok(done) if done.rows_affected() > 0 => Ok(Outcome::Works),
        Ok(_) => Ok(Outcome::Refused),
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42501") => {
            Ok(Outcome::Refused)
        }
        Err(error) => Err(format!("{error} in {}", cell.sql)),
    }
}

#[sqlx::test(migrations = false)]
async fn everybody_can_do_what_the_matrix_says_and_nothing_else(pool: PgPool) {
    migrated_by_plain_owner(&pool).await;
    let worlds = Worlds::make(&mut pool.acquire().await.unwrap()).await;
    let login = login(&pool, "app_request", 1).await;
    let mut transaction = login.begin().await.unwrap();
    let faults = faults(&mut transaction, &worlds, None, false).await;
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Every table of the schema has a kind of row in the matrix.
#[sqlx::test]
async fn the_matrix_knows_every_table(pool: PgPool) {
    let tables: Vec<String> = sqlx::query_scalar(
        "select tablename::text from pg_tables where schemaname in ('public', 'app') and tablename <> '_sqlx_migrations'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    let unknown: Vec<&String> = tables
        .iter()
        .filter(|table| !KINDS.iter().any(|kind| kind.table == table.as_str()))
        .collect();
    assert!(unknown.is_empty(), "not in the matrix: {unknown:?}");
}
