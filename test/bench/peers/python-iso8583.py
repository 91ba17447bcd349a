"""How often a second of processor time pyiso8583 writes or reads the published sale; asked and answered on stdio."""
import copy
import json
import sys
import time

import iso8583
from iso8583.specs import default_ascii as spec

asked = json.load(sys.stdin)
spec = copy.deepcopy(spec)
spec["p"]["data_enc"] = "b"
spec["1"]["data_enc"] = "b"
spec["55"].update(data_enc="b", max_len=255)
fields = {"t": asked["mti"], **asked["texts"], "55": asked["chipHex"]}
encoded, _ = iso8583.encode(dict(fields), spec)

began = time.process_time()
for _ in range(asked["messages"]):
    if asked["way"] == "encode":
        iso8583.encode(dict(fields), spec)
    else:
        iso8583.decode(encoded, spec)
print(asked["messages"] / (time.process_time() - began))
