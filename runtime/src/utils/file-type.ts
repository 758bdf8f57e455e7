/** The first bytes of formats, as hexadecimal digits. */
const SIGNATURES: readonly [at: number, hex: string, type: string][] = [
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '474946383761', 'image/gif'],
  [0, '474946383961', 'image/gif'],
  [0, '49492a00', 'image/tiff'],
  [0, '4d4d002a', 'image/tiff'],
  [8, '57454250', 'image/webp'],
  [4, '6674797061766966', 'image/avif'],
  [4, '6674797068656963', 'image/heic'],
  [8, '57415645', 'audio/wav'],
  [0, '664c6143', 'audio/flac'],
  [0, '4f676753', 'audio/ogg'],
  [0, '494433', 'audio/mpeg'],
  [0, 'fffb', 'audio/mpeg'],
  [0, '255044462d', 'application/pdf'],
  [0, '504b0304', 'application/zip'],
  [0, '1f8b', 'application/gzip'],
  [0, '1a45dfa3', 'video/webm'],
  [4, '66747970', 'video/mp4'],
];

/** The media type of unknown content (RFC 2046 section 4.5.1). */
export const BINARY_TYPE = 'application/octet-stream';

/** Returns the media type of content, by its first bytes; undefined if no known format begins so. */
export function typeBySignature(bytes: Buffer): string | undefined {
  const [, , type] =
    SIGNATURES.find(([at, hex]) => bytes.toString('hex', at, at + hex.length / 2) === hex) ?? [];
  return type;
}

/** Media types by the end of a file name; those of Office are ZIP archives, and texts have no signature. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wav: 'audio/wav',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  zip: 'application/zip',
};

/**
 * Returns the media type of a file of which none is stated: by its name, as browsers do, or else by
 * its first bytes.
 */
export const typeOfFile = (name: string, bytes: Buffer): string =>
  typeByName(name) ?? typeBySignature(bytes) ?? BINARY_TYPE;

/** Returns the media type of a file by the end of its name; undefined for other names. */
export function typeByName(name: string): string | undefined {
  const [, extension = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
}

/**
 * Returns the media type of content if several are accepted, such as `image/*` or `image/png,
 * image/jpeg`: its own if it is one of these, else the first that has no wildcard.
 */
export function acceptedType(acceptedTypes: string, bytes: Buffer): string {
  const ranges = acceptedTypes.split(',').map((range) => range.trim());
  // SVG images are text, and have no signature.
  const isSvg = /^\s*<(svg|\?xml[^>]*>\s*<svg)\b/i.test(bytes.toString('latin1', 0, 500));
  const type = isSvg ? 'image/svg+xml' : (typeBySignature(bytes) ?? BINARY_TYPE);
  const includesType = (range: string) =>
    range === type || (range.endsWith('/*') && `${type.split('/', 1)[0]}/*` === range);
  return ranges.some(includesType)
    ? type
    : (ranges.find((range) => !range.includes('*')) ?? BINARY_TYPE);
}
