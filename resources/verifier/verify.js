"use strict";
// Verifies the papers of odrdesk in a browser, without a network. Ed25519 after RFC 8032, SHA-2 after FIPS 180-4,
// inflate after RFC 1951, the text of the code as odrdesk/domain/proof.py says it. Nothing is ever put in as HTML.

// Bytes

function utf8(text) { return new TextEncoder().encode(text); }
function hex(bytes) { return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""); }
function grouped(digits) { return digits.replace(/(.{4})(?=.)/g, "$1 "); }
function same(a, b) { return a.length === b.length && a.every((byte, k) => byte === b[k]); }
function latin(bytes, from, to) {
  let out = "";
  for (let k = from; k < to; k += 8192) out += String.fromCharCode.apply(null, bytes.subarray(k, Math.min(to, k + 8192)));
  return out;
}
const B64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function unb64(text) { // null for what is not spelled in the one way
  const out = [];
  let bits = 0, held = 0;
  for (const char of text) {
    const value = B64.indexOf(char);
    if (value < 0) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) { bits -= 8; out.push((held >> bits) & 255); held &= (1 << bits) - 1; }
  }
  return held || text.length % 4 === 1 ? null : Uint8Array.from(out);
}
function base32(bytes, count) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = 0, held = 0, out = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && out.length < count) { bits -= 5; out += letters[(held >> bits) & 31]; }
    held &= (1 << bits) - 1;
  }
  return out;
}

// SHA-2: the constants are the first bits of the roots of the primes, worked out here instead of copied

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((one) => n % one)) found.push(n);
  return found;
}
function root(value, power) { // the largest whole number whose power is not above the value
  let low = 0n, high = 1n << 80n;
  while (low < high) { const middle = (low + high + 1n) >> 1n; if (middle ** power <= value) low = middle; else high = middle - 1n; }
  return low;
}
const M64 = (1n << 64n) - 1n;
const K512 = primes(80).map((p) => root(BigInt(p) << 192n, 3n) & M64);
const H512 = primes(8).map((p) => root(BigInt(p) << 128n, 2n) & M64);
const K256 = Int32Array.from(K512.slice(0, 64), (one) => Number(one >> 32n) | 0);
const H256 = Int32Array.from(H512, (one) => Number(one >> 32n) | 0);

function padded(message, block) {
  const tail = block / 8;
  const out = new Uint8Array(Math.ceil((message.length + 1 + tail) / block) * block);
  out.set(message);
  out[message.length] = 128;
  new DataView(out.buffer).setBigUint64(out.length - 8, BigInt(message.length) * 8n);
  return out;
}
function sha256(message) {
  const data = padded(message, 64), view = new DataView(data.buffer), h = Int32Array.from(H256), w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < data.length; at += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const a = w[t - 15], b = w[t - 2];
      w[t] = (w[t - 16] + w[t - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, z] = h;
    for (let t = 0; t < 64; t++) {
      const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K256[t] + w[t]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      z = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, z].forEach((value, k) => { h[k] = (h[k] + value) | 0; });
  }
  const out = new Uint8Array(32);
  h.forEach((value, k) => new DataView(out.buffer).setInt32(4 * k, value));
  return out;
}
function sha512(message) {
  const data = padded(message, 128), view = new DataView(data.buffer), h = H512.slice(), w = new Array(80);
  const turn = (x, n) => ((x >> n) | (x << (64n - n))) & M64;
  for (let at = 0; at < data.length; at += 128) {
    for (let t = 0; t < 16; t++) w[t] = view.getBigUint64(at + 8 * t);
    for (let t = 16; t < 80; t++) {
      const a = w[t - 15], b = w[t - 2];
      w[t] = (w[t - 16] + w[t - 7] + (turn(a, 1n) ^ turn(a, 8n) ^ (a >> 7n)) + (turn(b, 19n) ^ turn(b, 61n) ^ (b >> 6n))) & M64;
    }
    let [a, b, c, d, e, f, g, z] = h;
    for (let t = 0; t < 80; t++) {
      const one = (z + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & M64 & g)) + K512[t] + w[t]) & M64;
      const two = ((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & M64;
      z = g; g = f; f = e; e = (d + one) & M64; d = c; c = b; b = a; a = (one + two) & M64;
    }
    [a, b, c, d, e, f, g, z].forEach((value, k) => { h[k] = (h[k] + value) & M64; });
  }
  const out = new Uint8Array(64);
  h.forEach((value, k) => new DataView(out.buffer).setBigUint64(8 * k, value));
  return out;
}

// Ed25519

const P = (1n << 255n) - 19n;
const L = (1n << 252n) + 27742317777372353535851937790883648493n;
function mod(a) { const r = a % P; return r < 0n ? r + P : r; }
function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = (b * b) % P) if (e & 1n) result = (result * b) % P;
  return result;
}
function inverse(a) { return power(a, P - 2n); }
const D = mod(-121665n * inverse(121666n));
const ROOT = power(2n, (P - 1n) / 4n); // a square root of -1
function number(bytes) { return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n); }
function add(a, b) { // extended coordinates, RFC 8032 section 5.1.4
  const A = mod((a.y - a.x) * (b.y - b.x)), B = mod((a.y + a.x) * (b.y + b.x));
  const C = mod(2n * a.t * b.t * D), Z = mod(2n * a.z * b.z);
  const E = B - A, F = Z - C, G = Z + C, H = B + A;
  return { x: mod(E * F), y: mod(G * H), z: mod(F * G), t: mod(E * H) };
}
function times(point, scalar) {
  let sum = { x: 0n, y: 1n, z: 1n, t: 0n };
  for (let p = point, s = scalar; s > 0n; s >>= 1n, p = add(p, p)) if (s & 1n) sum = add(sum, p);
  return sum;
}
function decoded(bytes) { // null for what is no point, RFC 8032 section 5.1.3
  const y = number(bytes) & ((1n << 255n) - 1n), sign = BigInt(bytes[31] >> 7);
  if (y >= P) return null;
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
  let x = mod(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n));
  if (mod(v * x * x) !== u) x = mod(x * ROOT);
  if (mod(v * x * x) !== u || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return { x, y, z: 1n, t: mod(x * y) };
}
function encoded(point) {
  const z = inverse(point.z), x = mod(point.x * z), y = mod(point.y * z);
  const out = new Uint8Array(32);
  for (let k = 0, left = y | ((x & 1n) << 255n); k < 32; k++, left >>= 8n) out[k] = Number(left & 255n);
  return out;
}
let base = null;
function holds(key, signature, message) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const point = decoded(key), s = number(signature.subarray(32));
  if (point === null || s >= L) return false;
  const r = signature.subarray(0, 32), told = new Uint8Array(64 + message.length);
  told.set(r); told.set(key, 32); told.set(message, 64);
  const k = number(sha512(told)) % L;
  if (base === null) { const y = mod(4n * inverse(5n)), start = new Uint8Array(32); for (let i = 0, left = y; i < 32; i++, left >>= 8n) start[i] = Number(left & 255n); base = decoded(start); }
  const minus = { x: mod(-point.x), y: point.y, z: 1n, t: mod(-point.t) };
  return same(encoded(add(times(base, s), times(minus, k))), r);
}

// The text of the code

const SHAPE = /^ODR1\|([A-Z]{2})\|([A-Za-z0-9./-]{1,60})\|(-|0|[1-9][0-9]{0,14})\|([0-9]{8})\|([A-Za-z0-9_-]{22})\|([A-Z][A-Z2-7]{7})\|([A-Za-z0-9_-]{86})$/;
function read(text) { // what a code says, or null
  const told = text.replace(/\s+/g, ""), found = SHAPE.exec(told);
  if (found === null) return null;
  const [, code, no, fen, day, digest, kid, signature] = found;
  const parts = [Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6))];
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2]));
  date.setUTCFullYear(parts[0]);
  const real = date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === parts[2] && parts[0] > 0;
  const bytes = unb64(digest), sign = unb64(signature);
  if (!real || bytes === null || sign === null) return null;
  return { code, no, fen: fen === "-" ? null : fen, day: date.toISOString().slice(0, 10), digest: bytes, kid, signature: sign,
    signed: utf8(told.slice(0, told.lastIndexOf("|"))), text: told };
}
function yuan(fen) {
  const digits = fen.padStart(3, "0");
  return digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",") + "." + digits.slice(-2);
}

// Keys

function keysOf(file) { // the keys of a key file; null where it is none or was changed
  if (file === null || typeof file !== "object" || file.format !== "odrdesk-keys" || file.version !== 1 || !Array.isArray(file.keys)) return null;
  const keys = [];
  for (const row of file.keys.slice(0, 500)) {
    const bytes = row !== null && typeof row === "object" ? unb64(String(row.public)) : null;
    if (bytes === null || bytes.length !== 32) return null;
    const print = sha256(bytes), kid = (file.practice ? "P" : "K") + base32(print, 7);
    if (kid !== row.kid) return null;
    const key = { kid, bytes, desk: String(file.desk), practice: Boolean(file.practice), from: String(row.from).slice(0, 10), to: null, print: grouped(hex(print.subarray(0, 16))) };
    if (row.to) key.to = new Date(Date.parse(String(row.to)) + 8 * 3600000).toISOString().slice(0, 10); // the day in Shanghai
    keys.push(key);
  }
  if (file.signature !== undefined) {
    const { signature, signed_by: by, ...told } = file, bytes = unb64(String(signature));
    if (bytes === null || !keys.some((key) => key.kid === by && holds(key.bytes, bytes, utf8(canonical(told))))) return null;
  }
  return keys;
}
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value !== null && typeof value === "object") return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
  return JSON.stringify(value);
}

// The facts inside a PDF

function inflate(data, most) { // RFC 1951; null for what is broken or too large
  let at = 0, bit = 0, out = new Uint8Array(65536), size = 0;
  const lengths = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const bits = (count) => {
    let value = 0;
    for (let k = 0; k < count; k++) {
      if (at >= data.length) throw new RangeError("short");
      value |= ((data[at] >> bit) & 1) << k;
      if (++bit === 8) { bit = 0; at++; }
    }
    return value;
  };
  const put = (byte) => {
    if (size >= most) throw new RangeError("large");
    if (size === out.length) { const more = new Uint8Array(Math.min(most, 2 * size)); more.set(out); out = more; }
    out[size++] = byte;
  };
  const tree = (sizes) => {
    const counts = new Array(16).fill(0), symbols = [], starts = [0];
    for (const one of sizes) counts[one]++;
    counts[0] = 0;
    for (let k = 0; k < 15; k++) starts.push(starts[k] + counts[k]);
    sizes.forEach((one, symbol) => { if (one) symbols[starts[one]++] = symbol; });
    return { counts, symbols };
  };
  const next = ({ counts, symbols }) => {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - counts[length] < first) return symbols[index + code - first];
      index += counts[length]; first = (first + counts[length]) << 1; code <<= 1;
    }
    throw new RangeError("code");
  };
  const block = (literals, distances) => {
    for (;;) {
      const symbol = next(literals);
      if (symbol === 256) return;
      if (symbol < 256) { put(symbol); continue; }
      const place = symbol - 257;
      if (place >= lengths.length) throw new RangeError("length");
      const length = lengths[place] + bits(place < 8 || place === 28 ? 0 : (place >> 2) - 1);
      const far = next(distances);
      if (!(far < 30)) throw new RangeError("distance");
      const extra = far < 4 ? 0 : (far >> 1) - 1;
      const back = (far < 4 ? far + 1 : ((2 + (far & 1)) << extra) + 1) + bits(extra);
      if (back > size) throw new RangeError("distance");
      for (let k = 0; k < length; k++) put(out[size - back]);
    }
  };
  try {
    for (let last = 0; !last;) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) {
        if (bit) { bit = 0; at++; }
        const length = data[at] | (data[at + 1] << 8);
        at += 4;
        if (at + length > data.length) return null;
        for (let k = 0; k < length; k++) put(data[at++]);
      } else if (kind === 1) {
        block(tree(Array.from({ length: 288 }, (_, k) => (k < 144 ? 8 : k < 256 ? 9 : k < 280 ? 7 : 8))), tree(new Array(30).fill(5)));
      } else if (kind === 2) {
        const many = bits(5) + 257, far = bits(5) + 1, own = bits(4) + 4, order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        const sizes = new Array(19).fill(0);
        for (let k = 0; k < own; k++) sizes[order[k]] = bits(3);
        const codes = tree(sizes), all = [];
        while (all.length < many + far) {
          const symbol = next(codes);
          if (symbol < 16) all.push(symbol);
          else if (symbol === 16 && all.length) all.push(...new Array(3 + bits(2)).fill(all[all.length - 1]));
          else if (symbol === 17) all.push(...new Array(3 + bits(3)).fill(0));
          else if (symbol === 18) all.push(...new Array(11 + bits(7)).fill(0));
          else return null;
        }
        block(tree(all.slice(0, many)), tree(all.slice(many, many + far)));
      } else return null;
    }
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
  return out.slice(0, size);
}
function insidePdf(bytes) { // the embedded facts and the code a PDF tells of: {data, code}, either null
  const whole = latin(bytes, 0, bytes.length);
  const code = /ODR1\|[A-Za-z0-9|./_-]{120,380}/.exec(whole);
  const found = { data: null, code: code && read(code[0]) ? code[0] : null };
  for (const mark of whole.matchAll(/\/EmbeddedFile\b/g)) {
    const start = whole.indexOf("stream", mark.index), head = start < 0 || start - mark.index > 2000 ? "" : whole.slice(whole.lastIndexOf(" obj", mark.index), start);
    if (!head) continue;
    const from = start + 6 + (whole.startsWith("\r\n", start + 6) ? 2 : 1);
    const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head);
    const end = length ? from + Number(length[1]) : whole.indexOf("endstream", from);
    if (end < from) continue;
    const raw = bytes.subarray(from, Math.min(end, bytes.length));
    const data = /\/FlateDecode/.test(head) ? inflate(raw.subarray(2), 4194304) : raw;
    if (data !== null && factsOf(data) !== null) { found.data = data; break; }
  }
  return found;
}
function factsOf(data) {
  try {
    const told = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(data));
    return told !== null && typeof told === "object" && told.format === "odrdesk-paper" ? told : null;
  } catch { return null; }
}

// What became of it: codes, worded below

function judge(text, data, keys) {
  const told = read(text);
  if (told === null) return { genuine: false, wrong: [/^\s*ODR1\|/.test(text) ? "unreadable" : "not_ours"], notes: [], told: null, key: null, facts: null };
  const candidates = keys.filter((key) => key.kid === told.kid);
  const key = candidates.find((one) => holds(one.bytes, told.signature, told.signed)) || null;
  const wrong = [], notes = [];
  if (key === null) wrong.push(candidates.length ? "signature_wrong" : "key_unknown");
  else if (key.to !== null && told.day > key.to) wrong.push("key_retired");
  if (data !== null && !same(sha256(data).subarray(0, 16), told.digest)) wrong.push("data_differs");
  if (told.kid.startsWith("P")) notes.push("practice");
  if (key !== null && key.to !== null && !wrong.length) notes.push("retired");
  notes.push(data !== null && !wrong.includes("data_differs") ? "data_fits" : "code_only");
  return { genuine: wrong.length === 0, wrong, notes, told, key, facts: data !== null && !wrong.length ? factsOf(data) : null };
}

globalThis.odrVerifier = { sha256, sha512, holds, read, unb64, hex, yuan, keysOf, inflate, insidePdf, judge, canonical };
