import { expect, it } from 'vitest';
import { mediaTypeOf } from '../../src/files/media-type.js';

const hex = (digits: string) => Buffer.from(digits, 'hex');
const text = (content: string) => Buffer.from(content);

it.each([
  { bytes: hex('89504e470d0a1a0a00'), type: 'image/png' },
  { bytes: hex('524946460000000057454250'), type: 'image/webp' },
  { bytes: text('%PDF-1.7'), type: 'application/pdf' },
  { bytes: text('{"a":1}'), type: 'application/json' },
  { bytes: text('{"a":'), type: 'text/plain' },
  { bytes: text('<svg onload="x">'), type: 'text/plain' },
  { bytes: text('<!doctype html>'), type: 'text/plain' },
  { bytes: text('é😀'), type: 'text/plain' },
  { bytes: text('é😀').subarray(0, 4), type: 'application/octet-stream' },
  { bytes: hex('fffe4100'), type: 'application/octet-stream' },
  { bytes: text('a\0b'), type: 'application/octet-stream' },
  { bytes: text(''), type: 'text/plain' },
])('$bytes is $type', ({ bytes, type }) => expect(mediaTypeOf(bytes, true)).toBe(type));

it('regards a part that ends within a character as text', () => {
  expect(mediaTypeOf(text('é😀').subarray(0, 4), false)).toBe('text/plain');
});
