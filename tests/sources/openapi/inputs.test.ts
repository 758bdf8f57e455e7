import { describe, expect, it } from 'vitest';
import { notText } from '../../../src/model/errors/host.js';
import type { Host } from '../../../src/model/host.js';
import { documentsAt } from '../../../src/sources/openapi/inputs.js';
import { isOpenApi } from '../../../src/sources/openapi/is-openapi.js';
import { memoryFiles } from '../../support/memory.js';

const SPEC = { name: 'acme', description: 'Tools of {"openapi": "3.0.0"}.' };

describe('an OpenAPI document', () => {
  it.each([
    ['JSON', '{ "openapi": "3.1.0" }'],
    ['JSON after other keys', '\uFEFF{\n"info":{"title":"a\\"b}"},"tags":[{}],"swagger" : "2.0"}'],
    ['JSON that is invalid elsewhere', '{"openapi":"3.0.3", paths: '],
    ['YAML', 'info: {}\nopenapi: 3.1.0\n'],
    ['YAML with quotes', `"swagger": '2.0'\n`],
    ['YAML with a byte order mark', '\uFEFFopenapi: 3.0.3\n'],
  ])('is %s', (_, text) => expect(isOpenApi(text)).toBe(true));

  it.each([
    ['a spec', JSON.stringify(SPEC)],
    ['a document inside of another', JSON.stringify({ ...SPEC, extra: { openapi: '3.0.0' } })],
    ['a list of documents', JSON.stringify({ documents: [{ openapi: '3.0.0' }] })],
    ['a value', '{"kind": "openapi"}'],
    ['a string without an end', `{"name": "${'\\"'.repeat(100_000)}`],
    ['indented YAML', 'components:\n  openapi: 3.0.0\n'],
  ])('is not %s', (_, text) => expect(isOpenApi(text)).toBe(false));
});

it('a directory has the documents below it, without those of packages and hidden directories', async () => {
  const text = '{"openapi":"3.1.0"}';
  expect(
    await inDirectory({
      '/apis/rooms.json': text,
      '/apis/below/chairs.yaml': 'openapi: 3.1.0\n',
      '/apis/package.json': '{}',
      '/apis/node_modules/acme/openapi.json': text,
      '/apis/.git/openapi.json': text,
    }),
  ).toEqual(['apis/below/chairs.yaml', 'apis/rooms.json']);
});

it('a directory has the files that are not text: their import fails', async () => {
  const files = { '/apis/rooms.json': 'UTF-16', '/apis/rooms.png': 'UTF-16' };
  expect(await inDirectory(files)).toEqual(['apis/rooms.json']);
});

function inDirectory(texts: Record<string, string>) {
  const files = memoryFiles(texts);
  const read = async (path: string) => {
    const text = await files.read(path);
    if (text === 'UTF-16') throw notText(path);
    return text;
  };
  return documentsAt({ files: { ...files, read }, cwd: '/' } as unknown as Host, 'apis');
}
