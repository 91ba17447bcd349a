#!/bin/sh
# Makes the certificates of this folder anew: two roots, three of a bank's host, two of a till. For tests only; every
# private key here is public. They hold until 2125, so that no test goes red with time. Needs openssl 3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key.pem"
}

# root NAME "COMMON NAME"
root() {
  key "$1"
  openssl req -new -key "$1.key.pem" -subj "/CN=$2" -out "$work/$1.csr"
  sign "$1" "$1" 20200101000000Z 21250101000000Z "basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign" -selfsign
}

# sign NAME ROOT FROM TO EXTENSIONS [-selfsign]
sign() {
  printf '%s\n' "$5" >"$work/extensions"
  : >"$work/index"
  printf '[ca]\ndefault_ca=it\n[it]\ndatabase=%s/index\nnew_certs_dir=%s\nrand_serial=yes\npolicy=any\n[any]\ncommonName=supplied\n' \
    "$work" "$work" >"$work/config"
  openssl ca -batch -notext -config "$work/config" -md sha256 -keyfile "$2.key.pem" -cert "$2.pem" ${6:-} \
    -in "$work/$1.csr" -startdate "$3" -enddate "$4" -extfile "$work/extensions" -out "$1.pem"
}

# leaf NAME ROOT FROM TO "COMMON NAME" EXTENSIONS
leaf() {
  key "$1"
  openssl req -new -key "$1.key.pem" -subj "/CN=$5" -out "$work/$1.csr"
  sign "$1" "$2" "$3" "$4" "basicConstraints=CA:FALSE
$6"
}

HOST="extendedKeyUsage=serverAuth
subjectAltName=DNS:host.bank.test"
TILL="extendedKeyUsage=clientAuth"
root root "Test bank root"
root other-root "Another root"
leaf host root 20200101000000Z 21250101000000Z host.bank.test "$HOST"
leaf expired-host root 20200101000000Z 20210101000000Z host.bank.test "$HOST"
leaf other-host other-root 20200101000000Z 21250101000000Z host.bank.test "$HOST"
leaf till root 20200101000000Z 21250101000000Z "Till 2" "$TILL"
leaf other-till other-root 20200101000000Z 21250101000000Z "Till 2" "$TILL"
rm -f root.key.pem other-root.key.pem
