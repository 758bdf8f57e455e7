import { describe, expect, it } from 'vitest';
import { failureOf, HEAD, readFile } from './reading.js';

describe('what no later step can carry is refused', () => {
  const wide = `a: &a [${Array(1_000).fill(0).join(', ')}]\nb: [${Array(1_000).fill('*a').join(', ')}]`;
  it.each([
    ['a tab for indentation', 'auth:\n\tstyle: none', '2:1: Tabs are not allowed as indentation.'],
    [
      'deep brackets',
      '['.repeat(100_000),
      '1:128: Values are nested too deeply: more than 128 levels.',
    ],
    ['aliases of much', wide, '1:1: The spec has more than 500000 values.'],
  ])('%s', async (_, text, line) => {
    const failure = await failureOf(readFile(text));
    expect(failure?.message.split('\n')).toContain(`acme.yaml:${line}`);
  });

  it('too much text', async () => {
    const failure = await failureOf(readFile(`${HEAD}# ${'x'.repeat(2_000_000)}`));
    expect(failure).toMatchObject({
      code: 'spec/too-large',
      message: 'Spec "acme.yaml" is larger than 2 MB.',
    });
  });
});

describe('what YAML and JSON allow is read', () => {
  const spec = {
    name: 'acme',
    description: 'Rooms.',
    baseUrl: 'https://a.dev',
    auth: { style: 'none' },
  };
  it.each([
    ['YAML', HEAD],
    ['JSON', JSON.stringify(spec)],
    ['JSON with escapes', JSON.stringify(spec).replace('Rooms', '\\u0052\\u006foms')],
    ['a byte order mark', `\uFEFF${HEAD}`],
    ['CRLF', HEAD.replaceAll('\n', '\r\n')],
    ['comments and marks', `# a provider\n---\n${HEAD}...\n`],
    ['YAML 1.1', `%YAML 1.1\n---\n${HEAD}`],
    [
      'anchors',
      `${HEAD.replace('name: acme', 'name: &name acme')}displayName: *name`.replace(
        '*name',
        'Acme',
      ),
    ],
    [
      'merges',
      'name: acme\ndescription: Rooms.\n<<: { baseUrl: https://a.dev, auth: { style: none } }',
    ],
    ['a link to the schema', `$schema: ./spec.json\n${HEAD}`],
  ])('%s', async (_, text) => {
    expect((await readFile(text)).spec).toMatchObject(spec);
  });
});
