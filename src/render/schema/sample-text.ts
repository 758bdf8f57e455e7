import type { JsonSchemaObject } from '../../model/json-schema.js';
import { words } from '../../model/names.js';
import { patternTexts } from './sample-pattern.js';

const OF_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T09:30:00Z',
  date: '2026-01-31',
  time: '09:30:00Z',
  duration: 'P1D',
  email: 'ada@example.com',
  'idn-email': 'ada@example.com',
  hostname: 'example.com',
  'idn-hostname': 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  iri: 'https://example.com/',
  'uri-reference': '/example',
  'iri-reference': '/example',
  'uri-template': 'https://example.com/{id}',
  url: 'https://example.com/',
  uuid: '0b6f4a52-8f0e-4f43-9d3c-2f1a7f5c6d3e',
  'json-pointer': '/example',
  'relative-json-pointer': '0/example',
  regex: '^example$',
  byte: 'ZXhhbXBsZQ==',
};

/** Texts that may suit a schema, the likeliest first. `name`: of the property. */
export function sampleTexts(schema: JsonSchemaObject, name: string): string[] {
  const { minLength = 0, maxLength = Infinity, pattern, format = '' } = schema;
  const known = Object.hasOwn(OF_FORMAT, format) ? [OF_FORMAT[format] ?? ''] : [];
  const candidates = [
    ...known,
    name,
    words(name).join('-'),
    ...(pattern === undefined ? [] : patternTexts(pattern)),
  ];
  return candidates.map((text) => withLength(text, minLength, maxLength));
}

/** Cut, or repeated as often as needed. Lengths count code points, as JSON Schema does. */
function withLength(text: string, least: number, most: number): string {
  const characters = Array.from(text);
  if (characters.length > most) return characters.slice(0, most).join('');
  if (characters.length >= least) return text;
  const unit = Array.from(`${text || 'x'}-`);
  return Array.from({ length: least }, (_, index) => unit[index % unit.length]).join('');
}
