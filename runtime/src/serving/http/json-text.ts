/** Memory of an empty object, in bytes. */
const VALUE_BYTES = 64;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * Returns the memory that the value of a JSON text uses beside the text, in bytes, and its depth.
 * Measured without parsing: the value of `[{},{},…` takes twenty times the size of its text.
 */
export function measureJson(text: Buffer): { bytes: number; depth: number } {
  let valueCount = 0;
  let textBytes = 0;
  let level = 0;
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    switch (text[offset]) {
      case QUOTE: {
        const start = offset + 1;
        let isWide = false;
        while (++offset < text.length && text[offset] !== QUOTE) {
          const byte = text[offset] ?? 0;
          if (byte === BACKSLASH) offset++;
          // Characters beyond Latin-1, also of "\\u": the text then has two bytes per character.
          isWide ||= byte > 0xc3 || byte === BACKSLASH;
        }
        textBytes += (offset - start) * (isWide ? 2 : 1);
        break;
      }
      case 0x5b: // [
      case 0x7b: // {
        valueCount++;
        depth = Math.max(depth, ++level);
        break;
      case 0x5d: // ]
      case 0x7d: // }
        level--;
        break;
      case COMMA:
      case COLON:
        valueCount++;
        break;
      default:
    }
  }
  return { bytes: valueCount * VALUE_BYTES + textBytes, depth };
}
