#!/usr/bin/env bash
# rfc3161-client 1.0.9: a timestamp with a chain of certificates, as OpenSSL makes it, cannot be read (seen 2026-11-30).
#
# An authority that runs on OpenSSL answers with its own certificate and the one that issued it (`openssl ts -reply
# -chain`). `openssl ts -verify` says OK. One expects the client to read it too. But OpenSSL 3.0 writes the certificates
# in the order of the chain, and the client's parser wants the members of a set in the order of their bytes (DER, X.690
# 11.6): "InvalidSetOrdering". No signature covers this order, so a program may sort the
# certificates before it hands the answer over, and then it holds. With another chain the order may fit by chance.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check rfc3161-client==1.0.9
cd "$work"
cat >settings <<'EOF2'
[tsa]
default_tsa = t
[t]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[clock]
extendedKeyUsage = critical,timeStamping
EOF2
echo 01 >serial
key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
openssl req -x509 "${key[@]}" -subj /CN=Root -keyout root.key -out root.pem -days 9 2>/dev/null
openssl req -new "${key[@]}" -subj "/CN=A clock with a name that is longer than that of its root" -keyout clock.key -out clock.csr 2>/dev/null
openssl x509 -req -in clock.csr -CA root.pem -CAkey root.key -CAcreateserial -extfile settings -extensions clock -days 9 \
    -out clock.pem 2>/dev/null
echo "an article" >article
openssl ts -query -data article -sha256 -cert -out request 2>/dev/null
openssl ts -reply -queryfile request -config settings -signer clock.pem -inkey clock.key -chain root.pem -out answer 2>/dev/null
cat >expected <<'EOF2'
openssl: Verification: OK
rfc3161-client: InvalidSetOrdering
EOF2
{
    echo "openssl: $(openssl ts -verify -in answer -data article -CAfile root.pem 2>/dev/null)"
    env/bin/python - <<'EOF2'
from rfc3161_client import decode_timestamp_response

try:
    decode_timestamp_response(open("answer", "rb").read())
    print("rfc3161-client: read")
except ValueError as error:
    print("rfc3161-client:", "InvalidSetOrdering" if "InvalidSetOrdering" in str(error) else error)
EOF2
} >seen
diff expected seen || { echo "rfc3161_client_refuses_openssl_chains: behaves otherwise than described" >&2; exit 1; }
