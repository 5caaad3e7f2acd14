#!/usr/bin/env bash
# Deletes a folder of local data, and the database of it that root keeps elsewhere.
source "$(dirname "$0")/lib.sh"

dir=${1:-.local}
if [ -L "$dir/postgres/elsewhere" ]; then rm -rf "$(readlink "$dir/postgres/elsewhere")"; fi
rm -rf "$dir"
