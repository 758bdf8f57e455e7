import { expect, it } from 'vitest';
import { toolsOfDocument } from '../../../src/openapi/import.js';
import type { RawObject } from '../../../src/openapi/model.js';
import { documentSpec } from '../../../src/openapi/spec.js';
import { withoutSecrets } from '../../../src/sources/openapi/secrets.js';
import { body, one } from '../../openapi/documents.js';

const importedOne = (document: RawObject) => {
  const all = toolsOfDocument(document);
  return withoutSecrets(documentSpec(all, all.tools).tools);
};
const requiring = (name: string) => {
  const properties = { q: { type: 'string' }, [name]: { type: 'string' } };
  const operation = body({ type: 'object', properties, required: [name] });
  return importedOne(one(operation, {}, '/users', 'post'));
};

it.each(['privateKeyPem', 'pwd', 'otp', 'passcode', 'recovery_code'])(
  'an operation that requires the argument "%s" is skipped, because it is a secret',
  (name) => {
    const { skipped } = requiring(name);
    const reason = `It requires the secret "${name}" as an argument.`;
    expect(skipped).toEqual([{ operation: 'POST /users', reason }]);
  },
);

it.each(['country_code', 'code', 'hotp_label', 'verification_code'])(
  'an operation that requires the argument "%s" is imported',
  (name) => {
    const { tools } = requiring(name);
    expect(JSON.stringify(tools)).toContain(name);
  },
);

it.each([
  ['/authorizations/{authorization}', '/authorizations/{authorization_id}'],
  ['/secrets/{secret}', '/secrets/{secret_id}'],
  ['/keys/{key}', '/keys/{key}'],
  ['/secrets/{secret_name}', '/secrets/{secret_name}'],
  ['/sessions/{session}', '/sessions/{session}'],
  ['/tokens/{token}', undefined],
  ['/sessions/{session_token}', undefined],
  ['/secrets/{secret_key}', undefined],
  ['/passwords/{password}', undefined],
  ['/verify/{credential}', undefined],
  ['/recovery-codes/{recoveryCode}', undefined],
  ['/country-codes/{countryCode}', '/country-codes/{countryCode}'],
])('what identifies a resource is an argument, what grants access is not: %s', (path, expected) => {
  const [draft] = importedOne(one({}, {}, path)).tools;
  expect(draft && (draft.tool.request as RawObject).path).toBe(expected);
});
