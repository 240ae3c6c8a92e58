"""Attachments on the way of the records: the same bytes after a backup, a restore and a move, and a word where they are not."""

import hashlib

import files_by_tus
import files_hurt
import renkei
from commands import bilingual, expect

OFFICER = "furukawa-coordinator"
FILES = {"通帳.bin": bytes(range(256)) * 300, "髙﨑🐟.eml": files_hurt.mail(b"a part of its own" * 50), "同じ.bin": bytes(range(256)) * 300}


def attach(client, name, content):
    """To a record of its own; the record's id and its attachments."""
    body = {"consultation": {"kind": "consultation", "channel": "visit", "narrative": f"{name} を持参した。"}}
    record = client.call("POST", "/api/v1/consultations", body).json["id"]
    answer = files_by_tus.attached(client, f"consultations/{record}", name, content)
    expect(answer.status == 201, f"{name}: {answer.status} {answer.text}")
    return record, answer.json["items"]


def same_files(origin, other):
    """Every file that a row names, in both, byte by byte, and nothing else."""
    named, lying = files_hurt.named(origin), files_hurt.present(other)
    expect(named and files_hurt.named(other) == named, f"other rows: {named ^ files_hurt.named(other)}")
    expect(lying.keys() == named, f"other files: {lying.keys() ^ named}")
    for sha256, path in lying.items():
        expect(hashlib.sha256(path.read_bytes()).hexdigest() == sha256, f"{path.name} is not what it says")
        expect(path.stat().st_mode & 0o077 == 0, f"{path.name} is for others to read")


def files_come_along(stage):
    """Attachments through a backup beside serve, a restore and a move; a half-sent one is refused in words; a file that is gone or was changed is named."""
    data, fresh, moved = stage.new("data"), stage.new("fresh"), stage.new("moved")
    server = renkei.Server(stage.program, data)
    client, kept = renkei.Client(server, OFFICER), {}
    for number in range(12):
        content = stage.chance.randbytes(stage.chance.randrange(1, 400_000))
        record, items = attach(client, f"証拠{number}.bin", content)
        kept[record, items[0]["id"]] = files_by_tus.digest(content)
    half = files_by_tus.created(client, "途中.bin", 1000).json["id"]
    expect(files_by_tus.piece(client, half, 0, bytes(600)).status == 204, "half a file")
    file, _ = stage.backed_up(data, "files.backup")
    attach(client, "控えの後.bin", b"after the backup")
    expect(server.stop() == 0, server.tail())
    restored = stage("restore", file, "--data", fresh, "--key", stage.key)
    expect(restored.status == 0, f"restore: {restored}")
    expect(files_hurt.named(fresh) == set(kept.values()), "not the files of the moment of the backup")
    same_files(fresh, fresh)
    done = stage("move", *stage.place("from", "native", fresh), *stage.place("to", "native", moved))
    expect(done.status == 0, f"move: {done}")
    same_files(fresh, moved)
    stage.proved(moved)
    server = renkei.Server(stage.program, moved)
    client = renkei.Client(server, OFFICER)
    for (record, attachment), sha256 in kept.items():
        answer = client.call("GET", f"/api/v1/consultations/{record}/attachments/{attachment}/content")
        expect(answer.status == 200 and files_by_tus.digest(answer.body) == sha256, f"{record}/{attachment}: {answer.status}")
    answer = files_by_tus.piece(client, half, 600, bytes(400))
    expect(answer.status == 503 and bilingual(answer.text), f"the rest of half a file whose first half stayed behind: {answer.status} {answer.text}")
    expect(client.call("DELETE", f"/api/v1/uploads/{half}").status == 204, "it cannot be cancelled")
    expect(server.stop() == 0, server.tail())
    lying = sorted(files_hurt.present(moved).items())
    (gone, path), (changed, other) = lying[0], lying[1]
    content = other.read_bytes()
    path.unlink()
    other.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    verified = stage("verify", "--data", moved)
    expect(verified.status != 0 and gone in verified.err and changed in verified.err and bilingual(verified.err), f"not named: {verified}")
    incomplete = stage("backup", "--data", moved, "--to", stage.folder / "less.backup", "--key", stage.key)
    expect(incomplete.status == 1 and gone in incomplete.err and bilingual(incomplete.err), f"a backup without a file: {incomplete}")
    less = stage("restore", stage.folder / "less.backup", "--data", stage.new("less"), "--key", stage.key)
    expect(less.status == 1 and gone in less.err and changed in less.err, f"restored as if it were whole: {less}")
    print(f"    {len(kept)} files there after a backup, a restore and a move", flush=True)
