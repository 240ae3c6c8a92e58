#!/usr/bin/env python3
"""Writes the samples that the tests and fuzzers of mails, pictures, archives and workbooks read: tests/fuzz/seeds/{archive,picture,xlsx}.
Standard library only; every name, number and address in them is invented. Run it from anywhere; what it writes is committed."""

import struct
import zipfile
import zlib
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "fuzz" / "seeds"
DAY = (2026, 11, 22, 10, 0, 0)


# --- ZIP ---------------------------------------------------------------------------------------------------------------------------

def zip_bytes(entries, method=zipfile.ZIP_DEFLATED):
    """entries: (name bytes, utf8 flag, data, declared size or None, encrypted)."""
    body, directory = b"", b""
    for name, utf8, data, declared, encrypted in entries:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush() if method == zipfile.ZIP_DEFLATED else data
        flags = (0x800 if utf8 else 0) | (1 if encrypted else 0)
        size = len(data) if declared is None else declared
        fields = struct.pack("<HHHHIIIHH", flags, method, 0x5000, 0x5D76, zlib.crc32(data), len(packed), size, len(name), 0)
        directory += b"PK\x01\x02\x14\x00\x14\x00" + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04\x14\x00" + fields + name + packed
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + end


def plain(name, data=b"x", utf8=True):
    return (name.encode("utf-8") if utf8 else name.encode("cp932"), utf8, data, None, False)


def archives():
    folder = SEEDS / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    write = lambda name, data: (folder / name).write_bytes(data)
    write("cp932.zip", zip_bytes([plain("請求書/表紙.txt", b"abc", False), plain("ソフト一覧.csv", b"a,b", False)]))
    write("utf8.zip", zip_bytes([plain("写真/髙﨑さん🐟.jpg"), plain("葛󠄀城.txt"), plain("中.zip"), plain("invoice\u202efdp.exe"), plain("../../etc/passwd"), plain("C:\\x.js")]))
    write("locked.zip", zip_bytes([(b"secret.xlsx", True, b"x" * 40, None, True)]))
    write("bomb.zip", zip_bytes([(b"%d.bin" % i, True, b"\0" * 1000, 0xFFFFFFF0, False) for i in range(20)]))
    write("large.zip", zip_bytes([(b"zeros.bin", True, b"\0" * 20_000_000, None, False), plain("small.txt", b"small")]))
    write("cut.zip", zip_bytes([plain("a.txt", b"hello " * 50), plain("b.txt", b"world " * 50)])[:150])
    tar = b""
    for name, data in (("memo.txt", b"memo"), ("folder/x.exe", b"MZ")):
        head = struct.pack("100s8s8s8s12s12s8s1s100s6s2s32s32s8s8s155s12x", name.encode(), b"0000644", b"0", b"0", b"%011o" % len(data), b"%011o" % 1795309200, b" " * 8, b"0", b"", b"ustar", b"00", b"", b"", b"", b"", b"")
        head = head[:148] + b"%06o\0 " % sum(head) + head[156:]
        tar += head + data + b"\0" * (-len(data) % 512)
    write("plain.tar", tar + b"\0" * 1024)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    write("plain.tar.gz", packer.compress(tar + b"\0" * 1024) + packer.flush())
    # LHA level 0, stored, with a name in CP932.
    name, data = "見積書.txt".encode("cp932"), b"lha"
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    rest = b"-lh0-" + struct.pack("<IIHHBBB", len(data), len(data), 0x5000, 0x5D76, 0x20, 0, len(name)) + name + struct.pack("<H", crc)
    write("stored.lzh", bytes([len(rest), sum(rest) & 0xFF]) + rest + data + b"\0")


# --- XLSX --------------------------------------------------------------------------------------------------------------------------

def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def xlsx(sheets, macro=False, extra=None):
    """sheets: name -> (cells {ref: text | number | bool | ("date", serial) | ("formula", text, value)}, merged refs)."""
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in range(len(sheets)))
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macro else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/>{types}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="yyyy/m/d\\ h:mm"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    }
    strings, shared = [], {}
    names, relations = "", ""
    for number, (name, (cells, merged)) in enumerate(sheets.items(), 1):
        rows = {}
        for ref, value in cells.items():
            letters = ref.rstrip("0123456789")
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            rows.setdefault(int(ref[len(letters):]), []).append((column, ref, value))
        xml = ""
        for row in sorted(rows):
            xml += f'<row r="{row}">'
            for _, ref, value in sorted(rows[row], key=lambda each: each[0]):
                if isinstance(value, bool):
                    xml += f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
                elif isinstance(value, tuple) and value[0] == "date":
                    xml += f'<c r="{ref}" s="{2 if value[1] % 1 else 1}"><v>{value[1]}</v></c>'
                elif isinstance(value, tuple) and value[0] == "formula":
                    xml += f'<c r="{ref}" t="str"><f>{escaped(value[1])}</f><v>{escaped(value[2])}</v></c>'
                elif isinstance(value, tuple):
                    xml += f'<c r="{ref}" t="inlineStr"><is><t>{escaped(value[1])}</t></is></c>'
                elif isinstance(value, str):
                    if value not in shared:
                        shared[value] = len(strings)
                        strings.append(f'<si><r><t xml:space="preserve">{escaped(value[:1])}</t></r><r><t xml:space="preserve">{escaped(value[1:])}</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>')
                    xml += f'<c r="{ref}" t="s"><v>{shared[value]}</v></c>'
                else:
                    xml += f'<c r="{ref}"><v>{value}</v></c>'
            xml += "</row>"
        merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
        boxes = '<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>' if extra and number == 1 and "xl/drawings/vmlDrawing1.vml" in extra else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{xml}</sheetData>{f"<mergeCells>{merges}</mergeCells>" if merges else ""}{boxes}</worksheet>'
        names += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{" state=" + chr(34) + "hidden" + chr(34) if name.startswith("隠") else ""}/>'
        relations += f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>'
    relations += '<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId91" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="/xl/styles.xml"/>'
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{"".join(strings)}</sst>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    if macro:
        parts["xl/vbaProject.bin"] = "not a macro, only its name"
    parts.update(extra or {})
    return zip_bytes([plain(name, text.encode("utf-8")) for name, text in parts.items()])


def company(first_row):
    """The part that both common forms have, in a layout of our own."""
    cells = {
        "A1": "", f"A{first_row}": "１．報告者", f"B{first_row}": "組織名", f"C{first_row}": "株式会社青葉サンプル製作所",
        f"B{first_row + 1}": "業種", f"C{first_row + 1}": "製造業",
        f"B{first_row + 2}": "担当者氏名（必須）", f"C{first_row + 2}": "髙﨑 一郎", f"D{first_row + 2}": "電話番号", f"E{first_row + 2}": "０２２－０００－１２３４",
        f"B{first_row + 3}": "メールアドレス：", f"C{first_row + 3}": "soc@aoba-sample.example",
    }
    del cells["A1"]
    return cells


def workbooks():
    folder = SEEDS / "xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    write = lambda name, data: (folder / name).write_bytes(data)
    ransom = {"A1": "ランサムウェア事案共通様式", **company(3),
              "A8": "2. 事案", "B8": "発生日時", "C8": ("date", 46340.604166666664), "B9": "認知日時", "C9": "令和8年11月14日 午前9時30分頃",
              "B10": "類型", "C10": "☑ 暗号化　☑ リーク示唆　□ 身代金要求のみ",
              "B11": "暗号化された対象", "C11": "ファイルサーバ2台、会計システム", "B12": "暗号化後の拡張子", "C12": ".l0cked",
              "B13": "ランサムノート", "C13": "README_RESTORE.txt", "D13": "連絡先として onion のアドレスが書かれていた",
              "B14": "侵入経路", "C14": "■", "D14": "VPN機器", "E14": "□", "F14": "リモートデスクトップ", "G14": True, "H14": "不明",
              "B15": "インディケータ情報", "C15": "198.51.100.23", "C16": "d41d8cd98f00b204e9800998ecf8427e", "C17": "evil.example",
              "B18": "担当弁護士", "C18": "なし", "B19": "情報共有の同意", "C19": "○ 同意する", "B20": "備考", "B21": "別紙のとおり"}
    write("ransomware.xlsx", xlsx({"様式": (ransom, ["A1:F1", "B15:B17", "B20:F20", "B21:F21"]), "隠し設定": ({"A1": "組織名", "B1": "選択肢"}, [])}))
    vml = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
           + "".join(f'<v:shape id="s{i}"><v:textbox><div><font>{label}</font></div></v:textbox><x:ClientData ObjectType="Checkbox"><x:Anchor>2, 0, {8 + i // 9}, 0, 3, 0, 9, 0</x:Anchor>{"<x:Checked>1</x:Checked>" if on else ""}</x:ClientData></v:shape>' for i, (label, on) in enumerate([("CDN の利用", True), ("通信事業者による遮断", False)]))
           + "</xml>")
    ddos = {"B1": "ＤＤｏＳ攻撃事案　共通様式", **company(3), "B7": "攻撃種別", "C7": "● T1498.002 リフレクション　○ T1499", "B8": "最大通信量（Gbps）", "C8": 42.5,
            "B9": "緩和策", "B10": "継続時間", "C10": ("formula", '"3"&"時間"', "3時間"), "B11": "攻撃対象URL", "C11": "https://www.aoba-sample.example/", "B12": "発生日時", "C12": "11月14日の夜"}
    write("ddos.xlsx", xlsx({"Sheet1": (ddos, [])}, extra={
        "xl/drawings/vmlDrawing1.vml": vml,
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'}))
    transfers = {"A1": "送金一覧（被害者作成）", "A3": "振込日", "B3": "金額（円）", "C3": "振込先名義", "D3": "銀行名", "E3": "口座番号", "F3": "天気",
                 "A4": ("date", 46340), "B4": 1500000, "C4": "カ）サンプル", "D4": "七十七銀行", "E4": "１２３４５６７", "F4": "晴",
                 "A5": "令和8年11月20日", "B5": "￥３００，０００", "C5": "ヤマダ　タロウ🐟", "E5": "765-4321",
                 "A6": "きのう", "B6": "30万円", "A7": "2026/11/21", "B7": "不明", "A9": "合計", "B9": 2100000}
    write("transfers.xlsx", xlsx({"表": (transfers, ["A1:F1"])}))
    write("macro.xlsm", xlsx({"Sheet1": ({"A1": ("inline", "=cmd|' /C calc'!A0")}, [])}, macro=True))
    write("doctype.xlsx", xlsx({"Sheet1": ({"A1": "x"}, [])}, extra={"xl/sharedStrings.xml": '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'}))
    write("far.xlsx", xlsx({"Sheet1": ({"A1": "x", "XFD1": "right", "A1048576": "below"}, ["A1:XFD1048576"])}))


# --- PNG with a QR code ------------------------------------------------------------------------------------------------------------

def qr(text):
    """Version 3-L (29 x 29), byte mode, mask 0."""
    data = text.encode("utf-8")
    assert len(data) <= 53
    bits = "0100" + f"{len(data):08b}" + "".join(f"{byte:08b}" for byte in data) + "0000"
    bits = bits[:55 * 8]
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)]
    words += [0xEC, 0x11] * 30
    words = words[:55]
    exp, log = [1] * 512, [0] * 256
    for i in range(1, 255):
        exp[i] = exp[i - 1] << 1 ^ (0x11D if exp[i - 1] & 0x80 else 0)
    for i in range(255):
        log[exp[i]] = i
    for i in range(255, 512):
        exp[i] = exp[i - 255]
    mul = lambda a, b: exp[log[a] + log[b]] if a and b else 0
    poly = [1]
    for i in range(15):
        poly = [a ^ mul(b, exp[i]) for a, b in zip(poly + [0], [0] + poly)]
    rest = words + [0] * 15
    for i in range(55):
        factor = rest[i]
        for j, value in enumerate(poly):
            rest[i + j] ^= mul(value, factor)
    words += rest[55:]
    size = 29
    grid = [[None] * size for _ in range(size)]
    for top, left in ((0, 0), (0, 22), (22, 0)):
        for y in range(-1, 8):
            for x in range(-1, 8):
                if 0 <= top + y < size and 0 <= left + x < size:
                    grid[top + y][left + x] = int(0 <= y < 7 and 0 <= x < 7 and (y in (0, 6) or x in (0, 6) or (2 <= y <= 4 and 2 <= x <= 4)))
    for y in range(-2, 3):
        for x in range(-2, 3):
            grid[22 + y][22 + x] = int(max(abs(y), abs(x)) != 1)
    for i in range(8, 21):
        grid[6][i] = grid[i][6] = 1 - i % 2
    form = "111011111000100"
    for i, bit in enumerate(form):
        at = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8)][i]
        grid[at[0]][at[1]] = int(bit)
        other = (size - 1 - i, 8) if i < 7 else (8, size - 15 + i)
        grid[other[0]][other[1]] = int(bit)
    grid[21][8] = 1
    stream = iter("".join(f"{word:08b}" for word in words))
    up, x = True, size - 1
    while x > 0:
        x -= x == 6
        for y in range(size - 1, -1, -1) if up else range(size):
            for column in (x, x - 1):
                if grid[y][column] is None:
                    grid[y][column] = int(next(stream, "0")) ^ ((y + column) % 2 == 0)
        up, x = not up, x - 2
    return grid


def png(rows, text=b""):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)) + (chunk(b"tEXt", text) if text else b"") + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def drawn(texts, dark=0, light=255, scale=6):
    height, width = (29 + 8) * scale, (29 + 8) * scale * len(texts)
    rows = [[light] * width for _ in range(height)]
    for index, text in enumerate(texts):
        for y, line in enumerate(qr(text)):
            for x, value in enumerate(line):
                for dy in range(scale):
                    for dx in range(scale):
                        rows[(y + 4) * scale + dy][index * 37 * scale + (x + 4) * scale + dx] = dark if value else light
    return rows


def pictures():
    folder = SEEDS / "picture"
    folder.mkdir(parents=True, exist_ok=True)
    write = lambda name, data: (folder / name).write_bytes(data)
    write("two_codes.png", png(drawn(["https://login.bank-sample.example/", "LINE追加はこちら"]), b"Author\0someone"))
    write("dark.png", png(drawn(["https://dark.example/a"], dark=255, light=20)))
    write("no_code.png", png([[x % 251 for x in range(64)] for _ in range(48)]))
    bomb = lambda data: struct.pack(">I", len(data)) + b"IHDR" + data + struct.pack(">I", zlib.crc32(b"IHDR" + data))
    write("bomb.png", b"\x89PNG\r\n\x1a\n" + bomb(struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0)) + zlib.compress(b"\0" * 100000))
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x03\x44\x34\x05\x00"
    write("frames.gif", b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * 500 + b";")
    # A BMP of two points, red and blue, 24 bits.
    write("tiny.bmp", b"BM" + struct.pack("<IHHI", 62, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 2, 1, 1, 24, 0, 8, 0, 0, 0, 0) + b"\0\0\xff\xff\0\0\0\0")
    # A TIFF of 2 x 1 grey points that is to be turned by 90 degrees.
    tags = [(256, 4, 2), (257, 4, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (274, 3, 6), (277, 3, 1), (278, 4, 1), (279, 4, 2)]
    write("turned.tiff", b"II*\0" + struct.pack("<I", 10) + b"\x00\xff" + struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", t, k, 1, v) for t, k, v in tags) + b"\0\0\0\0")


if __name__ == "__main__":
    archives()
    workbooks()
    pictures()
