#!/bin/sh
# After the Debian package is removed or, with "upgrade", before its successor is set up.
set -e

if [ "$1" != upgrade ]; then
  rm -f '/usr/bin/${executable}'
  if [ -e '/etc/apparmor.d/${executable}' ]; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' 2>/dev/null || true
    rm -f '/etc/apparmor.d/${executable}'
  fi
fi
if command -v udevadm >/dev/null; then
  udevadm control --reload || true
fi
