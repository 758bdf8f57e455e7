import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text);

it('examples of the README compile', { timeout: 60_000 }, () => {
  expect(examples.length).toBeGreaterThan(8);
  const folder = mkdtempSync(join(root, 'tests', 'readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  examples.forEach((text, index) =>
    writeFileSync(join(folder, `example-${index + 1}.ts`), `${text}\nexport {};\n`),
  );
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
  const compiler = join(root, '..', 'node_modules', 'typescript', 'bin', 'tsc');
  let output = '';
  try {
    execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    output = String((error as { stdout?: unknown }).stdout); // of execFileSync
  }
  expect(output).toBe('');
});
