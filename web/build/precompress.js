// Writes FILE.br and FILE.gz beside every text file of the built folder; the server sends them as they are.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "dist";
const compressible = /\.(?:js|css|html|svg|json|txt)$/;
const smallestWorthwhile = 512;

const totals = { files: 0, plain: 0, brotli: 0, gzip: 0 };
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const plain = readFileSync(path);
    if (plain.length < smallestWorthwhile) continue;
    const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const gzip = gzipSync(plain, { level: 9 });
    writeFileSync(`${path}.br`, brotli);
    writeFileSync(`${path}.gz`, gzip);
    totals.files += 1;
    totals.plain += plain.length;
    totals.brotli += brotli.length;
    totals.gzip += gzip.length;
    console.log(`${path}  ${plain.length} → br ${brotli.length}, gz ${gzip.length}`);
}
console.log(`${totals.files} files: ${totals.plain} bytes, br ${totals.brotli}, gz ${totals.gzip}`);
