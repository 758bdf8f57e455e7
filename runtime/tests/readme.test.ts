import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..');
const docs = join(root, '..', 'docs');
const pages = [
  join(root, 'README.md'),
  ...readdirSync(docs)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(docs, name)),
];
/** Whole modules of the runtime: the parts of modules on other pages are compared with files that run. */
const examples = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)]
    .map(([, text = '']) => text)
    .filter((text) => page.endsWith('README.md') || /^import .* from 'mcp-provider/m.test(text)),
);

/** Files of a project that the examples import. */
const PROJECT = `declare module '*/index.js' { export const { createServer, getInitializationOptions }: import('mcp-provider').Provider; }
declare module '*/providers.js' { export const forge: import('mcp-provider').Provider; export const orders: import('mcp-provider').Provider; }
declare module '*/provider.js' { export const providers: import('mcp-provider/server').Providers; }
declare module '*/mcp-instance.js' { export const PROVIDER_NAME: 'acme'; }
`;

it('examples of the README and the guides compile', () => {
  expect(examples.length).toBeGreaterThan(25);
  const folder = mkdtempSync(join(root, 'tests', 'readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  examples.forEach((text, index) =>
    writeFileSync(join(folder, `example-${index + 1}.ts`), `${text}\nexport {};\n`),
  );
  writeFileSync(join(folder, 'project.d.ts'), PROJECT);
  // The steps of a tutorial import its first one.
  const convert = examples.find((text) => text.includes('export const units')) ?? '';
  writeFileSync(join(folder, 'convert.ts'), convert);
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  const paths = Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string'
      ? []
      : [
          [
            entry.replace(/^\./, 'mcp-provider'),
            [join(root, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'))],
          ] as const,
        ],
  );
  const settings = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noEmit: true, paths: Object.fromEntries(paths) },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const compiler = join(root, '..', 'node_modules', 'typescript-native', 'bin', 'tsc');
  let output = '';
  try {
    execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    output = String((error as { stdout?: unknown }).stdout); // of execFileSync
  }
  expect(output).toBe('');
});
