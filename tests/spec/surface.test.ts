import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderProject } from '../../src/render/project.js';
import { fromFlags } from './reading.js';

const rendered = (spec: ReturnType<typeof fromFlags>['spec']) => {
  const files = renderProject({
    name: 'acme-mcp',
    sdk: 'v2',
    packageManager: 'npm',
    providers: [spec],
  });
  const text = (path: string) => String(files.find((file) => file.path === path)?.text);
  const config = parse(text('provider-config.yaml')) as {
    providers: Record<string, { surface?: string; view?: string }>;
  };
  return { text, entry: config.providers.acme };
};

it.each([
  ['search', 'search'],
  ['tools', undefined],
])('--surface %s is in provider-config.yaml, and keywords are in tools', (surface, expected) => {
  const { spec } = fromFlags([
    ['--name', 'acme'],
    ['--description', 'Rooms.'],
    ['--base-url', 'https://a.dev'],
    ['--auth', 'none'],
    ['--surface', surface],
    ['--tool', 'list_rooms: All rooms'],
    ['--keyword', 'chamber'],
    ['--keyword', "people's offices"],
  ]);
  const { text, entry } = rendered(spec);
  expect(entry?.surface).toBe(expected);
  expect(text('src/providers/acme/tools/list-rooms.ts')).toContain(
    `keywords: ['chamber', "people's offices"],`,
  );
});

it('"view" of a provider is in provider-config.yaml', () => {
  const { spec } = fromFlags([
    ['--name', 'acme'],
    ['--base-url', 'https://a.dev'],
    ['--auth', 'none'],
    ['--tool', 'list_rooms: All rooms'],
  ]);
  expect(rendered({ ...spec, view: 'auto' }).entry?.view).toBe('auto');
  expect(rendered(spec).entry).not.toHaveProperty('view');
});
