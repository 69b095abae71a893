"""Seals and opens tokens as SECURITY.md describes it, by Python's cryptography: a second implementation to test against.

Usage: sealed_token.py open|seal, with a JSON object of key, repository, runId and text (or token and expiresAt) on stdin.
"""

import base64
import json
import os
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = "asv1."
SALT, NONCE, TAG = 16, 12, 16


def cipher(given, salt):
    info = b"aspose-auth sealed token v1"
    return AESGCM(HKDF(SHA256(), 32, salt, info).derive(given["key"].encode()))


def associated(given):
    return compact(["asv1", given["repository"], given["runId"]])


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def seal(given):
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    plaintext = compact([given["token"], given["expiresAt"]])
    sealed = cipher(given, salt).encrypt(nonce, plaintext, associated(given))
    body, tag = sealed[:-TAG], sealed[-TAG:]
    return PREFIX + base64.urlsafe_b64encode(salt + nonce + tag + body).rstrip(b"=").decode()


def unseal(given):
    text = given["text"].removeprefix(PREFIX)
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    salt, nonce = data[:SALT], data[SALT : SALT + NONCE]
    tag, body = data[SALT + NONCE : SALT + NONCE + TAG], data[SALT + NONCE + TAG :]
    token, expires_at = json.loads(cipher(given, salt).decrypt(nonce, body + tag, associated(given)))
    return {"token": token, "expiresAt": expires_at}


given = json.load(sys.stdin)
print(json.dumps(unseal(given) if sys.argv[1] == "open" else seal(given)))
