#!/usr/bin/env bash
# Measures what row-level security costs: the same questions to 200,000 offers of 1,000 people, with
# and without it, and with the policies that one would write first. Prints milliseconds.
#
#   scripts/load/rls.sh [--people N] [--listings N] [--seconds N]
#
# Needs psql and pgbench of PostgreSQL 15 or newer. Everything happens in a cluster of its own,
# which is deleted afterwards.
source "$(dirname "$0")/../lib.sh"

people=1000 listings=200000 seconds=5
while [ $# -gt 0 ]; do
    case $1 in
    --people) people=$2 ;;
    --listings) listings=$2 ;;
    --seconds) seconds=$2 ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done

if [ -z "${LOAD_DATABASE:-}" ]; then
    cargo build --quiet --package postgres-local
    # shellcheck disable=SC2016 # expanded in there, where DATABASE_URL is set
    exec target/debug/postgres-local run --disposable -- bash -euc \
        'LOAD_DATABASE=$DATABASE_URL exec "$0" "$@"' "$PWD/scripts/load/rls.sh" \
        --people "$people" --listings "$listings" --seconds "$seconds"
fi

pgbench=$(command -v pgbench || ls -d "$(pg_config --bindir 2>/dev/null)/pgbench" \
    /usr/lib/postgresql/*/bin/pgbench 2>/dev/null | tail -n 1)
[ -x "$pgbench" ] || die "pgbench is missing; it comes with PostgreSQL's own programs"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sql() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 "$LOAD_DATABASE" "$@"; }

say "Migrating and loading $listings offers of $people people"
for migration in migrations/*.up.sql; do sql --single-transaction --file "$migration"; done
sql --command "set load.people = $people; set load.listings = $listings;" --file scripts/load/people.sql
sql --file - <<SQL
-- The same rows without policies, and with the pair that one would write first: the owner or
-- nobody's, or whoever says in a setting that they are an administrator.
create role load_open nologin bypassrls;
grant select on all tables in schema public to load_open;
create table listing_naive (like listing including all);
insert into listing_naive overriding system value
    select * from listing;
analyze listing_naive;
grant select on listing_naive to app_request;
create policy own on listing_naive for all
    using (user_id is null or user_id = nullif(current_setting('app.current_user_id', true), '')::bigint);
create policy admin on listing_naive for all
    using (current_setting('app.current_user_role', true) = 'admin');
alter table listing_naive enable row level security;
SQL
first=$(sql --tuples-only --no-align --command "select min(id) from app_user")
newest=$(sql --tuples-only --no-align --command "select min(id) from listing")

# script NAME ROLE TABLE QUERY: a transaction as the application makes it.
script() {
    {
        printf '\\set person random(%d, %d)\n' "$((first + 1))" "$((first + people - 2))"
        # An offer of that person, among the first tenth.
        printf '\\set offer %d + :person - %d - 1 + %d * random(0, %d)\n' \
            "$newest" "$first" "$people" "$((listings / people / 10))"
        # shellcheck disable=SC1003 # pgbench's way to send statements together
        printf 'begin \\; set local role %s \\; set local app.current_user_id = :person' "$2"
        printf ' \\; set local app.current_user_role = '"'user'"';\n'
        printf '%s;\n' "${4//TABLE/$3}"
        printf 'rollback;\n'
    } >"$work/$1.sql"
}

# measure NAME: latency of whole transactions, one client.
measure() {
    local log=$work/$1.log
    (cd "$work" && "$pgbench" --no-vacuum --client 1 --time "$seconds" --log --log-prefix "$1" \
        --file "$1.sql" "$LOAD_DATABASE" >"$log" 2>&1) || { cat "$log" >&2; die "pgbench failed"; }
    awk '{ print $3 / 1000 }' "$work/$1".[0-9]* | sort -n | awk -v name="$1" '
        { t[NR] = $1 }
        function at(q) { i = int(q * NR); return t[i < 1 ? 1 : i] }
        END { printf "%-28s %8.3f %8.3f %8.3f %9d\n", name, at(0.5), at(0.95), at(0.99), NR }'
}

list="select id, title, price_usd, condition, seller, created_at from TABLE where user_id = :person and status = 'active' order by created_at desc, id desc limit 25"
get="select id, title, price_usd, condition, seller, notes, created_at from TABLE where id = :offer"
dashboard="select count(*), percentile_disc(0.5) within group (order by price_usd), min(usd_per_multi_adj) from TABLE where user_id = :person and status = 'active'"
whole="select count(*) from TABLE"

for name in list get dashboard whole; do
    script "$name-open" load_open listing "${!name}"
    script "$name-rls" app_request listing "${!name}"
    script "$name-naive" app_request listing_naive "${!name}"
done
# What forgets to say whose has no equal without policies: everything would be counted.
rm "$work/whole-open.sql"
printf '\\set offer %d + random(1, %d)\nselect id, title from listing where id = :offer;\n' \
    "$newest" "$((listings / 10))" >"$work/get-bare.sql"
script get-scope load_open listing "select id, title from TABLE where id = :offer"
script get-scope-rls app_request listing "select id, title from TABLE where id = :offer"

say "One client, $seconds s each; whole transactions over a Unix socket, in milliseconds"
printf '%-28s %8s %8s %8s %9s\n' '' p50 p95 p99 count
for name in list-open list-rls list-naive get-open get-rls get-naive dashboard-open dashboard-rls dashboard-naive \
    whole-rls whole-naive get-bare get-scope get-scope-rls; do
    measure "$name"
done
