"""Files on their way in, as the browser sends them (tus 1.0): created, in pieces, asked how far, gone on with."""

import base64
import hashlib
import json

import renkei

PIECE = 1024 * 1024


def digest(content):
    return hashlib.sha256(content).hexdigest()


def created(client, name, size):
    metadata = "filename " + base64.b64encode(name.encode()).decode()
    return client.call("POST", "/api/v1/uploads", None, {"Upload-Length": str(size), "Upload-Metadata": metadata, "Tus-Resumable": "1.0.0"})


def piece(client, identity, offset, content):
    headers = client.headers() | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), "Tus-Resumable": "1.0.0"}
    return renkei.send(client.connection, "PATCH", f"/api/v1/uploads/{identity}", content, headers)


def uploaded(client, name, content, size=PIECE):
    """The upload's id, all of it there; or the answer that refused it."""
    answer = created(client, name, len(content))
    if answer.status != 201:
        return answer
    identity = answer.json["id"]
    for offset in range(0, len(content), size):
        answer = piece(client, identity, offset, content[offset:offset + size])
        if answer.status != 204:
            return answer
    return identity


def attached(client, holder, name, content):
    """`holder`: "drafts/ID" or "consultations/ID". The answer."""
    identity = uploaded(client, name, content)
    if isinstance(identity, renkei.Answer):
        return identity
    return client.call("POST", f"/api/v1/{holder}/attachments", {"upload": identity})


def refusal(answer):
    """Japanese and English words of a problem."""
    problem = answer.json or {}
    return json.dumps(problem.get("titles") or problem, ensure_ascii=False)
