import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closureOf } from '../../src/commands/eject/core.js';
import { entryPackages } from '../../src/rules/configuration/packages/entry-packages.js';

const runtime = join(import.meta.dirname, '..', '..', 'runtime');
const manifest = JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8')) as {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
};
const sources = new Map(
  readdirSync(join(runtime, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(join(runtime, 'src', path), 'utf8')]),
);
/** What all projects have, or what the runtime brings. */
const THERE = new Set([...Object.keys(manifest.dependencies), 'vitest', 'zod']);

const entries = Object.keys(manifest.exports).flatMap((subpath) => {
  const name = subpath.slice(2) || 'index';
  const path = [`${name}.ts`, `${name}/index.ts`].find((each) => sources.has(each));
  return path === undefined ? [] : [{ entry: `mcp-provider${subpath.slice(1)}`, path }];
});

it.each(entries)('$entry needs the packages that its sources import', ({ entry, path }) => {
  const { packages } = closureOf(sources, [path]);
  const needed = [...packages].filter((name) => !THERE.has(name));
  expect([...entryPackages(entry)].toSorted()).toEqual(needed.toSorted());
});
