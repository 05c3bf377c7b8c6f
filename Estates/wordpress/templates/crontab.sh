#!/bin/sh
# The table of this host, as `crontab -l` would list it; `crontab FILE` and `crontab -` replace it.
table=@ROOT@/var/spool/cron/crontabs/operator
case "$1" in
    -l) exec cat "$table" ;;
    -r) exec rm -f "$table" ;;
    -) exec cat >"$table" ;;
    *) exec cp "$1" "$table" ;;
esac
