import type { JsonSchemaObject } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { sampleValue } from '../../source/sample/sample.js';
import type { ResponseSpec } from './spec.js';
import type { Response } from './tool-case.js';

const TEXT = 'Text of the API.';
const CONTENT = 'content';

/** A response of text or bytes, and what the client gets. */
export function contentCase(
  { as, contentType = '*/*' }: ResponseSpec,
  resultKey: string | undefined,
  schema: JsonSchemaObject | undefined,
): Response | undefined {
  if (as === 'binary') {
    const mimeType = contentType
      .replace('image/*', 'image/png')
      .replace('audio/*', 'audio/mpeg')
      .replace('*/*', 'application/octet-stream')
      .replace(/;.*/, '');
    const result = [blockOf(mimeType)];
    return { response: CONTENT, responseHeaders: { 'content-type': mimeType }, result };
  }
  const responseHeaders = {
    'content-type': contentType.includes('*') ? 'text/plain' : contentType,
  };
  if (resultKey === undefined) return { response: TEXT, responseHeaders, result: TEXT };
  const result = schema && sampleValue(schema);
  const text = isRecord(result) ? result[resultKey] : undefined;
  return isRecord(result) && typeof text === 'string'
    ? { response: text, responseHeaders, result }
    : undefined;
}

function blockOf(mimeType: string): object {
  const data = Buffer.from(CONTENT).toString('base64');
  const [type = ''] = mimeType.split('/');
  if (type === 'image' || type === 'audio') return { type, data, mimeType };
  if (type === 'text') return { type, text: CONTENT };
  return { type: 'resource', resource: { uri: 'attachment:content', mimeType, blob: data } };
}
