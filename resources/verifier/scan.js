// Reads a QR code (ISO/IEC 18004, error correction M, versions 1 to 16: what our papers carry) out of a picture.

const EC_M = [[10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5], [30, 5], [22, 8], [22, 9], [24, 9], [24, 10], [28, 10]];
const EXP = new Uint8Array(512), LOG = new Uint8Array(256);
for (let k = 0, value = 1; k < 255; k++) { EXP[k] = EXP[k + 255] = value; LOG[value] = k; value = value << 1; if (value & 256) value ^= 285; }
function multiplied(a, b) { return a && b ? EXP[LOG[a] + LOG[b]] : 0; }
function divided(a, b) { return a ? EXP[LOG[a] + 255 - LOG[b]] : 0; }

function mended(block, checks) { // Reed-Solomon: the data of a block, or null where too much is wrong
  const many = block.length, syndromes = [];
  for (let k = 0; k < checks; k++) { let sum = 0; for (const one of block) sum = multiplied(sum, EXP[k]) ^ one; syndromes.push(sum); }
  if (syndromes.every((one) => one === 0)) return block.slice(0, many - checks);
  let locator = [1], before = [1], length = 0, gap = 1, last = 1; // Berlekamp-Massey, lowest power first
  for (let n = 0; n < checks; n++) {
    let off = syndromes[n];
    for (let k = 1; k <= length; k++) off ^= multiplied(locator[k] || 0, syndromes[n - k]);
    if (off === 0) { gap++; continue; }
    const scale = divided(off, last), next = locator.slice();
    before.forEach((one, k) => { next[k + gap] = (next[k + gap] || 0) ^ multiplied(scale, one); });
    if (2 * length <= n) { before = locator; length = n + 1 - length; last = off; gap = 1; } else gap++;
    locator = Array.from(next, (one) => one || 0);
  }
  if (length * 2 > checks) return null;
  const worth = (terms, x) => terms.reduceRight((sum, one) => multiplied(sum, x) ^ one, 0), places = [];
  for (let place = 0; place < many; place++) if (worth(locator, EXP[(255 - ((many - 1 - place) % 255)) % 255]) === 0) places.push(place);
  if (places.length !== length) return null;
  const errors = new Array(checks).fill(0); // the error evaluator: syndromes times locator
  for (let k = 0; k < checks; k++) for (let j = 0; j <= Math.min(k, length); j++) errors[k] ^= multiplied(syndromes[k - j], locator[j] || 0);
  const out = block.slice();
  for (const place of places) {
    const power = (many - 1 - place) % 255, back = EXP[(255 - power) % 255];
    let slope = 0;
    for (let k = 1; k <= length; k += 2) slope ^= multiplied(locator[k] || 0, EXP[(LOG[back] * (k - 1)) % 255]);
    if (slope === 0) return null;
    out[place] ^= multiplied(EXP[power], divided(worth(errors, back), slope));
  }
  for (let k = 0; k < checks; k++) { let sum = 0; for (const one of out) sum = multiplied(sum, EXP[k]) ^ one; if (sum) return null; }
  return out.slice(0, many - checks);
}

function aligned(version) { // centres of the alignment patterns along one side
  if (version === 1) return [];
  const side = 17 + 4 * version, count = Math.floor(version / 7) + 2, step = Math.ceil((side - 13) / (2 * count - 2)) * 2, out = [6];
  for (let at = side - 7; out.length < count; at -= step) out.splice(1, 0, at);
  return out;
}
function reserved(version) { // where no data stands
  const side = 17 + 4 * version, out = new Uint8Array(side * side);
  const fill = (row, column, tall, wide) => { for (let r = Math.max(0, row); r < Math.min(side, row + tall); r++) for (let c = Math.max(0, column); c < Math.min(side, column + wide); c++) out[r * side + c] = 1; };
  fill(0, 0, 9, 9); fill(0, side - 8, 9, 8); fill(side - 8, 0, 8, 9); fill(6, 0, 1, side); fill(0, 6, side, 1);
  const centres = aligned(version), end = side - 7;
  for (const r of centres) for (const c of centres) if (!((r === 6 && (c === 6 || c === end)) || (r === end && c === 6))) fill(r - 2, c - 2, 5, 5);
  if (version >= 7) { fill(0, side - 11, 6, 3); fill(side - 11, 0, 3, 6); }
  return out;
}
const MASKS = [(r, c) => (r + c) % 2, (r) => r % 2, (r, c) => c % 3, (r, c) => (r + c) % 3, (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2,
  (r, c) => ((r * c) % 2) + ((r * c) % 3), (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2, (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2];
function formatOf(value) { // the fifteen bits of five
  let rest = value << 10;
  for (let k = 14; k >= 10; k--) if ((rest >> k) & 1) rest ^= 0x537 << (k - 10);
  return ((value << 10) | rest) ^ 0x5412;
}
function maskOf(dark, side) { // the mask of level M that is nearest to what is read, or -1
  let one = 0, two = 0;
  const at = (r, c) => dark[r * side + c];
  for (const [r, c] of [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]]) one = (one << 1) | at(r, c);
  for (let k = 0; k < 7; k++) two = (two << 1) | at(side - 1 - k, 8);
  for (let k = 0; k < 8; k++) two = (two << 1) | at(8, side - 8 + k);
  let best = -1, least = 4;
  for (let mask = 0; mask < 8; mask++) for (const read of [one, two]) {
    let off = 0;
    for (let rest = read ^ formatOf(mask); rest; rest &= rest - 1) off++;
    if (off < least) { least = off; best = mask; }
  }
  return best;
}
function textOf(dark, side) { // the text of a grid of modules (1 is dark), or null
  const version = (side - 17) / 4, mask = maskOf(dark, side);
  if (!EC_M[version - 1] || mask < 0) return null;
  const taken = reserved(version), bytes = [];
  let byte = 0, count = 0;
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let k = 0; k < side; k++) for (const c of [right, right - 1]) {
      const r = up ? side - 1 - k : k;
      if (taken[r * side + c]) continue;
      byte = (byte << 1) | (dark[r * side + c] ^ (MASKS[mask](r, c) === 0 ? 1 : 0));
      if (++count === 8) { bytes.push(byte); byte = 0; count = 0; }
    }
  }
  const [checks, blocks] = EC_M[version - 1], total = bytes.length, short = blocks - (total % blocks), size = Math.floor(total / blocks) - checks;
  const parts = Array.from({ length: blocks }, () => []);
  let place = 0;
  for (let k = 0; k <= size; k++) for (let b = k < size ? 0 : short; b < blocks; b++) parts[b].push(bytes[place++]);
  for (let k = 0; k < checks; k++) for (let b = 0; b < blocks; b++) parts[b].push(bytes[place++]);
  const data = [];
  for (const part of parts) { const told = mended(part, checks); if (told === null) return null; data.push(...told); }
  return spoken(data, version);
}
function spoken(data, version) {
  let at = 0;
  const left = () => data.length * 8 - at;
  const bits = (count) => { let value = 0; for (let k = 0; k < count; k++, at++) value = (value << 1) | ((data[at >> 3] >> (7 - (at & 7))) & 1); return value; };
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", wide = version > 9;
  let out = "";
  while (left() >= 4) {
    const mode = bits(4);
    if (mode === 0) break;
    if (mode === 7) { bits(8); continue; }
    const size = { 1: wide ? 12 : 10, 2: wide ? 11 : 9, 4: wide ? 16 : 8 }[mode];
    if (!size || left() < size) return null;
    let count = bits(size);
    if (mode === 4) { if (left() < 8 * count) return null; while (count-- > 0) out += String.fromCharCode(bits(8)); }
    if (mode === 2) for (; count > 0; count -= 2) {
      if (left() < (count > 1 ? 11 : 6)) return null;
      if (count > 1) { const pair = bits(11); out += letters[Math.floor(pair / 45)] + letters[pair % 45]; } else out += letters[bits(6)];
    }
    if (mode === 1) for (; count > 0; count -= 3) {
      const digits = Math.min(3, count);
      if (left() < 3 * digits + 1) return null;
      out += String(bits(3 * digits + 1)).padStart(digits, "0");
    }
  }
  return out;
}

// The picture

function darkness(grey, wide, tall, radius) { // per pixel: darker than around it; radius 0 asks for one limit for all
  const out = new Uint8Array(wide * tall);
  if (!radius) {
    const counts = new Array(256).fill(0);
    for (const one of grey) counts[one]++;
    let sum = 0, below = 0, weight = 0, best = -1, limit = 128;
    for (let k = 0; k < 256; k++) sum += k * counts[k];
    for (let k = 0; k < 256; k++) { // Otsu
      weight += counts[k]; below += k * counts[k];
      const rest = grey.length - weight;
      if (!weight || !rest) continue;
      const apart = weight * rest * (below / weight - (sum - below) / rest) ** 2;
      if (apart > best) { best = apart; limit = k; }
    }
    for (let k = 0; k < grey.length; k++) out[k] = grey[k] <= limit ? 1 : 0;
    return out;
  }
  const sums = new Float64Array((wide + 1) * (tall + 1));
  for (let y = 0; y < tall; y++) for (let x = 0, row = 0; x < wide; x++) { row += grey[y * wide + x]; sums[(y + 1) * (wide + 1) + x + 1] = sums[y * (wide + 1) + x + 1] + row; }
  for (let y = 0; y < tall; y++) {
    const top = Math.max(0, y - radius), foot = Math.min(tall, y + radius + 1);
    for (let x = 0; x < wide; x++) {
      const left = Math.max(0, x - radius), right = Math.min(wide, x + radius + 1), area = (foot - top) * (right - left);
      const mean = (sums[foot * (wide + 1) + right] - sums[top * (wide + 1) + right] - sums[foot * (wide + 1) + left] + sums[top * (wide + 1) + left]) / area;
      out[y * wide + x] = grey[y * wide + x] < 0.88 * mean ? 1 : 0;
    }
  }
  return out;
}
function ratios(runs) { // whether five runs are 1:1:3:1:1
  const one = (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7;
  return one >= 1 && Math.abs(runs[2] - 3 * one) < 1.6 * one && [0, 1, 3, 4].every((k) => Math.abs(runs[k] - one) < 0.75 * one + 0.5);
}
function across(dark, wide, tall, x, y, dx, dy, most) { // the five runs through a point in one direction, and their middle
  const is = (k) => { const px = Math.round(x + k * dx), py = Math.round(y + k * dy); return px < 0 || py < 0 || px >= wide || py >= tall ? -1 : dark[py * wide + px]; };
  const runs = [0, 0, 0, 0, 0];
  let back = 0, ahead = 1;
  for (const [place, colour] of [[2, 1], [1, 0], [0, 1]]) while (is(back) === colour && runs[place] <= most) { runs[place]++; back--; }
  const middle = runs[2];
  for (const [place, colour] of [[2, 1], [3, 0], [4, 1]]) while (is(ahead) === colour && runs[place] <= most) { runs[place]++; ahead++; }
  return ratios(runs) ? { runs, middle: (runs[2] - 2 * middle + 1) / 2, size: runs.reduce((a, b) => a + b, 0) / 7 } : null;
}
function finders(dark, wide, tall) {
  const found = [];
  for (let y = 0; y < tall; y++) {
    const runs = [0, 0, 0, 0, 0];
    let colour = 0, length = 0;
    for (let x = 0; x <= wide; x++) {
      const now = x < wide ? dark[y * wide + x] : 2;
      if (now === colour) { length++; continue; }
      runs.shift(); runs.push(length);
      if (colour === 1 && ratios(runs)) seen(x - runs[4] - runs[3] - runs[2] / 2 - 0.5, y, (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7);
      colour = now; length = 1;
    }
  }
  function seen(x, y, size) {
    const known = found.find((one) => Math.hypot(one.x - x, one.y - y) < 2 * one.size);
    if (known && known.count > 40) return;
    const down = across(dark, wide, tall, x, y, 0, 1, 6 * size);
    if (!down) return;
    const cy = y + down.middle, side = across(dark, wide, tall, x, cy, 1, 0, 6 * size);
    if (!side || down.size > 2 * side.size || side.size > 2 * down.size) return;
    const one = { x: x + side.middle, y: cy, size: (side.size + down.size) / 2, count: 1 };
    if (!known) { found.push(one); return; }
    const all = known.count + 1;
    known.x += (one.x - known.x) / all; known.y += (one.y - known.y) / all; known.size += (one.size - known.size) / all; known.count = all;
  }
  return found.filter((one) => one.count > 1).sort((a, b) => b.count - a.count).slice(0, 12);
}
function mapped(from, to) { // the projection that takes four points to four points
  const rows = [];
  from.forEach(([x, y], k) => { const [u, v] = to[k]; rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]); });
  for (let k = 0; k < 8; k++) {
    let best = k;
    for (let j = k + 1; j < 8; j++) if (Math.abs(rows[j][k]) > Math.abs(rows[best][k])) best = j;
    if (Math.abs(rows[best][k]) < 1e-9) return null;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    for (let j = 0; j < 8; j++) if (j !== k) { const f = rows[j][k] / rows[k][k]; for (let i = k; i < 9; i++) rows[j][i] -= f * rows[k][i]; }
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row, k) => row[8] / row[k]);
  return (x, y) => { const w = g * x + h * y + 1; return [(a * x + b * y + c) / w, (d * x + e * y + f) / w]; };
}
function corner(dark, wide, tall, to, side, size) { // the last alignment pattern near where it should be, or null
  const [x, y] = to(side - 6.5, side - 6.5), reach = Math.round(3.5 * size), steps = [[to(1, 0), to(0, 0)], [to(0, 1), to(0, 0)]].map(([a, b]) => [a[0] - b[0], a[1] - b[1]]);
  const is = (px, py) => { const cx = Math.round(px), cy = Math.round(py); return cx < 0 || cy < 0 || cx >= wide || cy >= tall ? 0 : dark[cy * wide + cx]; };
  let best = null, most = 21;
  for (let oy = -reach; oy <= reach; oy++) for (let ox = -reach; ox <= reach; ox++) {
    if (!is(x + ox, y + oy)) continue;
    let score = 0;
    for (let r = -2; r <= 2; r++) for (let c = -2; c <= 2; c++) {
      const wanted = Math.max(Math.abs(r), Math.abs(c)) !== 1 ? 1 : 0;
      if (is(x + ox + c * steps[0][0] + r * steps[1][0], y + oy + c * steps[0][1] + r * steps[1][1]) === wanted) score++;
    }
    const near = Math.hypot(ox, oy);
    if (score > most || (score === most && best && near < best.near)) { most = score; best = { x: x + ox, y: y + oy, near }; }
  }
  if (!best) return null;
  let sx = 0, sy = 0, n = 0; // the middle of all equally good places
  for (let oy = -2; oy <= 2; oy++) for (let ox = -2; ox <= 2; ox++) {
    let score = 0;
    for (let r = -2; r <= 2; r++) for (let c = -2; c <= 2; c++) {
      const wanted = Math.max(Math.abs(r), Math.abs(c)) !== 1 ? 1 : 0;
      if (is(best.x + ox + c * steps[0][0] + r * steps[1][0], best.y + oy + c * steps[0][1] + r * steps[1][1]) === wanted) score++;
    }
    if (score >= most) { sx += best.x + ox; sy += best.y + oy; n++; }
  }
  return n ? [sx / n, sy / n] : [best.x, best.y];
}
function sampled(dark, wide, tall, to, side) {
  const out = new Uint8Array(side * side);
  for (let r = 0; r < side; r++) for (let c = 0; c < side; c++) {
    let votes = 0;
    for (const [ox, oy] of [[0.5, 0.5], [0.5, 0.5], [0.3, 0.5], [0.7, 0.5], [0.5, 0.3], [0.5, 0.7]]) {
      const [x, y] = to(c + ox, r + oy), px = Math.round(x), py = Math.round(y);
      if (px >= 0 && py >= 0 && px < wide && py < tall) votes += dark[py * wide + px] ? 1 : -1;
    }
    out[r * side + c] = votes > 0 ? 1 : 0;
  }
  return out;
}
function along(dark, wide, tall, ways) { // the size of a module on the lines between the finders; 0 where none is clear
  const sizes = [];
  for (const [from, to] of ways) {
    const far = Math.hypot(to.x - from.x, to.y - from.y), told = across(dark, wide, tall, from.x, from.y, (to.x - from.x) / far, (to.y - from.y) / far, 6 * from.size);
    if (told) sizes.push(told.size);
  }
  return sizes.length ? sizes.reduce((a, b) => a + b, 0) / sizes.length : 0;
}
function tried(dark, wide, tall, a, b, c) { // a is the corner between b (right of it) and c (below it)
  if ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0) [b, c] = [c, b];
  const size = along(dark, wide, tall, [[a, b], [b, a], [a, c], [c, a]]) || (a.size + b.size + c.size) / 3, span = (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - a.x, c.y - a.y)) / 2;
  const guess = Math.round((span / size + 7 - 17) / 4);
  for (const version of [guess, guess - 1, guess + 1]) {
    if (version < 1 || version > EC_M.length) continue;
    const side = 17 + 4 * version, far = [b.x + c.x - a.x, b.y + c.y - a.y];
    const from = [[3.5, 3.5], [side - 3.5, 3.5], [3.5, side - 3.5]], at = [[a.x, a.y], [b.x, b.y], [c.x, c.y]];
    const flat = mapped([...from, [side - 3.5, side - 3.5]], [...at, far]);
    if (!flat) continue;
    const last = version > 1 ? corner(dark, wide, tall, flat, side, span / (side - 7)) : null;
    for (const to of [last && mapped([...from, [side - 6.5, side - 6.5]], [...at, last]), flat]) {
      const text = to ? textOf(sampled(dark, wide, tall, to, side), side) : null;
      if (text !== null) return text;
    }
  }
  return null;
}
function codeInGrey(grey, wide, tall) { // the text of the first code of ours, or null
  const large = () => Math.round(Math.max(wide, tall) / 20), whole = { grey, wide, tall };
  const smooth = () => smoothed(grey, wide, tall), double = () => resized(grey, wide, tall, 2), half = () => resized(grey, wide, tall, 0.5);
  for (const [take, radii] of [[() => whole, [large(), 0]], [smooth, [large(), 12]], [double, [2 * large(), 24]], [half, [Math.round(large() / 2), 0]]]) {
    const picture = take();
    if (!picture) continue;
    for (const radius of radii) {
      const dark = darkness(picture.grey, picture.wide, picture.tall, radius), points = finders(dark, picture.wide, picture.tall), triples = [];
      for (const a of points) for (const b of points) for (const c of points) {
        if (a === b || a === c || b === c || points.indexOf(b) > points.indexOf(c)) continue;
        const one = Math.hypot(b.x - a.x, b.y - a.y), two = Math.hypot(c.x - a.x, c.y - a.y), slant = Math.abs((b.x - a.x) * (c.x - a.x) + (b.y - a.y) * (c.y - a.y)) / (one * two);
        const apart = Math.abs(one - two) / Math.max(one, two), unlike = Math.max(a.size, b.size, c.size) / Math.min(a.size, b.size, c.size);
        if (apart < 0.35 && slant < 0.35 && unlike < 1.7) triples.push([apart + slant + (unlike - 1) / 2, a, b, c]);
      }
      for (const [, a, b, c] of triples.sort((x, y) => x[0] - y[0]).slice(0, 8)) {
        const text = tried(dark, picture.wide, picture.tall, a, b, c);
        if (text !== null && text.startsWith("ODR1|")) return text;
      }
    }
  }
  return null;
}
function smoothed(grey, wide, tall) { // the middle of each three by three: what a grain of noise cannot move
  const out = grey.slice(), box = new Uint8Array(9);
  for (let y = 1; y < tall - 1; y++) for (let x = 1; x < wide - 1; x++) {
    for (let k = 0, r = -1; r <= 1; r++) for (let c = -1; c <= 1; c++) box[k++] = grey[(y + r) * wide + x + c];
    out[y * wide + x] = box.sort()[4];
  }
  return { grey: out, wide, tall };
}
function resized(grey, wide, tall, scale) {
  const w = Math.round(wide * scale), h = Math.round(tall * scale);
  if (w * h > 24e6 || w < 40 || h < 40) return null;
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) {
    const sx = Math.min(wide - 1, Math.max(0, (x + 0.5) / scale - 0.5)), sy = Math.min(tall - 1, Math.max(0, (y + 0.5) / scale - 0.5));
    const x0 = Math.floor(sx), y0 = Math.floor(sy), x1 = Math.min(wide - 1, x0 + 1), y1 = Math.min(tall - 1, y0 + 1), fx = sx - x0, fy = sy - y0;
    out[y * w + x] = (grey[y0 * wide + x0] * (1 - fx) + grey[y0 * wide + x1] * fx) * (1 - fy) + (grey[y1 * wide + x0] * (1 - fx) + grey[y1 * wide + x1] * fx) * fy;
  }
  return { grey: out, wide: w, tall: h };
}
function codeIn(pixels, wide, tall) { // RGBA, as a canvas has it
  const grey = new Uint8Array(wide * tall);
  for (let k = 0; k < grey.length; k++) { const alpha = pixels[4 * k + 3] / 255; grey[k] = (0.299 * pixels[4 * k] + 0.587 * pixels[4 * k + 1] + 0.114 * pixels[4 * k + 2]) * alpha + 255 * (1 - alpha); }
  return codeInGrey(grey, wide, tall);
}
Object.assign(globalThis.odrVerifier, { codeIn, codeInGrey, textOf });
