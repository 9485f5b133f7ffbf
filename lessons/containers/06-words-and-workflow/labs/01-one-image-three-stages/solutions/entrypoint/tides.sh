#!/bin/sh
case "$STAGE" in
test | staging | production) ;;
*)
  echo "STAGE must be test, staging or production, and is '$STAGE'" >&2
  exit 64
  ;;
esac
cat <<TABLE
Tide table, stage: $STAGE
Database: harbour:$(printf %s "$PASSWORD" | tr -c '' '*')
High water at 04:12 and 16:37
TABLE
