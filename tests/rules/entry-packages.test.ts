import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname, join as joinPosix } from 'node:path/posix';
import { expect, it } from 'vitest';
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

/** The packages that a source imports, directly or not. */
function packagesOf(entry: string): Set<string> {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files)
    for (const [, module = ''] of (sources.get(file) ?? '').matchAll(
      /(?:from|import)\s*\(?\s*'([^']+)'/g,
    ))
      if (module.startsWith('.'))
        files.add(joinPosix(dirname(file), module).replace(/\.js$/, '.ts'));
      else if (!module.startsWith('node:'))
        packages.add(
          module
            .split('/')
            .slice(0, module.startsWith('@') ? 2 : 1)
            .join('/'),
        );
  return packages;
}

it.each(entries)('$entry needs the packages that its sources import', ({ entry, path }) => {
  const needed = [...packagesOf(path)].filter((name) => !THERE.has(name));
  expect([...entryPackages(entry)].toSorted()).toEqual(needed.toSorted());
});
