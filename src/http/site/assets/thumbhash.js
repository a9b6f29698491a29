// Turns a ThumbHash (about 25 bytes, in base64) into the soft colours of a picture that is still on its way.
// The format (Evan Wallace, 2023, public): a 3-byte header with the average colour and the brightness scale, a 2-byte
// header with the size and the colour scales, then 4-bit cosine factors of brightness (L) and two colour axes (P, Q).
// Our pictures are opaque, so the alpha of a hash is skipped.

const LONG_EDGE = 32;

/** The pixels `{width, height, rgba}` of a hash; throws a RangeError when it is too short to be one. */
export function decode(hash) {
  if (hash.length < 6) throw new RangeError("not a ThumbHash");
  const colour = hash[0] | (hash[1] << 8) | (hash[2] << 16);
  const shape = hash[3] | (hash[4] << 8);
  const alpha = colour >> 23 === 1;
  const landscape = shape >> 15 === 1;
  const short = Math.max(shape & 7, 1);
  const long = alpha ? 5 : 7;
  const [across, down] = landscape ? [long, short] : [short, long];
  const factors = nibbles(hash, alpha ? 6 : 5);
  const light = channel(((colour >> 0) & 63) / 63, ((colour >> 18) & 31) / 31, Math.max(across, 3), Math.max(down, 3), factors);
  // Saturation is raised by a quarter to make up for what quantising took.
  const yellow = channel(((colour >> 6) & 63) / 31.5 - 1, (((shape >> 3) & 63) / 63) * 1.25, 3, 3, factors);
  const red = channel(((colour >> 12) & 63) / 31.5 - 1, (((shape >> 9) & 63) / 63) * 1.25, 3, 3, factors);
  const ratio = across / down;
  const width = Math.round(ratio > 1 ? LONG_EDGE : LONG_EDGE * ratio);
  const height = Math.round(ratio > 1 ? LONG_EDGE / ratio : LONG_EDGE);
  return { width, height, rgba: paint(width, height, light, yellow, red) };
}

/** A `data:` address that shows the hash, or null when it can't be read. */
export function toDataUrl(base64) {
  try {
    const { width, height, rgba } = decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").putImageData(new ImageData(rgba, width, height), 0, 0);
    return canvas.toDataURL();
  } catch {
    return null; // The page keeps its two colours.
  }
}

/** Yields the 4-bit values from a byte on, low half first, each scaled to -1..1. */
function* nibbles(hash, start) {
  for (let at = start; at < hash.length; at++) {
    yield (hash[at] & 15) / 7.5 - 1;
    yield (hash[at] >> 4) / 7.5 - 1;
  }
}

/** One channel: its average, and the waves that are stored for it (the triangle of low frequencies), each counted twice. */
function channel(average, scale, across, down, factors) {
  const waves = [];
  for (let y = 0; y < down; y++) {
    for (let x = y === 0 ? 1 : 0; x * down < across * (down - y); x++) {
      waves.push({ x, y, height: (factors.next().value ?? 0) * scale * 2 });
    }
  }
  return { average, waves };
}

function paint(width, height, light, yellow, red) {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const across = (Math.PI * (x + 0.5)) / width;
      const down = (Math.PI * (y + 0.5)) / height;
      const [l, p, q] = [light, yellow, red].map((one) => valueAt(one, across, down));
      const blue = l - (2 / 3) * p;
      const redPart = (3 * l - blue + q) / 2;
      rgba.set([redPart * 255, (redPart - q) * 255, blue * 255, 255], at);
    }
  }
  return rgba;
}

function valueAt({ average, waves }, across, down) {
  let value = average;
  for (const wave of waves) value += wave.height * Math.cos(across * wave.x) * Math.cos(down * wave.y);
  return value;
}
