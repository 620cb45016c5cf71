// Reads a QR code as the pages draw it: an SVG path of dark rectangles. Nothing is damaged, so no error is corrected; the codes of an
// address of ours are versions 1 to 6 at level M.

/** Data codewords of a block, and how many blocks there are, by version. */
const BLOCKS: Record<number, [length: number, count: number]> = { 1: [16, 1], 2: [28, 1], 3: [44, 1], 4: [32, 2], 5: [43, 2], 6: [27, 4] };
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** The text of a code, from the `d` of its path. */
export function readQr(path: string): string {
  const dark = modules(path);
  const size = dark.length;
  const version = (size - 17) / 4;
  const [length, count] = BLOCKS[version] ?? [0, 0];
  if (length === 0) throw new Error(`a code of ${size} modules is not known here`);
  const bits = masked(dark);
  const words: number[] = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  const data: number[] = [];
  // The blocks lie interleaved.
  for (let block = 0; block < count; block += 1) {
    for (let place = 0; place < length; place += 1) data.push(words[place * count + block] ?? 0);
  }
  return text(data.map((word) => word.toString(2).padStart(8, "0")).join(""));
}

function modules(path: string): boolean[][] {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, run]) => [Number(x), Number(y), Number(run)] as const);
  const size = Math.max(...runs.map(([, y]) => y)) + 1;
  const dark = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [x, y, run] of runs) dark[y]?.fill(true, x, x + run);
  return dark;
}

/** The bits in their order, without the mask. */
function masked(dark: boolean[][]): number[] {
  const size = dark.length;
  const at = (x: number, y: number) => (dark[y]?.[x] ? 1 : 0);
  const mask = ((at(2, 8) << 2) | (at(3, 8) << 1) | at(4, 8)) ^ 0b101;
  const isMasked = [
    (x: number, y: number) => (x + y) % 2 === 0,
    (_: number, y: number) => y % 2 === 0,
    (x: number, _: number) => x % 3 === 0,
    (x: number, y: number) => (x + y) % 3 === 0,
    (x: number, y: number) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
    (x: number, y: number) => ((x * y) % 2) + ((x * y) % 3) === 0,
    (x: number, y: number) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
    (x: number, y: number) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
  ][mask]!;
  // Finders with what is around them, timing, and the one alignment of these versions.
  const isFixed = (x: number, y: number) =>
    (x < 9 && y < 9) ||
    (x >= size - 8 && y < 9) ||
    (x < 9 && y >= size - 8) ||
    x === 6 ||
    y === 6 ||
    (size > 21 && Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2);
  const bits: number[] = [];
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFixed(x, y)) bits.push(at(x, y) ^ Number(isMasked(x, y)));
      }
    }
  }
  return bits;
}

/** Segments of digits, of capitals and signs, and of bytes. */
function text(bits: string): string {
  let place = 0;
  const take = (count: number) => parseInt(bits.slice(place, (place += count)), 2);
  let found = "";
  while (place + 4 <= bits.length) {
    const mode = take(4);
    if (mode === 0b0001) {
      for (let left = take(10); left > 0; left -= 3) {
        const digits = Math.min(left, 3);
        found += String(take([0, 4, 7, 10][digits] ?? 0)).padStart(digits, "0");
      }
    } else if (mode === 0b0010) {
      for (let left = take(9); left > 0; left -= 2) {
        const pair = take(left > 1 ? 11 : 6);
        found += left > 1 ? `${LETTERS[Math.floor(pair / 45)]}${LETTERS[pair % 45]}` : LETTERS[pair];
      }
    } else if (mode === 0b0100) {
      for (let left = take(8); left > 0; left -= 1) found += String.fromCharCode(take(8));
    } else {
      return found;
    }
  }
  return found;
}
