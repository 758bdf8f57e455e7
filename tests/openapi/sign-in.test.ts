import { expect, it } from 'vitest';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { RawObject } from '../../src/openapi/model.js';
import { one } from './documents.js';

const security = [{ sign_in: [] }];

it('operations say whether they need the sign-in, and those that it does not open are reported', () => {
  const responses = { 200: { description: 'ok' } };
  const paths = Object.fromEntries(
    Object.entries({
      a: undefined,
      b: undefined,
      c: [{ other: [] }],
      d: [],
      e: [{}, { other: [] }],
      f: [{}, { sign_in: [] }],
      g: [{ other: [] }, { sign_in: [] }],
    }).map(([id, own]) => [
      `/${id}`,
      { get: { operationId: id, responses, ...(own && { security: own }) } },
    ]),
  );
  const securitySchemes = {
    sign_in: { type: 'http', scheme: 'bearer' },
    other: { type: 'http', scheme: 'basic' },
  };
  const signIns = (authStyle?: string, whole: RawObject = { security }) => {
    const { tools, losses, checkPath } = toolsOfDocument(
      { ...one({}, { ...whole, components: { securitySchemes } }), paths },
      { authStyle },
    );
    const requests = tools.map(({ id = '', request }) => [id, request.signIn ?? '']);
    const others = losses.filter(({ kind }) => kind === 'sign-in');
    return {
      ...Object.fromEntries(requests),
      checkPath,
      others: others.map(({ at, detail }) => `${at}: ${detail}`),
    } as RawObject;
  };
  const needed = '',
    others: string[] = [];
  const stated = {
    a: needed,
    b: needed,
    c: needed,
    d: 'none',
    e: 'none',
    f: 'optional',
    g: needed,
    checkPath: '/a',
  };
  expect(signIns()).toEqual({
    ...stated,
    others: ['GET /c: It needs the security scheme other, and the sign-in is sign_in.'],
  });
  expect(signIns('basic')).toEqual({
    ...{ ...stated, checkPath: '/c', e: 'optional', f: 'none' },
    others: ['/a', '/b'].map(
      (path) => `GET ${path}: It needs the security scheme sign_in, and the sign-in is other.`,
    ),
  });
  // A sign-in that the document does not have may open everything, and none opens nothing.
  expect(signIns('api-key')).toEqual({ ...stated, e: 'optional', others });
  expect(signIns('none')).toEqual({ ...stated, d: needed, e: needed, f: needed, others });
  // Where some operations state a sign-in, the others may need none.
  expect(signIns(undefined, {})).toMatchObject({ a: 'optional', b: 'optional', d: 'none' });
});
